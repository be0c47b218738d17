import { type ClientObservation, emptyClient } from '@dmap/core'
import { contractCases } from '@dmap/runtime'
import { dryrunExecutor } from '../src/executor'

const image = 'dmk/base:1'
const absentImage = 'localhost:9/dmk/none:1'
const host: ClientObservation = {
  ...emptyClient,
  images: [{ id: `sha256:${'1'.repeat(64)}`, references: [image], config: { Cmd: ['sleep', '3600'] } }],
}

it.each(contractCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const executor = dryrunExecutor({
    observation: { format: '1.0', clients: { default: host } },
    outcomes: { registry: { [absentImage]: null } },
    secrets: async () => undefined,
  })
  await one.run({ executor, client: 'default', prefix: 'dmk', image, absentImage, secrets: {} })
})
