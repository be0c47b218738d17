/** What `moved` in the map does to a landscape that stands: names change, and as little else as the Engine can. */
import type { MapValue } from '@dmap/testing'
import { LABEL } from '../../src'
import type { Observation } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const before: MapValue = {
  name: 'm',
  volumes: { data: '/data', sockets: '/run/app' },
  networks: { front: null },
  containers: {
    app: { image: 'one', instances: ['a', 'b'], attaches: 'sockets', user: 2000, networks: 'front' },
    db: { image: 'one', attaches: 'data' },
    web: { image: 'one', uses: 'sockets', depends_on: 'db' },
  },
}

const containers = before['containers'] as Readonly<Record<string, MapValue>>
const { app, db, web } = containers as { readonly app: MapValue; readonly db: MapValue; readonly web: MapValue }

const wish = (kind: IntentKind) => ({ kind, selection: [], options: {} })

const up = carriedOut(NOTHING, plan(compiled(before), NOTHING, wish('startup')))

const changed = (map: MapValue) => compiled({ ...before, ...map })

const update = (map: MapValue, there: Observation = up) => plan(changed(map), there, wish('update'))

const ids = (map: MapValue, there?: Observation) => update(map, there).steps.map(({ id }) => id)

const database = { moved: { db: 'store' }, containers: { app, store: db, web: { ...web, depends_on: 'store' } } }

const front = 'network:m.front'

describe('What was moved in the map', () => {
  it('is renamed, and goes on running', () => {
    expect(ids(database)).toEqual(['rename container:m.store@default'])
  })

  it('goes by the new name in its networks, to which it is connected again', () => {
    const moved = { moved: { app: 'api' }, containers: { api: app, db, web } }
    expect(ids(moved)).toEqual(
      ['a', 'b'].flatMap((instance) => {
        const id = `container:m.api.${instance}@default`
        return [`rename ${id}`, `disconnect ${id} ${front}`, `connect ${id} ${front}`]
      }),
    )
  })

  it('may be a single instance', () => {
    const moved = { moved: { 'app.b': 'app.c' }, containers: { db, web, app: { ...app, instances: ['a', 'c'] } } }
    const id = 'container:m.app.c@default'
    expect(ids(moved)).toEqual([`rename ${id}`, `disconnect ${id} ${front}`, `connect ${id} ${front}`])
  })

  it.each([
    ['the map still says so', database.moved],
    ['the map says so no more', {}],
  ])('stays as it is afterwards, where %s', (_, moved) => {
    const there = carriedOut(up, update(database))
    expect(update({ ...database, moved }, there)).toMatchObject({ steps: [], warnings: [] })
  })

  it('takes its whole new name on when it is replaced for another reason', () => {
    const there = carriedOut(up, update(database))
    const other = { ...database.containers, store: { ...db, environment: { A: '1' } } }
    const after = carriedOut(there, update({ containers: other }, there))
    const store = after.clients['default']?.containers.find(({ name }) => name === 'm.store')
    expect(store?.config).toMatchObject({ Hostname: 'm-store', Labels: { [LABEL.config]: 'store' } })
  })

  it('is replaced where the host name that it should have is of the map’s own', () => {
    const named = { ...database.containers, store: { ...db, create_options: { hostname: 'mine' } } }
    expect(ids({ ...database, containers: named })).toContain('stop container:m.store~prev@default')
  })

  it('is replaced where it has a host name that never was its own', () => {
    const named = carriedOut(
      NOTHING,
      plan(
        changed({ containers: { app, web, db: { ...db, create_options: { hostname: 'mine' } } } }),
        NOTHING,
        wish('startup'),
      ),
    )
    expect(ids(database, named)).toContain('stop container:m.store~prev@default')
  })
})
