/** A client, put together from what its Engine tells. */
import { assembleClient, EMPTY_ENGINE, engineFromInfo, type ObservedContainer } from '../../src/index'
import { read } from './inspected'

describe('a client put together', () => {
  const container = (name: string, hostConfig = {}, volume = 'v'): ObservedContainer => ({
    ...read(),
    id: `${name}-id`,
    name,
    hostConfig,
    mounts: [{ type: 'volume', name: volume, destination: '/v', readonly: false }],
  })
  const volume = { name: 'v', labels: {}, config: {}, users: [] }

  it('does not depend on the order of the answers, nor on what is given twice', () => {
    const pieces = { engine: EMPTY_ENGINE, networks: [], images: [], volumes: [volume] }
    const a = container('a')
    const b = container('b')
    const once = assembleClient({ ...pieces, containers: [a, b] })
    expect(assembleClient({ ...pieces, containers: [b, a, b], volumes: [volume, volume] })).toEqual(once)
    expect(once.containers.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(once.volumes[0]?.users).toEqual(['a', 'b'])
  })

  it('names the container whose network stack is shared; of one that is gone the id stays', () => {
    const containers = [
      container('a'),
      container('b', { NetworkMode: 'container:a-id' }),
      container('c', { NetworkMode: 'container:gone' }),
    ]
    const client = assembleClient({ engine: EMPTY_ENGINE, networks: [], images: [], volumes: [], containers })
    expect(client.containers.map(({ hostConfig }) => hostConfig['NetworkMode'])).toEqual([
      undefined,
      'container:a',
      'container:gone',
    ])
  })

  it('an Engine is known by its id, versions, and defaults', () => {
    expect(
      engineFromInfo(
        { ID: 'X', LoggingDriver: 'json-file', DefaultRuntime: 'runc', Name: 'h', CgroupVersion: '1' },
        { Version: '20.10', ApiVersion: '1.41' },
      ),
    ).toEqual({
      id: 'X',
      version: '20.10',
      apiVersion: '1.41',
      defaults: { logDriver: 'json-file', runtime: 'runc', hostname: 'h', cgroupns: 'host' },
    })
  })

  it('an Engine is known by pools of its own for networks', () => {
    const info = { DefaultAddressPools: [{ Base: '10.220.0.0/16', Size: 24 }] }
    expect(engineFromInfo(info, {}).defaults).toMatchObject({ pools: [{ base: '10.220.0.0/16', size: 24 }] })
  })
})
