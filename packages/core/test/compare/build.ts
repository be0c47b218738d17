/** Maps of a small shop, compiled and compared, for tests of reviews. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { type CompareOptions, type Comparison, compareMaps } from '../../src/compare/maps'
import { type Compiled, compile } from '../../src/pipeline'
import type { Fate } from '../../src/simulate/fate'

export const BASE = `
name: shop
web:
  image: nginx:1
  links: cache
  exposes: { 80: 8080 }
app:
  image: app:1
  instances: [a, b]
  networks: back
  attaches: socket
  user: 1000
  permissions: u=rwX
  stop_timeout: 3
  create_options: { environment: { MODE: prod, TOKEN: { $secret: token } } }
cache: { image: cache:1 }
db:
  image: db:1
  networks: back
  binds: data
volumes: { socket: /var/run/app, data: /var/lib/db }
host: { data: /srv/db }
networks: { back: {} }
`

export const compiled = (text: string, clients?: string): Compiled => {
  const result = compile(
    [{ file: 'dmap.yaml', text }],
    clients === undefined ? [] : [{ file: 'clients.yaml', text: clients }],
  )
  if (isLeft(result)) throw new Error(JSON.stringify(result.left, null, 2))
  return result.right
}

export const compared = (base: string, head: string, options: CompareOptions = {}, clients?: string): Comparison => {
  const result = compareMaps(compiled(base, clients), compiled(head, clients), options)
  if (isLeft(result)) throw new Error(JSON.stringify(result.left, null, 2))
  return result.right
}

/** Names of containers by what happens to them; a kind that happens to none is left out. */
export const containersBy = ({ fates }: Comparison): Partial<Record<Fate, ReadonlyArray<string>>> => {
  const by: Partial<Record<Fate, string[]>> = {}
  for (const { kind, fate, name } of fates) {
    if (kind !== 'container') continue
    by[fate] = [...(by[fate] ?? []), name]
  }
  return by
}
