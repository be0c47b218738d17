/** What the Engine makes of each option: that it takes it, and shows it in the place where we say it stands. */
import { describeWithEngine } from '@dmap/testing'
import type { Option } from '../../src/resource/options/table'
import { optionOf } from '../../src/resource/options/table'
import { bodyOf } from './build'
import { ROWS } from './option-rows'

const PREFIX = 'dmap-options-'
const IMAGE = 'dmap-options:1'

/** Options that stand elsewhere than in the two configs, or need other objects. */
const BY_THEMSELVES: Readonly<Record<string, string>> = {
  volumes_from: 'with containers, below',
  links: 'with containers, below',
  mounts: 'with a volume, below',
  networking_config: 'with a network, below',
}

/** Options that an Engine refuses beside others, or that share a field with another one. */
const EXCLUDING: Readonly<Record<string, string>> = {
  nano_cpus: 'excludes cpu_period and cpu_quota',
  auto_remove: 'excludes restart_policy',
  uts_mode: 'excludes hostname',
  mac_address: 'is dropped by Engine 28 beside network_mode none',
  gpus: 'is device_requests by another name',
  cpuset: 'is cpuset_cpus by another name',
  hostname: 'is left out by the test',
}

/** An Engine cannot be given a secret itself. */
const here = ROWS.filter(
  ([keyword, , , sent]) => BY_THEMSELVES[keyword] === undefined && !JSON.stringify(sent).includes('$secret'),
)

/** What Engines say of an option that kernel, platform or storage driver do not have. */
const LACKING =
  /does not support|not supported|supported only|discarded|cgroup (is|was) not mounted|kernel.*(un|not )support/i

describeWithEngine('the Engine', (engine) => {
  beforeAll(() => engine.importImage(IMAGE))
  afterAll(() => engine.cleanUp(PREFIX))

  const inspected = async (name: string, body: object) => {
    await engine.expectOk('POST', `/containers/create?name=${name}`, { ...body, Image: IMAGE })
    return engine.expectOk('GET', `/containers/${name}/json`)
  }

  const skipped = new Map<string, string>()
  let api = ''
  beforeAll(async () => {
    api = (await engine.expectOk('GET', '/version')).ApiVersion
  })
  afterAll(() => {
    for (const [option, reason] of skipped) process.stderr.write(`skipped: the option ${option}: ${reason}\n`)
  })

  it.each(here.map((row, index) => [...row, index] as const))(
    'takes %s: %j as %s: %j',
    async (keyword, written, field, sent, index) => {
      const versions = outside(keyword, api)
      if (versions !== undefined) return void skipped.set(keyword, versions)
      // The host name of the option, which `bodyOf` leaves out with the generated one.
      const body = {
        ...bodyOf({ create_options: { [keyword]: written } }),
        ...(field === 'Hostname' ? { Hostname: sent } : {}),
      }
      const name = `${PREFIX}${index}`
      const answer = await engine.request('POST', `/containers/create?name=${name}`, { ...body, Image: IMAGE })
      const words = [answer.body.message, ...(answer.body.Warnings ?? [])].filter((text) => LACKING.test(text))
      if (words.length > 0) return void skipped.set(keyword, words.join(' '))
      expect(answer).toMatchObject({ status: 201 })
      const { Config, HostConfig } = await engine.expectOk('GET', `/containers/${name}/json`)
      expect(shown({ Config, HostConfig }, field)).toEqual(matching(sent))
    },
  )

  it('takes all of them at once, but for those that exclude each other', async () => {
    const firsts = new Map([...here].reverse().map((row) => [row[0], row]))
    const rows = [...firsts.values()].filter(([keyword]) => !skipped.has(keyword) && EXCLUDING[keyword] === undefined)
    const options = Object.fromEntries(rows.map(([keyword, written]) => [keyword, written]))
    const { Config, HostConfig } = await inspected(`${PREFIX}all`, bodyOf({ create_options: options }))
    const seen = rows.map(([keyword, , field]) => [keyword, shown({ Config, HostConfig }, field)])
    expect(seen).toEqual(rows.map(([keyword, , , sent]) => [keyword, matching(sent)]))
    expect(rows.length).toBeGreaterThan(70)
  })

  it('shows at least nine tenths of all options', () => {
    const tried = new Set(here.map(([keyword]) => keyword))
    expect(skipped.size).toBeLessThan(tried.size / 8)
  })

  it('shows the endpoint of a network as it is sent', async () => {
    const Config = [{ Subnet: '10.213.57.0/24' }]
    await engine.expectOk('POST', '/networks/create', { Name: `${PREFIX}net`, IPAM: { Config } })
    const settings = { aliases: ['x'], ipv4_address: '10.213.57.9', link_local_ips: ['169.254.0.2'] }
    const body = bodyOf({
      create_options: { networking_config: { [`${PREFIX}net`]: { ...settings, driver_opt: { a: 'b' } } } },
      host_config: { network_mode: `${PREFIX}net` },
    })
    const { NetworkSettings } = await inspected(`${PREFIX}e`, body)
    expect(NetworkSettings.Networks[`${PREFIX}net`]).toMatchObject({
      Aliases: expect.arrayContaining(['x']),
      IPAMConfig: { IPv4Address: '10.213.57.9', LinkLocalIPs: ['169.254.0.2'] },
      DriverOpts: { a: 'b' },
    })
  })

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
      '/:/host:ro',
    ]
    const { HostConfig } = await inspected(`${PREFIX}m`, bodyOf({ host_config: { mounts } }))
    expect(HostConfig.Mounts).toEqual([
      { Type: 'volume', Source: `${PREFIX}v`, Target: '/t', ReadOnly: true, VolumeOptions: { NoCopy: true } },
      { Type: 'tmpfs', Target: '/r', TmpfsOptions: { SizeBytes: 67108864, Mode: 448 } },
      { Type: 'bind', Source: '/', Target: '/host', ReadOnly: true },
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

/** Why an Engine of this API version does not have the option. */
const outside = (keyword: string, api: string): string | undefined => {
  const { field, since = '1.0', before = '9999.0' } = optionOf(keyword) as Option
  if (minor(api) < minor(since)) return `${field} came with API version ${since}, and this is ${api}`
  return minor(api) < minor(before) ? undefined : `${field} went with API version ${before}, and this is ${api}`
}

const minor = (version: string): number => Number(version.split('.')[0]) * 1000 + Number(version.split('.')[1])

type Inspected = Readonly<Record<'Config' | 'HostConfig', Readonly<Record<string, unknown>>>>

const shown = ({ Config, HostConfig }: Inspected, field: string): unknown =>
  field.startsWith('HostConfig.') ? HostConfig[field.slice('HostConfig.'.length)] : Config[field]

/** The value with room for what the Engine adds to objects and lists. */
const matching = (value: unknown): unknown => {
  if (Array.isArray(value)) return expect.arrayContaining(value.map(matching))
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, matching(entry)])),
  )
}
