import fc from 'fast-check'
import type { JsonObject } from '../../src/base/json'
import { compareContainer } from '../../src/diff/container'
import type { Difference } from '../../src/diff/difference'
import type { ContainerBody, ContainerResource } from '../../src/resource/resource'
import { body, client, image, observed, wanted } from './sample'

const RUNS = { numRuns: 300, seed: 20 }

const word = fc.constantFrom('a', 'b', 'c', 'd.e', '__proto__')
const text = fc.constantFrom('', 'x', 'y z', '=')
const path = fc.constantFrom('/a', '/b', '/c/d')
const port = fc.constantFrom('80/tcp', '53/udp', '81')
const some = <A>(items: fc.Arbitrary<A>) => fc.uniqueArray(items, { maxLength: 3 })
const record = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(keys, values), { maxLength: 3 }).map((entries) => Object.fromEntries(entries) as JsonObject)
const optional = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>

const config = {
  Env: some(fc.tuple(word, text).map(([name, value]) => `${name}=${value}`)),
  Cmd: fc.array(text, { maxLength: 2 }),
  Entrypoint: fc.array(text, { maxLength: 2 }),
  User: text,
  WorkingDir: path,
  ExposedPorts: record(port, fc.constant({})),
  Volumes: record(path, fc.constant({})),
  StopSignal: fc.constantFrom('SIGTERM', '2', 'QUIT'),
  StopTimeout: fc.constantFrom(0, 5),
  Healthcheck: optional({
    Test: fc.constantFrom(['NONE'], ['CMD', 'x']),
    Interval: fc.constantFrom(0, 5),
    Retries: fc.constantFrom(0, 3),
  }),
}

const hostConfig = optional({
  Memory: fc.constantFrom(0, 100, 200),
  MemorySwap: fc.constantFrom(-1, 0, 200, 400),
  NanoCpus: fc.constantFrom(0, 5),
  CpuQuota: fc.constantFrom(-1, 0, 5),
  PidsLimit: fc.constantFrom(-1, 0, 5),
  RestartPolicy: fc.constantFrom({ Name: 'no' }, { Name: 'always' }, { Name: 'on-failure', MaximumRetryCount: 2 }),
  Binds: some(
    fc
      .tuple(fc.constantFrom('/h', 'vol'), path, fc.constantFrom('', ':ro', ':rw'))
      .map((parts) => `${parts[0]}:${parts[1]}${parts[2]}`),
  ),
  CapAdd: some(fc.constantFrom('NET_ADMIN', 'CAP_KILL', 'mknod')),
  Dns: some(fc.constantFrom('1.1.1.1', '2.2.2.2')),
  ExtraHosts: some(fc.constantFrom('a:1', 'b:2')),
  NetworkMode: fc.constantFrom('default', 'bridge', 'host', 'none', 'front', 'container:shop.db'),
  PortBindings: record(port, fc.array(fc.constantFrom({ HostPort: '1' }, { HostPort: '2' }, {}), { maxLength: 2 })),
  Links: some(fc.constantFrom('db', 'db:x', '/other:y')),
  Tmpfs: record(path, fc.constantFrom('', 'size=1m,ro', 'ro,size=1m')),
  Ulimits: fc.constantFrom([], [{ Name: 'core', Soft: 0, Hard: 0 }]),
  Init: fc.boolean(),
  ShmSize: fc.constantFrom(0, 67108864, 5),
  LogConfig: fc.constantFrom({}, { Type: 'none' }, { Type: 'json-file', Config: { 'max-size': '1m' } }),
})

const request = fc
  .tuple(optional(config), hostConfig, record(word, text))
  .map(([own, HostConfig, Labels]): ContainerBody => body({ ...own, HostConfig, Labels } as Parameters<typeof body>[0]))

const endpoints = some(fc.constantFrom('n1', 'n2')).map((names) =>
  names.map((network) => ({ network, config: { Aliases: ['x'] } })),
)
const resource = fc.tuple(request, endpoints).map(([asked, networks]) => wanted(asked, { endpoints: networks }))
const anImage = optional({ ...config, Labels: record(word, text) }).map((settings) => image(settings))

const fields = (difference: Difference): ReadonlyArray<string> =>
  difference._tag === 'Changed' ? difference.changes.map(({ field }) => field) : []

const reversed = (asked: ContainerBody): ContainerBody => {
  const { Env = [], HostConfig = {}, ...rest } = asked
  const lists = Object.entries(HostConfig).map(([key, value]) =>
    ['CapAdd', 'ExtraHosts', 'Links'].includes(key) && Array.isArray(value)
      ? [key, [...value].reverse()]
      : [key, value],
  )
  return { ...rest, Env: [...Env].reverse(), HostConfig: Object.fromEntries(lists) }
}

const names = (asked: ContainerBody): ReadonlyArray<unknown> =>
  (asked.Env ?? []).map((one) => String(one).split('=')[0])
const aliases = (asked: ContainerBody): ReadonlyArray<unknown> =>
  (asked.HostConfig?.Links ?? []).map((one) => one.split(':').at(-1))
const isUnambiguous = (asked: ContainerBody): boolean =>
  [names(asked), aliases(asked)].every((list) => new Set(list).size === list.length)

describe('for any two containers', () => {
  it('what was made as it is wanted is the same', () => {
    fc.assert(
      fc.property(resource, anImage, (want, of) => {
        const have = observed(want, of)
        expect(compareContainer(want, have, { client: client({ images: [of], containers: [have] }) })).toEqual({
          _tag: 'Same',
        })
      }),
      RUNS,
    )
  })

  it('it is the same, too, where the image is not known', () => {
    fc.assert(
      fc.property(resource, anImage, (want, of) => {
        expect(compareContainer(want, observed(want, of), { client: client({ images: [] }) })).toEqual({ _tag: 'Same' })
      }),
      RUNS,
    )
  })

  it('the fields are the same both ways', () => {
    fc.assert(
      fc.property(resource, resource, anImage, (one, other, of) => {
        const compared = (want: ContainerResource, made: ContainerResource) =>
          fields(compareContainer(want, observed(made, of), { client: client({ images: [of] }) }))
        expect(compared(one, other)).toEqual(compared(other, one))
      }),
      RUNS,
    )
  })

  it('the order of sets does not count', () => {
    fc.assert(
      fc.property(request.filter(isUnambiguous), request, (asked, other) => {
        const have = observed(wanted(other))
        const context = { client: client() }
        expect(compareContainer(wanted(reversed(asked)), have, context)).toEqual(
          compareContainer(wanted(asked), have, context),
        )
      }),
      RUNS,
    )
  })

  it('there is one change per field, in order', () => {
    fc.assert(
      fc.property(resource, resource, (want, made) => {
        const found = fields(compareContainer(want, observed(made), { client: client() }))
        expect(found).toEqual([...new Set(found)].sort())
      }),
      RUNS,
    )
  })
})
