import { queryOf } from '../../src/observe/query'
import { clientsOf, endpointOf, expanded, mapOf, networkOf, use, volumeOf } from './build'

const volumes = { log: volumeOf('/log') }

it('asks each client for what the map needs there, with the names of replacements', () => {
  const map = mapOf(
    {
      web: { clients: ['a'], image: 'nginx', attaches: [use('log')], networks: [endpointOf('front')] },
      db: { clients: ['b'], image: 'sql' },
    },
    { volumes, networks: { front: networkOf() }, clients: ['a'] },
  )
  expect(queryOf(expanded(map, { clients: clientsOf({ a: { attached: 'volume' }, b: {} }) }))).toEqual({
    map: 'shop',
    clients: {
      a: {
        containers: ['shop.web', 'shop.web.next', 'shop.web.prev'],
        networks: ['shop.front'],
        volumes: ['shop.log'],
        images: ['nginx:latest'],
        secrets: {},
      },
      b: {
        containers: ['shop.db', 'shop.db.next', 'shop.db.prev'],
        networks: [],
        volumes: [],
        images: ['sql:latest'],
        secrets: {},
      },
    },
  })
})

it('asks for attached containers and their images', () => {
  const { containers, images } =
    queryOf(expanded(mapOf({ web: { attaches: [use('log')], user: '1' } }, { volumes }))).clients.default ?? {}
  expect(containers).toEqual([
    'shop.log',
    'shop.log.next',
    'shop.log.prev',
    'shop.web',
    'shop.web.next',
    'shop.web.prev',
  ])
  expect(images).toEqual(['busybox:latest', 'tianon/true:latest', 'web:latest'])
})

it('asks for what was moved, by its old name', () => {
  const query = queryOf(expanded(mapOf({ web: {} }, { moved: { front: 'web' } })))
  expect(query.clients.default?.containers).toContain('shop.front')
})

it('names the variables whose values are secrets', () => {
  const environment = { B: { $secret: 'b' }, A: 'x' }
  const { secrets } =
    queryOf(expanded(mapOf({ web: { environment, create_options: { environment: { C: { $secret: 'c' } } } } }))).clients
      .default ?? {}
  expect(secrets).toEqual({ 'shop.web': ['B', 'C'], 'shop.web.next': ['B', 'C'], 'shop.web.prev': ['B', 'C'] })
})

it('keeps a client on which nothing is left', () => {
  const map = mapOf({ web: { clients: ['a'] } }, { clients: ['a', 'b'] })
  expect(queryOf(expanded(map, { clients: clientsOf({ a: {}, b: {} }) })).clients.b).toEqual({
    containers: [],
    networks: [],
    volumes: [],
    images: [],
    secrets: {},
  })
})
