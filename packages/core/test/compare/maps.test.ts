/** What a changed map would do to the containers of the map before. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { compareMaps } from '../../src/compare/maps'
import { BASE, compared, compiled, containersBy } from './build'

const changed = (from: string, to: string): string => {
  expect(BASE).toContain(from)
  return BASE.replace(from, to)
}

it('is nothing for the same map', () => {
  const { plan, fates, schedule } = compared(BASE, BASE)
  expect([plan.steps, fates, schedule.outages]).toEqual([[], [], []])
})

it.each([
  ['an image', changed('nginx:1', 'nginx:2'), { recreated: ['shop.web'] }],
  ['an environment', changed('MODE: prod', 'MODE: test'), { recreated: ['shop.app.a', 'shop.app.b'] }],
  ['an image that others link', changed('cache:1', 'cache:2'), { recreated: ['shop.cache', 'shop.web'] }],
  ['a port', changed('80: 8080', '80: 8081'), { recreated: ['shop.web'] }],
  ['a path on the host', changed('/srv/db', '/srv/db2'), { recreated: ['shop.db'] }],
  ['a name', changed('\ndb:', '\ndata_base:'), { created: ['shop.data_base'], removed: ['shop.db'] }],
  ['an instance more', changed('[a, b]', '[a, b, c]'), { created: ['shop.app.c'] }],
  ['an instance less', changed('[a, b]', '[a]'), { removed: ['shop.app.b'] }],
  [
    'permissions',
    changed('u=rwX', 'u=rwX,g=rX'),
    { recreated: ['shop.app.a', 'shop.app.b'], prepared: ['shop.socket'] },
  ],
  ['a network', changed('  networks: back\n  binds', '  binds'), { recreated: ['shop.db'] }],
  ['a stop timeout', changed('stop_timeout: 3', 'stop_timeout: 4'), {}],
])('%s', (_, head, expected) => {
  expect(containersBy(compared(BASE, head))).toEqual(expected)
})

it('updates limits in place', () => {
  const limited = (limit: string) => changed('image: db:1', `image: db:1\n  host_config: { mem_limit: ${limit} }`)
  expect(containersBy(compared(limited('1g'), limited('2g')))).toEqual({ updated: ['shop.db'] })
})

it('turns a rename that the map tells into a rename', () => {
  const head = changed('\ndb:', '\nmoved: { db: data_base }\ndata_base:')
  const { fates } = compared(BASE, head)
  expect(fates.map(({ name, fate }) => [name, fate])).not.toContainEqual(['shop.db', 'removed'])
})

it('predicts the outage of what is replaced, by its stop timeout', () => {
  const { schedule } = compared(BASE, changed('MODE: prod', 'MODE: test'))
  const away = schedule.outages.map(({ id, begin, end }) => [id, Math.round(((end ?? Infinity) - begin) / 1000)])
  expect(away).toEqual([
    ['container:shop.app.a@default', 3],
    ['container:shop.app.b@default', 3],
  ])
})

it('starts from what was recorded of the hosts', () => {
  const { before } = compared(BASE, BASE)
  const host = before.clients['default']
  if (host === undefined) throw new Error('there is a host')
  const state = { ...before, clients: { default: { ...host, containers: host.containers.slice(1) } } }
  const comparison = compared(BASE, BASE, { state })
  expect(containersBy(comparison)).toEqual({ created: [host.containers[0]?.name] })
})

it('names the hosts that HEAD leaves alone', () => {
  const clients = 'one: {}\ntwo: {}'
  const { abandoned } = compared('name: m\nclients: [one, two]\nweb: {}', 'name: m\nclients: one\nweb: {}', {}, clients)
  expect(abandoned).toEqual(['two'])
})

it('says which side cannot be planned', () => {
  const refused = compareMaps(compiled(BASE), compiled(BASE), {
    intent: { kind: 'update', selection: ['nobody'], options: {} },
  })
  expect(refused).toMatchObject({ left: { side: 'head', errors: [{ _tag: 'UnknownSelection' }] } })
})

it('knows secrets by name only', () => {
  const { plan } = compared(BASE, changed('MODE: prod', 'MODE: test'))
  expect(JSON.stringify(plan.steps)).toContain('"$secret":"token"')
})

it('tells volumes and networks whose secrets have other names, and which stay as they are', () => {
  const map = (name: string) =>
    compiled(`
name: m
attached: volume
app: { image: one, attaches: [data], networks: [front] }
volumes: { data: { path: /data, driver_options: { o: !secret ${name} } } }
networks: { front: { labels: { key: !secret ${name} } } }
`)
  const result = compareMaps(map('old'), map('new'))
  if (isLeft(result)) throw new Error('it can be planned')
  expect(result.right.undecided).toEqual(['network:m.front@default', 'volume:m.data@default'])
})

it('creates all of a map that is new: nothing runs before', () => {
  const result = compareMaps(null, compiled(BASE))
  if (isLeft(result)) throw new Error('it can be planned')
  expect(result.right.fates.filter(({ kind }) => kind === 'container').every(({ fate }) => fate === 'created')).toBe(
    true,
  )
  expect([result.right.schedule.outages, result.right.dropped]).toEqual([[], {}])
})
