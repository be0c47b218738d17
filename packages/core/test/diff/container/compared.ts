/** A container compared with one that was made from another body. */
import type { JsonObject } from '../../../src/base/json'
import { type ContainerContext, compareContainer } from '../../../src/diff/container'
import type { Difference } from '../../../src/diff/difference'
import { body, client, image, observed, wanted } from '../sample'

export type Parts = Parameters<typeof body>[0]

/** Fields and their effects; `want` is compared with a container that was made from `have`. */
export const effects = (difference: Difference): Readonly<Record<string, string>> =>
  difference._tag === 'Changed'
    ? Object.fromEntries(
        difference.changes.map(({ field, effect, policy }) => [field, policy === 'warn' ? 'warn' : effect]),
      )
    : {}

export const compared = (
  want: Parts,
  have: Parts,
  config: JsonObject = {},
  context: Partial<ContainerContext> = {},
): Difference => {
  const of = image(config)
  const there = observed(wanted(body(have)), of)
  return compareContainer(wanted(body(want)), there, {
    client: client({ images: [of], containers: [there] }),
    ...context,
  })
}

export const host = (HostConfig: JsonObject): Parts => ({ HostConfig })

/** What an image may set by itself. */
export const FULL = {
  Env: ['PATH=/bin', 'MODE=image'],
  User: '1000',
  Cmd: ['run'],
  Entrypoint: ['/entry'],
  Labels: { vendor: 'x' },
  ExposedPorts: { '80/tcp': {} },
  Volumes: { '/data': {} },
  WorkingDir: '/srv',
  StopSignal: 'SIGQUIT',
  Healthcheck: { Test: ['CMD', 'ok'], Interval: 5 },
}
