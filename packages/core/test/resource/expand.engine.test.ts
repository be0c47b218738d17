/** Requests that expand makes, sent to an Engine as they are. */
import { describeWithEngine } from '@dmap/testing'
import { present } from '../../src/base/present'
import type { ContainerMap } from '../../src/map/model'
import type { ContainerResource, Resource } from '../../src/resource/resource'
import { clientsOf, container, endpointOf, expanded, mapOf, networkOf, use, volumeOf } from './build'

const MAP = 'dmap-expand'
const IMAGE = 'dmap-expand-image:1'

const map = (given: Partial<ContainerMap> = {}): ContainerMap =>
  mapOf(
    {
      app: {
        image: IMAGE,
        instances: ['a', 'b'],
        attaches: [use('socket')],
        user: '2000',
        permissions: 'u=rwX,g=,o=',
        networks: [endpointOf('back', { aliases: ['backend'] })],
        healthcheck: { test: ['CMD', 'true'], interval: 1e9, start_period: 1e9 },
        stop_signal: 'SIGINT',
        stop_timeout: 3,
      },
      web: {
        image: IMAGE,
        uses: [use('socket', true)],
        shares: ['/cache'],
        networks: [endpointOf('front'), endpointOf('back', { ipv4_address: '10.231.7.9' })],
        links: [{ container: 'app.a', alias: 'main' }],
        exposes: [{ port: 80, protocol: 'tcp', host_port: 0, interface: 'local', ipv6: false }],
        environment: { A: '1' },
        create_options: { mem_limit: '64m' },
      },
      side: { image: IMAGE, network: { _tag: 'Config', reference: 'web' } },
      old: { image: IMAGE },
      linked: { image: IMAGE, links: [{ container: 'old' }] },
      quiet: { image: IMAGE, network: { _tag: 'None' } },
    },
    {
      name: MAP,
      volumes: { socket: volumeOf('/socket') },
      networks: {
        front: networkOf(),
        back: networkOf({ ipam: { options: {}, config: [{ subnet: '10.231.7.0/24', aux_addresses: {} }] } }),
      },
      ...given,
    },
  )

const clients = clientsOf({
  default: { interfaces: { local: '127.0.0.1' }, attached_image: IMAGE, domainname: 'example.com' },
})

describeWithEngine('an Engine', (engine) => {
  beforeAll(() => engine.importImage(IMAGE))
  afterEach(() => engine.cleanUp(MAP))

  const make = async (resource: Resource): Promise<void> => {
    const { name } = resource
    if (resource.kind === 'network') await engine.expectOk('POST', '/networks/create', { Name: name, ...resource.body })
    if (resource.kind === 'volume') await engine.expectOk('POST', '/volumes/create', { Name: name, ...resource.body })
    if (resource.kind !== 'container') return
    await engine.expectOk('POST', `/containers/create?name=${name}`, resource.body)
    for (const { network, config } of resource.endpoints) {
      await engine.expectOk('POST', `/networks/${network}/connect`, { Container: name, EndpointConfig: config })
    }
    await engine.expectOk('POST', `/containers/${name}/start`)
  }

  /** By need, a round at a time. */
  const makeAll = async (resources: ReadonlyArray<Resource>): Promise<void> => {
    const done = new Set<string>()
    for (let open = resources; open.length > 0; open = open.filter(({ id }) => !done.has(id))) {
      const next = open.filter(({ needs }) => needs.every(({ id }) => done.has(id)))
      expect(next).not.toEqual([])
      for (const resource of next) await make(resource)
      for (const { id } of next) done.add(id)
    }
  }

  const expectMade = async ({ name, body }: ContainerResource): Promise<void> => {
    const { Config, HostConfig, State } = await engine.expectOk('GET', `/containers/${name}/json`)
    const { Binds = [], VolumesFrom = [] } = body.HostConfig ?? {}
    expect(State.Running).toBe(true)
    expect(Config).toMatchObject(present({ Labels: body.Labels, StopSignal: body.StopSignal, Hostname: body.Hostname }))
    expect([HostConfig.Binds ?? [], HostConfig.VolumesFrom ?? []]).toEqual([Binds, VolumesFrom])
  }

  it.each(['container', 'volume'] as const)('takes all that a map needs, with each attached %s', async (attached) => {
    const resources = expanded(map({ attached }), { clients })
    await makeAll(resources.all)
    for (const resource of resources.all) if (resource.kind === 'container') await expectMade(resource)
    const resolves = (from: string, name: string) =>
      engine.docker('exec', '-u', 'root', `${MAP}.${from}`, 'ping', '-c', '1', '-w', '5', name)
    for (const name of ['backend', `${MAP}.app.a`, 'app.b', 'app', 'main'])
      expect(resolves('web', name)).toContain('1 packets received')
    expect(resolves('linked', 'old')).toContain('1 packets received')
    expect(resolves('app.a', '10.231.7.9')).toContain('1 packets received')
    expect(engine.docker('exec', `${MAP}.app.b`, 'hostname')).toBe(container(resources, `${MAP}.app.b`).body.Hostname)
    const { Mounts } = await engine.expectOk('GET', `/containers/${MAP}.web/json`)
    expect(Mounts).toEqual(expect.arrayContaining([expect.objectContaining({ Destination: '/socket', RW: false })]))
  })
})
