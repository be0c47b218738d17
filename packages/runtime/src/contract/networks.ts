/** Contract of the actions on networks. */
import assert from 'node:assert/strict'
import { type Bench, type ContractCase, contractCase } from './subject'

const find = async (bench: Bench, name: string) =>
  (await bench.observe()).networks.find((network) => network.name === name)

export const networkCases: ReadonlyArray<ContractCase> = [
  contractCase('CreateNetwork', 'makes a network; a second one of that name is refused with 409', async (bench) => {
    const name = bench.other('net')
    await bench.network(name, { Internal: true })
    assert.equal((await find(bench, name))?.config['Internal'], true)
    const again = { ...bench.about(name, 'network'), _tag: 'CreateNetwork', body: {} } as const
    assert.equal(await bench.status(again), 409)
  }),
  contractCase('ConnectNetwork', 'connects with aliases; a second time it was so already', async (bench) => {
    const network = bench.other('net')
    await bench.network(network)
    await bench.running()
    const connect = { ...bench.about(), _tag: 'ConnectNetwork', network, endpoint: { Aliases: ['db'] } } as const
    await bench.perform(connect)
    assert.deepEqual((await bench.container())?.networks[network]?.aliases, ['db'])
    assert.equal((await bench.perform(connect)).already, true)
  }),
  contractCase('ConnectNetwork', 'refuses a second connection with other aliases with 403', async (bench) => {
    const network = bench.other('net')
    await bench.network(network)
    await bench.running()
    const connect = (alias: string) =>
      ({ ...bench.about(), _tag: 'ConnectNetwork', network, endpoint: { Aliases: [alias] } }) as const
    await bench.perform(connect('db'))
    assert.equal(await bench.status(connect('store')), 403)
  }),
  contractCase('ConnectNetwork', 'refuses a network that is not there with 404', async (bench) => {
    // To one that does not run, Engines promise any network, and fail when it is started.
    await bench.running()
    const connect = { ...bench.about(), _tag: 'ConnectNetwork', network: bench.other('none'), endpoint: {} } as const
    assert.equal(await bench.status(connect), 404)
  }),
  contractCase(
    'DisconnectNetwork',
    'takes a container off a network; a second time it was so already',
    async (bench) => {
      const network = bench.other('net')
      await bench.network(network)
      await bench.create()
      await bench.perform({ ...bench.about(), _tag: 'ConnectNetwork', network, endpoint: {} })
      const disconnect = { ...bench.about(), _tag: 'DisconnectNetwork', network } as const
      await bench.perform(disconnect)
      assert.equal((await bench.container())?.networks[network], undefined)
      assert.equal((await bench.perform(disconnect)).already, true)
    },
  ),
  contractCase('RemoveNetwork', 'removes what nobody uses; what is gone already is no error', async (bench) => {
    const name = bench.other('net')
    await bench.network(name)
    const remove = { ...bench.about(name, 'network'), _tag: 'RemoveNetwork' } as const
    await bench.perform(remove)
    assert.equal(await find(bench, name), undefined)
    assert.equal((await bench.perform(remove)).already, true)
  }),
  contractCase('RemoveNetwork', 'refuses a network with a running container on it with 403', async (bench) => {
    const network = bench.other('net')
    await bench.network(network)
    await bench.running({ HostConfig: { NetworkMode: network } })
    assert.equal(await bench.status({ ...bench.about(network, 'network'), _tag: 'RemoveNetwork' }), 403)
  }),
]
