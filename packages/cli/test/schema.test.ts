/** `dmap schema`: a schema for each kind of document, without a map. */
import { SCHEMA_KINDS, schemaOf } from '@dmap/core'
import { folderWith } from './session'

it.each(SCHEMA_KINDS)('prints the schema of %s', async (kind) => {
  const { code, out, err } = await folderWith({}).dmap(`schema ${kind}`)
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(schemaOf(kind))))
})

it('is that of a map unless told otherwise, and goes to a file', async () => {
  const folder = folderWith({})
  expect((await folder.dmap('schema -o map.json')).code).toBe(0)
  expect(JSON.parse(folder.read('map.json'))).toMatchObject({ title: 'A container map' })
})

it('lists the kinds for one that it does not know', async () => {
  const { code, err } = await folderWith({}).dmap('schema maps')
  expect(code).toBe(64)
  expect(err).toContain('one of map, clients, plan, observation, issues')
})
