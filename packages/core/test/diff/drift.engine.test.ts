import { describeWithEngine, FULL_IMAGE } from '@dmap/testing'
import type { JsonObject } from '../../src/base/json'
import { compareContainer } from '../../src/diff/container'
import type { Difference } from '../../src/diff/difference'
import { updateBody } from '../../src/diff/effects'
import type { ContainerResource, Endpoint } from '../../src/resource/resource'
import { observe, PLAIN } from './on-engine'
import { body, wanted } from './sample'

const PREFIX = 'dmapdrift-'
const IMAGE = 'dmapdrift/app:1'
const MIB = 1048576

type Parts = Parameters<typeof body>[0]
interface Wanted {
  readonly parts?: Parts
  readonly endpoints?: ReadonlyArray<Pick<Endpoint, 'network' | 'config'>>
}

describeWithEngine('drift', (engine) => {
  const name = `${PREFIX}web`
  const front = `${PREFIX}front`
  const back = `${PREFIX}back`

  beforeAll(async () => {
    await engine.cleanUp(PREFIX)
    await engine.importImage(IMAGE, FULL_IMAGE)
    await engine.importImage('dmapdrift/plain:1', PLAIN)
    for (const network of [front, back]) engine.docker('network', 'create', network)
  })
  afterEach(() => engine.request('DELETE', `/containers/${name}?force=1&v=1`))
  afterAll(async () => {
    await engine.cleanUp(PREFIX)
    for (const tag of [IMAGE, 'dmapdrift/plain:1', 'dmapdrift/moving:1'])
      await engine.request('DELETE', `/images/${tag}`)
  })

  const resource = ({ parts = {}, endpoints = [] }: Wanted): ContainerResource =>
    wanted(body({ Image: IMAGE, ...parts }), { name, endpoints })

  const create = async (want: ContainerResource): Promise<void> => {
    await engine.expectOk('POST', `/containers/create?name=${want.name}`, want.body)
    for (const { network, config } of want.endpoints) {
      await engine.expectOk('POST', `/networks/${network}/connect`, { Container: name, EndpointConfig: config })
    }
    await engine.expectOk('POST', `/containers/${want.name}/start`)
  }

  const compared = async (want: ContainerResource): Promise<Difference> => {
    const client = await observe(engine, { containers: [name], images: [want.body.Image] })
    const [have] = client.containers
    if (have === undefined) throw new Error('it is gone')
    return compareContainer(want, have, { client })
  }

  const fields = (difference: Difference): ReadonlyArray<string> =>
    difference._tag === 'Changed' ? difference.changes.map(({ field, effect }) => `${field} ${effect}`) : []

  const host = (HostConfig: JsonObject): Wanted => ({ parts: { HostConfig } })

  it.each<readonly [string, Wanted, ReadonlyArray<string>, ReadonlyArray<string>]>([
    [
      'a limit of memory',
      host({ Memory: 64 * MIB }),
      ['update', '--memory', '32m', name],
      ['HostConfig.Memory update'],
    ],
    [
      'both limits of memory',
      host({ Memory: 64 * MIB }),
      ['update', '--memory', '32m', '--memory-swap', '40m', name],
      ['HostConfig.Memory update', 'HostConfig.MemorySwap update'],
    ],
    ['a limit that nobody asked for', {}, ['update', '--cpu-shares', '100', name], ['HostConfig.CpuShares replace']],
    [
      'limits that nobody asked for and that can be undone',
      {},
      ['update', '--pids-limit', '100', '--cpu-quota', '20000', name],
      ['HostConfig.CpuQuota update', 'HostConfig.PidsLimit update'],
    ],
    [
      'the restart policy',
      host({ RestartPolicy: { Name: 'unless-stopped' } }),
      ['update', '--restart', 'on-failure:3', name],
      ['HostConfig.RestartPolicy update'],
    ],
    [
      'a restart policy that nobody asked for',
      {},
      ['update', '--restart', 'always', name],
      ['HostConfig.RestartPolicy update'],
    ],
    [
      'a lost network',
      { endpoints: [{ network: front, config: { Aliases: ['web'] } }] },
      ['network', 'disconnect', front, name],
      [`Networks.${front} connect`],
    ],
    [
      'a lost first network',
      host({ NetworkMode: front }),
      ['network', 'disconnect', front, name],
      [`Networks.${front} connect`],
    ],
    ['the lost default network', {}, ['network', 'disconnect', 'bridge', name], ['Networks.bridge connect']],
    [
      'a network too many',
      host({ NetworkMode: front }),
      ['network', 'connect', '--alias', 'x', back, name],
      [`Networks.${back} disconnect`],
    ],
    ['a stopped container', host({ RestartPolicy: { Name: 'always' } }), ['stop', '-t', '0', name], []],
    ['a killed one', {}, ['kill', name], []],
    ['a paused one', {}, ['pause', name], []],
  ])('by docker: %s', async (_, want, command, expected) => {
    await create(resource(want))
    engine.docker(...command)
    expect(fields(await compared(resource(want)))).toEqual(expected)
  })

  it('a network with other aliases', async () => {
    const want = resource({
      ...host({ NetworkMode: front }),
      endpoints: [{ network: back, config: { Aliases: ['web'] } }],
    })
    await create(want)
    engine.docker('network', 'disconnect', back, name)
    engine.docker('network', 'connect', '--alias', 'other', back, name)
    expect(fields(await compared(want))).toEqual([`Networks.${back} reconnect`])
  })

  it('an image behind the tag that is a new one', async () => {
    const want = resource({ parts: { Image: 'dmapdrift/moving:1' } })
    await engine.importImage('dmapdrift/moving:1', FULL_IMAGE)
    await create(want)
    expect(await compared(want)).toEqual({ _tag: 'Same' })
    await engine.importImage('dmapdrift/moving:1', { ...FULL_IMAGE, Env: ['NEW=1'], Labels: {}, Volumes: {} })
    expect(fields(await compared(want))).toEqual(['Image replace'])
  })

  it.each<readonly [string, Parts, ReadonlyArray<string>]>([
    ['a removed variable', { Env: ['A=1', 'B=2'] }, ['Env.A replace', 'Env.B replace']],
    [
      'an extra port',
      { HostConfig: { PortBindings: { '8000/tcp': [{ HostPort: '28200' }] } } },
      ['Ports.8000/tcp replace'],
    ],
    ['a removed command', { Cmd: ['1000'] }, ['Cmd replace']],
    [
      'a removed user and label',
      { User: '0', Labels: { a: 'b', 'from.image': 'no' } },
      ['Labels.a replace', 'Labels.from.image replace', 'User replace'],
    ],
    ['a removed host name', { Hostname: 'h', Domainname: 'd' }, ['Domainname replace', 'Hostname replace']],
    [
      'a removed bind and volume',
      { HostConfig: { Binds: ['/tmp:/t', `${PREFIX}v:/data`] }, Volumes: { '/more': {} } },
      ['Mounts./data replace', 'Mounts./more replace', 'Mounts./t replace'],
    ],
    [
      'removed flags',
      { Tty: true, HostConfig: { ReadonlyRootfs: true, Init: true } },
      ['HostConfig.Init replace', 'HostConfig.ReadonlyRootfs replace', 'Tty replace'],
    ],
    ['a removed health check', { Healthcheck: { Test: ['NONE'] } }, ['Healthcheck.Test replace']],
    ['a removed stop signal', { StopSignal: 'SIGINT', StopTimeout: 1 }, ['StopSignal none', 'StopTimeout none']],
    ['removed logs', { HostConfig: { LogConfig: { Type: 'none' } } }, ['HostConfig.LogConfig replace']],
    [
      'the network of the host no longer',
      { HostConfig: { NetworkMode: 'host' } },
      ['HostConfig.NetworkMode replace', 'Networks.bridge connect'],
    ],
  ])('the map no longer has %s', async (_, before, expected) => {
    await create(resource({ parts: before }))
    expect(fields(await compared(resource({})))).toEqual(expected)
  })

  it.each<readonly [string, JsonObject, JsonObject]>([
    ['memory where there was none', {}, { Memory: 64 * MIB }],
    ['less memory', { Memory: 64 * MIB }, { Memory: 32 * MIB }],
    ['more memory', { Memory: 32 * MIB }, { Memory: 64 * MIB }],
    ['more memory without swap', { Memory: 32 * MIB }, { Memory: 64 * MIB, MemorySwap: 64 * MIB }],
    ['less swap', { Memory: 32 * MIB, MemorySwap: -1 }, { Memory: 32 * MIB }],
    ['no limit of processes and processor', { PidsLimit: 50, CpuQuota: 20000 }, {}],
    ['shares and sets', {}, { CpuShares: 100, CpusetCpus: '0', CpusetMems: '0', MemoryReservation: 16 * MIB }],
    [
      'another restart policy',
      { RestartPolicy: { Name: 'always' } },
      { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
    ],
    ['no restart policy', { RestartPolicy: { Name: 'always' } }, {}],
    [
      'all at once',
      { Memory: 64 * MIB, PidsLimit: 5 },
      { Memory: 96 * MIB, NanoCpus: 500000000, RestartPolicy: { Name: 'always' } },
    ],
  ])('is undone by one update: %s', async (_, before, after) => {
    await create(resource(host(before)))
    const want = resource(host(after))
    const difference = await compared(want)
    expect(new Set(fields(difference).map((field) => field.split(' ')[1]))).toEqual(new Set(['update']))
    const changes = difference._tag === 'Changed' ? difference.changes : []
    await engine.expectOk('POST', `/containers/${name}/update`, updateBody(changes, want.body))
    expect(await compared(want)).toEqual({ _tag: 'Same' })
  })

  it('a volume behind a path of another container that is another one', async () => {
    const source = `${PREFIX}source`
    const make = () => engine.docker('create', '--name', source, '-v', '/shared', 'dmapdrift/plain:1')
    make()
    const want = resource({ parts: { HostConfig: { VolumesFrom: [source] } } })
    await create(want)
    const check = async (): Promise<ReadonlyArray<string>> => {
      const client = await observe(engine, { containers: [name, source], images: [IMAGE] })
      const have = client.containers.find((container) => container.name === name)
      return have === undefined ? ['gone'] : fields(compareContainer(want, have, { client }))
    }
    expect(await check()).toEqual([])
    engine.docker('rm', source)
    make()
    expect(await check()).toEqual(['Mounts./shared replace'])
  })

  it('a container whose network stack is shared is another one of that name', async () => {
    const stack = `${PREFIX}stack`
    const make = () => engine.docker('run', '-d', '--name', stack, 'dmapdrift/plain:1')
    make()
    const want = resource(host({ NetworkMode: `container:${stack}` }))
    await create(want)
    const check = async (): Promise<ReadonlyArray<string>> => {
      const client = await observe(engine, { containers: [name, stack], images: [IMAGE] })
      const have = client.containers.find((container) => container.name === name)
      return have === undefined ? ['gone'] : fields(compareContainer(want, have, { client }))
    }
    expect(await check()).toEqual([])
    engine.docker('rm', '-f', stack)
    make()
    expect(await check()).toEqual(['HostConfig.NetworkMode replace'])
  })
})
