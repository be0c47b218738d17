/** The idioms of docker-map in the documents: what stands beside each is run, and does what is said. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '../../src'

const page = readFileSync(join(__dirname, '../../../../docs/map.md'), 'utf8')

const rows = new Map(
  [...page.matchAll(/^\| `(.+?)`(?: \(.*?\))? \| `(.+)` \|$/gm)]
    .filter(([, left = '']) => /ContainerMap|^map\.|^del /.test(left))
    .map(([, left = '', right = '']) => [left, right] as const),
)

const source = { file: 'shop.ts', value: { web: { uses: 'nobody' } } }
const parsed = core.parseMap([source], { environment: {}, checkIntegrity: false })

const scope = {
  ...core,
  map: { name: 'shop', app1: { image: 'a' } },
  other: { app1: { user: 1 } },
  sources: [source],
  environment: {},
  parsed: parsed._tag === 'Right' ? parsed.right : undefined,
}

/** The code of the documents with the library's functions and some values in reach. */
const run = (code: string): unknown => {
  const known = Object.entries(scope).filter(([name]) => new RegExp(`\\b${name}\\b`).test(code))
  const text = `return (${code.replace("name: 'name', ...", "name: 'name'")})`
  return new Function(...known.map(([name]) => name), text)(...known.map(([, value]) => value))
}

const EXPECTED: Readonly<Record<string, unknown>> = {
  "ContainerMap('name', {...})": { name: 'name' },
  "map.containers.app1.binds = 'v'": { name: 'shop', app1: { image: 'a', binds: 'v' } },
  "map.containers.app1.binds.append(SharedVolume('v', False))": {
    name: 'shop',
    app1: { image: 'a', binds: [{ alias: 'v', readonly: false }] },
  },
  "map.get_existing('app1')": { image: 'a' },
  "del map.containers['app1']": { name: 'shop' },
  "map.volumes.v = '/path'": { ...scope.map, volumes: { v: '/path' } },
  "map.host.v = '/path'": { ...scope.map, host: { v: '/path' } },
  'map.networks.front = ...': { ...scope.map, networks: { front: null } },
  'map.merge(other)': { $merge: [scope.map, scope.other] },
  'map.check_integrity()': [expect.objectContaining({ code: 'unknown-reference' })],
  'ContainerMap(name, {...}, check_integrity=False)': expect.objectContaining({ _tag: 'Right' }),
}

it('has a row for each idiom', () => {
  expect([...rows.keys()]).toEqual(Object.keys(EXPECTED))
})

it.each(Object.entries(EXPECTED))('%s', (idiom, expected) => {
  const before = JSON.stringify(scope.map)
  expect(run(rows.get(idiom) ?? '')).toEqual(expected)
  expect(JSON.stringify(scope.map)).toBe(before)
})
