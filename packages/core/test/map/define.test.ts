/** Maps in code: each idiom of the specification with its equivalent that returns a new map. */
import { deepFreeze } from '../../src/base/freeze'
import {
  appended,
  containerIn,
  defineMap,
  mergeMaps,
  withContainer,
  withHostPath,
  withNetwork,
  withoutContainer,
  withVolume,
} from '../../src/map/define'
import type { MapInput } from '../../src/map/input'
import { EXAMPLE, EXAMPLE_YAML } from './example'
import { issuesOf, mapOf } from './parse'

const empty: MapInput = deepFreeze({ name: 'new_map' })

const unchecked = { checkIntegrity: false }

test("the specification's example as code", () => {
  expect(mapOf(defineMap(EXAMPLE))).toEqual(mapOf(EXAMPLE_YAML))
})

test('the type admits the short forms, and refuses what is misspelt', () => {
  const map = defineMap({
    name: 'shop',
    'x-note': [1, 2],
    web: {
      image: 'nginx',
      binds: [['/c', '/h', true], 'data', { data2: 'ro' }],
      uses: { app: 'ro' },
      links: ['db', ['db', 'x'], { db: 'y' }],
      exposes: { 80: 80, '53/udp': [53, 'public', true] },
      exec_commands: [['a', 'root', 'initial'], [['a', 'b'], null], 'c'],
      networks: { front: null },
      healthcheck: { test: ['CMD', 'x'], interval: '10s' },
      environment: { A: { $secret: 'x' }, B: 1 },
      create_options: () => ({ mem_limit: '3g' }),
      depends_on: { db: 'healthy' },
    },
    empty: null,
    volumes: { data: '/data', data2: { path: '/x', user: 7 } },
    host: { root: '/srv', data: 'data', data2: { a: 'x' } },
  })
  expect(mapOf(map, unchecked).containers.web?.create_options).toEqual({ mem_limit: '3g' })
  // @ts-expect-error a misspelt field
  expect(issuesOf(defineMap({ web: { bind: 'x' } }), unchecked)).toHaveLength(1)
  // @ts-expect-error a misspelt field inside of containers
  expect(issuesOf(defineMap({ containers: { web: { bind: 'x' } } }), unchecked)).toHaveLength(1)
  // @ts-expect-error a form that a field does not have
  expect(issuesOf(defineMap({ web: { persistent: 'yes' } }), unchecked)).toHaveLength(1)
  // @ts-expect-error a misspelt key of the map
  expect(issuesOf(defineMap({ netwoks: 3 }), unchecked)).toHaveLength(1)
})

test('first access creates: container_map.containers.app1.binds = "volume1"', () => {
  const map = withContainer(empty, 'app1', { binds: 'volume1' })
  expect(mapOf(map, unchecked).containers.app1?.binds).toEqual([{ alias: 'volume1', readonly: false }])
  expect(empty).toEqual({ name: 'new_map' })
})

test('assignment replaces a field and leaves the others', () => {
  const map = withContainer(withContainer(empty, 'app1', { image: 'a', uses: 'x' }), 'app1', { uses: ['y'] })
  expect(containerIn(map, 'app1')).toEqual({ image: 'a', uses: ['y'] })
})

test('a config stays where it stands', () => {
  const map = withContainer({ web: { image: 'a' } }, 'web', { user: 1 })
  expect(map).toEqual({ web: { image: 'a', user: 1 } })
})

test('container_map.volumes.volume1, host.volume1, networks', () => {
  const map = withNetwork(
    withHostPath(withVolume(empty, 'volume1', '/var/log/service'), 'volume1', '/var/log/app1'),
    'front',
    null,
  )
  expect(mapOf(map)).toMatchObject({
    volumes: { volume1: { path: '/var/log/service' } },
    host: { paths: { volume1: '/var/log/app1' } },
    networks: { front: { internal: false } },
  })
  expect(withHostPath(map, 'volume1', { instance1: 'config/instance1' }).host).toEqual({
    volume1: { instance1: 'config/instance1' },
  })
})

test('binds.append(SharedVolume("volume1", False)), whatever form the field had', () => {
  const item = { alias: 'volume1', readonly: false }
  const add = (map: MapInput) => withContainer(map, 'app1', (app1) => appended(app1, 'binds', item))
  const names = (map: MapInput) =>
    mapOf(map, unchecked).containers.app1?.binds.map((bind) => ('alias' in bind ? bind.alias : bind.path))
  expect(names(add(empty))).toEqual(['volume1'])
  expect(names(add({ app1: { binds: 'a' } }))).toEqual(['a', 'volume1'])
  expect(names(add({ app1: { binds: ['a', 'b'] } }))).toEqual(['a', 'b', 'volume1'])
  expect(names(add({ app1: { binds: { '/c': '/h' } } }))).toEqual(['/c', 'volume1'])
  expect(names(add({ app1: { binds: null } }))).toEqual(['volume1'])
})

test('get_existing gives nothing for what is not there, and creates nothing', () => {
  expect(containerIn(empty, 'app1')).toBeUndefined()
  expect(containerIn({ containers: { a: null } }, 'a')).toEqual({})
  expect(containerIn(empty, 'name')).toBeUndefined()
  expect(containerIn(empty, 'constructor')).toBeUndefined()
})

test('a config is taken out, wherever it stands', () => {
  expect(withoutContainer({ a: {}, containers: { b: {}, c: {} } }, 'b')).toEqual({ a: {}, containers: { c: {} } })
  expect(withoutContainer({ a: {}, name: 'x' }, 'a')).toEqual({ name: 'x' })
  expect(withoutContainer({ a: {}, name: 'x' }, 'name')).toEqual({ a: {}, name: 'x' })
})

test('maps merge as documents do', () => {
  const base = defineMap({ name: 'shop', web: { image: 'a', uses: 'x' } })
  const over = defineMap({ web: { uses: null, user: 1 } })
  const sources = [base, over].map((value, i) => ({ file: `${i}.ts`, value }))
  expect(mapOf(mergeMaps(base, over) as unknown as MapInput, unchecked)).toEqual(mapOf(sources, unchecked))
})
