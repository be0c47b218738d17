/** What takes an update in place back, where the Engine could. */
import type { Json } from '../../src/base/json'
import type { FieldChange } from '../../src/diff/difference'
import { revertBody } from '../../src/diff/effects'
import { REDACTED } from '../../src/resource/placeholder'

const change = (member: string, have: Json | undefined, want: Json | undefined): FieldChange => ({
  field: `HostConfig.${member}`,
  effect: 'update',
  policy: 'strict',
  ...(have === undefined ? {} : { have }),
  ...(want === undefined ? {} : { want }),
})

it.each([
  ['a limit', [change('CpuShares', 512, 1024)], { CpuShares: 512 }, { CpuShares: 512 }],
  ['memory, with its swap', [change('Memory', 64, 96)], { Memory: 64 }, { Memory: 64, MemorySwap: 128 }],
  [
    'a policy that was none',
    [change('RestartPolicy', undefined, { Name: 'always' })],
    {},
    { RestartPolicy: { Name: 'no' } },
  ],
  ['a limit of processes that was none', [change('PidsLimit', undefined, 10)], {}, { PidsLimit: -1 }],
  ['nothing where there was no limit', [change('CpuShares', undefined, 512)], {}, null],
  [
    'nothing of several where one cannot go back',
    [change('CpuShares', undefined, 512), change('PidsLimit', 5, 10)],
    { PidsLimit: 5 },
    null,
  ],
  ['no memory limit where there was none', [change('Memory', undefined, 96)], {}, null],
  ['nothing where the value before was a secret', [change('CpusetCpus', REDACTED, '0')], {}, null],
])('goes back to %s', (_, changes, have, body) => {
  expect(revertBody(changes, have)).toEqual(body)
})
