import { contractCases, type Executor } from '@dmap/runtime'
import { describeWithEngine, describeWithSshd, type TestEngine, testEngine } from '@dmap/testing'
import { executorFor, localClient, sshClient } from './clients'

const secrets = { password: 'hunter2' }

const contract = (prefix: string, engine: TestEngine, executorOf: () => Executor): void => {
  const image = `${prefix}/base:1`
  let executor: Executor
  beforeAll(async () => {
    executor = executorOf()
    await engine.cleanUp(prefix)
    await engine.importImage(image)
  })
  afterAll(async () => {
    await engine.cleanUp(prefix)
    await executor.close()
  })
  it.each(contractCases.map((one) => [one.name, one] as const))('%s', (_, one) =>
    one.run({ executor, client: 'default', prefix, image, absentImage: `localhost:9/${prefix}/none:1`, secrets }),
  )
}

describeWithEngine('the contract over the docker command of this machine', (engine) => {
  contract('sshl', engine, () => executorFor(localClient(engine.url), secrets))
})

describeWithEngine('the contract with preparation on the host itself', (engine) => {
  const executor = executorFor(localClient(engine.url, { host_commands: true }), secrets)
  const prefix = 'sshh'
  beforeAll(() => engine.cleanUp(prefix))
  afterAll(() => engine.cleanUp(prefix).then(() => executor.close()))
  it.each(
    contractCases.filter(({ name }) => name.includes('sets owner and mode')).map((one) => [one.name, one] as const),
  )('%s', (_, one) => one.run({ executor, client: 'default', prefix, image: 'none', absentImage: 'none', secrets }))
})

describeWithSshd(
  'the contract over SSH',
  (sshd) => contract('sshr', testEngine(), () => executorFor(sshClient(sshd.get()), secrets)),
  { engine: true },
)
