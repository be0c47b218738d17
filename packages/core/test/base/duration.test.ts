import { nanosecondsOf } from '../../src/base/duration'
import { duration } from '../../src/resource/options/conversion'

it.each([
  ['1m30s', 90e9],
  ['1.5h', 5400e9],
  ['500ms', 500e6],
  // The micro sign, and the Greek letter that looks the same.
  ['10\u00b5s', 10e3],
  ['10\u03bcs', 10e3],
  ['10us', 10e3],
  ['', undefined],
  ['10', undefined],
  ['1s 2s', undefined],
  ['-1s', undefined],
  ['9999999h', undefined],
  ['1s'.repeat(60), undefined],
])('%s is %s nanoseconds, in a map and in the options of the Engine', (text, nanoseconds) => {
  expect(nanosecondsOf(text)).toBe(nanoseconds)
  const read = duration.read(text)
  if (text !== '10') expect(read?._tag === 'Right' ? read.right : undefined).toBe(nanoseconds)
})
