/** Whatever stands in an option, it becomes a setting or an issue. */
import fc from 'fast-check'
import type { Json } from '../../src/base/json'
import { addSetting, emptyDraft } from '../../src/resource/options/merge'
import { readOptions } from '../../src/resource/options/read'
import { OPTIONS } from '../../src/resource/options/table'
import { ROWS } from './option-rows'

/** As the map's parser makes them: objects have no prototype. */
const bare = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, bare(entry as Json)])),
  )
}

const keyword = fc.constantFrom(...Object.keys(OPTIONS))
const written = fc.constantFrom(...ROWS.map(([, value]) => value))
const junk = fc.jsonValue({ maxDepth: 3 }).map((value) => bare(value as Json))
const values = fc.oneof(
  junk,
  written,
  fc.array(fc.oneof(junk, written), { maxLength: 3 }),
  fc.constantFrom<Json>(Number.NaN, Number.POSITIVE_INFINITY, '\0', 'x'.repeat(100_000)),
)

it('never throws, and settings of any two layers merge', () => {
  fc.assert(
    fc.property(keyword, values, values, (name, first, second) => {
      const draft = emptyDraft()
      for (const value of [first, second]) {
        const { settings, issues } = readOptions({ [name]: value }, ['web'])
        expect(settings.length + issues.length).toBe(value === null ? 0 : 1)
        for (const setting of settings) addSetting(draft, setting)
      }
      expect(() => JSON.stringify([...draft.fields])).not.toThrow()
    }),
    { numRuns: 1000, seed: 11 },
  )
})

it.each(ROWS)('reads %s: %j from an object without a prototype too', (name, value) => {
  expect(readOptions({ [name]: bare(value) }, [])).toEqual(readOptions({ [name]: value }, []))
  expect(readOptions({ [name]: value }, []).issues).toEqual([])
})
