import { contractCases } from '@dmap/runtime'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'

const prefix = 'dmk'

describeWithEngine('the contract over the Engine API', (engine) => {
  const image = `${prefix}/base:1`
  const secrets = { password: 'hunter2' }
  const executor = executorAt(clientAt(engine.url), secrets)

  beforeAll(async () => {
    await engine.cleanUp(prefix)
    await engine.importImage(image)
  })
  afterAll(async () => {
    await engine.cleanUp(prefix)
    await executor.close()
  })

  it.each(contractCases.map((one) => [one.name, one] as const))('%s', (_, one) =>
    one.run({ executor, client: 'default', prefix, image, absentImage: 'localhost:9/dmk/none:1', secrets }),
  )
})
