/** What the Engine makes of each option: that it takes it, and shows it in the place where we say it stands. */
import { describeWithEngine } from '@dmap/testing'
import { bodyOf } from './build'
import { ROWS } from './option-rows'

const PREFIX = 'dmap-options-'
const IMAGE = 'dmap-options:1'

/** Options that not every host can show, with the reason; what is said of them stands in the tables of the Engine's API. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  blkio_weight: 'the kernel may have no weights',
  blkio_weight_device: 'the kernel may have no weights',
  cgroupns: 'since API version 1.41 and cgroup v2',
  cpu_rt_period: 'the kernel may have no real time scheduling',
  cpu_rt_runtime: 'likewise',
  cpu_count: 'of Windows',
  cpu_percent: 'of Windows',
  isolation: 'of Windows',
  IOMaximumBandwidth: 'of Windows',
  IOMaximumIOps: 'of Windows',
  init_path: 'dropped with API version 1.29',
  lxc_conf: 'dropped with API version 1.22',
  kernel_memory: 'dropped with API version 1.42',
  KernelMemoryTCP: 'dropped with API version 1.42',
  Annotations: 'since API version 1.43',
  storage_opt: 'needs a storage driver with quotas',
  volumes_from: 'needs containers',
  links: 'needs containers',
  networking_config: 'stands in NetworkSettings, see the tests of networks',
  mounts: 'needs a host path',
  binds: 'makes folders on the host',
  Cgroup: 'never used',
  ContainerIDFile: 'of the command line',
}

const here = ROWS.filter(
  ([keyword, , , sent]) => ELSEWHERE[keyword] === undefined && !JSON.stringify(sent).includes('$secret'),
)

describeWithEngine('the Engine', (engine) => {
  beforeAll(() => engine.importImage(IMAGE))
  afterAll(() => engine.cleanUp(PREFIX))

  const inspected = async (name: string, body: object) => {
    await engine.expectOk('POST', `/containers/create?name=${name}`, { ...body, Image: IMAGE })
    return engine.expectOk('GET', `/containers/${name}/json`)
  }

  it.each(here.map((row, index) => [...row, index] as const))(
    'takes %s: %j as %s: %j',
    async (keyword, written, field, sent, index) => {
      // The host name of the option, which `bodyOf` leaves out with the generated one.
      const body = {
        ...bodyOf({ create_options: { [keyword]: written } }),
        ...(field === 'Hostname' ? { Hostname: sent } : {}),
      }
      const { Config, HostConfig } = await inspected(`${PREFIX}${index}`, body)
      const value = field.startsWith('HostConfig.') ? HostConfig[field.slice('HostConfig.'.length)] : Config[field]
      if (Array.isArray(sent)) expect(value).toEqual(expect.arrayContaining(sent.map((entry) => matching(entry))))
      else expect(value).toEqual(matching(sent))
    },
  )

  it('keeps volumes of others, and links, as they are sent', async () => {
    for (const name of ['a', 'b']) await inspected(`${PREFIX}${name}`, { Volumes: { [`/${name}`]: {} } })
    const body = bodyOf({
      host_config: { volumes_from: [`${PREFIX}a`, `${PREFIX}b:ro`], links: { [`${PREFIX}a`]: 'x' } },
    })
    const { HostConfig, Mounts } = await inspected(`${PREFIX}c`, body)
    expect(HostConfig.VolumesFrom).toEqual([`${PREFIX}a`, `${PREFIX}b:ro`])
    expect(HostConfig.Links).toEqual([`/${PREFIX}a:/${PREFIX}c/x`])
    expect(Mounts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Destination: '/a', RW: true }),
        expect.objectContaining({ Destination: '/b', RW: false }),
      ]),
    )
  })

  it("takes mounts in docker-py's words", async () => {
    const mounts = [
      { target: '/t', source: `${PREFIX}v`, read_only: true, no_copy: true },
      { target: '/r', type: 'tmpfs', tmpfs_size: '64m', tmpfs_mode: 448 },
    ]
    const { HostConfig } = await inspected(`${PREFIX}m`, bodyOf({ host_config: { mounts } }))
    expect(HostConfig.Mounts).toEqual([
      { Type: 'volume', Source: `${PREFIX}v`, Target: '/t', ReadOnly: true, VolumeOptions: { NoCopy: true } },
      { Type: 'tmpfs', Target: '/r', TmpfsOptions: { SizeBytes: 67108864, Mode: 448 } },
    ])
  })

  it.each([
    ['published ports', { PortBindings: { '80/tcp': [{ HostPort: '0' }] } }, {}],
    ['exposed ports', {}, { ExposedPorts: { '80/tcp': {} } }],
    ['links', { Links: [`${PREFIX}a:x`] }, {}],
    ['DNS servers', { Dns: ['10.0.0.1'] }, {}],
    ['extra hosts', { ExtraHosts: ['x:10.0.0.1'] }, {}],
    ['a host name', {}, { Hostname: 'x' }],
  ])("refuses %s in another container's network stack", async (_, host, body) => {
    const answer = await engine.request('POST', '/containers/create', {
      ...body,
      Image: IMAGE,
      HostConfig: { NetworkMode: `container:${PREFIX}a`, ...host },
    })
    expect(answer).toMatchObject({ status: 400 })
  })

  it('refuses a MAC address there, or passes over it (28.5)', async () => {
    const body = { Image: IMAGE, MacAddress: '02:42:ac:11:00:99', HostConfig: { NetworkMode: `container:${PREFIX}a` } }
    const { status } = await engine.request('POST', `/containers/create?name=${PREFIX}mac`, body)
    expect([201, 400]).toContain(status)
  })

  it('publishes a bound port only where it is exposed as well', async () => {
    const HostConfig = { PortBindings: { '80/tcp': [{ HostPort: '' }] } }
    await inspected(`${PREFIX}p`, { HostConfig })
    await inspected(`${PREFIX}q`, { HostConfig, ExposedPorts: { '80/tcp': {} } })
    const publishedBy = async (name: string) => {
      await engine.expectOk('POST', `/containers/${name}/start`)
      return Object.keys((await engine.expectOk('GET', `/containers/${name}/json`)).NetworkSettings.Ports)
    }
    expect(await publishedBy(`${PREFIX}p`)).toEqual([])
    expect(await publishedBy(`${PREFIX}q`)).toEqual(['80/tcp'])
  })

  it("forgets links of the host config in a network of the user's, and keeps those of the endpoint", async () => {
    await engine.expectOk('POST', '/networks/create', { Name: `${PREFIX}n` })
    const { HostConfig, NetworkSettings } = await inspected(`${PREFIX}l`, {
      HostConfig: { NetworkMode: `${PREFIX}n`, Links: [`${PREFIX}a:x`] },
      NetworkingConfig: { EndpointsConfig: { [`${PREFIX}n`]: { Links: [`${PREFIX}a:y`] } } },
    })
    expect(HostConfig.Links).toBeNull()
    expect(NetworkSettings.Networks[`${PREFIX}n`].Links).toEqual([`${PREFIX}a:y`])
  })
})

/** The value with room for what the Engine adds to objects. */
const matching = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(matching)
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, matching(entry)])),
  )
}
