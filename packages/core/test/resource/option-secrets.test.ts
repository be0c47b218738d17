/** Where in the options a secret may stand, option by option; elsewhere an issue says that it cannot. */
import type { Json, JsonObject } from '../../src/base/json'
import { readOptions } from '../../src/resource/options/read'
import { OPTIONS, type OptionKeyword } from '../../src/resource/options/table'

const secret = { $secret: 's' }

/** The ways in which a secret can be written into an option. */
const WAYS = {
  whole: secret,
  item: [secret],
  member: { one: secret },
  items: { one: [secret] },
} as const
type Way = keyof typeof WAYS

const TEXT: ReadonlyArray<Way> = ['whole']
const LIST: ReadonlyArray<Way> = ['whole', 'item']

/** Options that are not listed take no secret. */
const TAKEN: { readonly [K in OptionKeyword]?: ReadonlyArray<Way> } = {
  command: ['item'],
  entrypoint: ['item'],
  hostname: TEXT,
  domainname: TEXT,
  user: TEXT,
  environment: ['member'],
  working_dir: TEXT,
  mac_address: TEXT,
  labels: ['member'],
  cpuset: TEXT,
  cpuset_cpus: TEXT,
  cpuset_mems: TEXT,
  dns: LIST,
  dns_opt: LIST,
  dns_search: LIST,
  volume_driver: TEXT,
  runtime: TEXT,
  cap_add: LIST,
  cap_drop: LIST,
  cgroup_parent: TEXT,
  device_cgroup_rules: LIST,
  extra_hosts: ['member', 'items'],
  group_add: LIST,
  init_path: TEXT,
  isolation: TEXT,
  log_config: TEXT,
  lxc_conf: ['member'],
  security_opt: LIST,
  storage_opt: ['member'],
  sysctls: ['member'],
  tmpfs: ['member'],
  Annotations: ['member'],
  ContainerIDFile: TEXT,
  MaskedPaths: LIST,
  OnBuild: LIST,
  ReadonlyPaths: LIST,
  Shell: LIST,
}

const ROWS = Object.keys(OPTIONS).flatMap((keyword) =>
  (Object.keys(WAYS) as Way[]).map(
    (way) => [keyword, way, TAKEN[keyword as OptionKeyword]?.includes(way) === true] as const,
  ),
)

const read = (options: JsonObject) => readOptions(options, ['containers', 'web', 'create_options'])

describe('a secret in an option', () => {
  it.each(ROWS.filter(([, , taken]) => taken))('%s takes one as %s', (keyword, way) => {
    const { settings, issues } = read({ [keyword]: WAYS[way] })
    expect(issues).toEqual([])
    expect(JSON.stringify(settings[0]?.value)).toContain('{"$secret":"s"}')
  })

  it.each(ROWS.filter(([, , taken]) => !taken))(
    '%s refuses one as %s, or says that it is something else',
    (keyword, way) => {
      const { settings, issues } = read({ [keyword]: WAYS[way] })
      // The values of this object say nothing.
      if (keyword === 'volumes' && way !== 'whole' && way !== 'item') return
      expect(settings).toEqual([])
      expect(issues).toMatchObject([{ code: 'invalid-value', message: expect.stringContaining(keyword) }])
      const known = way === 'member' || way === 'items' ? /.*/ : /a secret cannot stand/
      expect(issues[0]?.hint ?? '').toMatch(known)
    },
  )

  const WITHIN: ReadonlyArray<readonly [string, JsonObject, Json]> = [
    ['a word of the test', { healthcheck: { test: ['CMD', 'check', secret] } }, { Test: ['CMD', 'check', secret] }],
    ['the line of the test', { healthcheck: { test: secret } }, { Test: ['CMD-SHELL', secret] }],
    ['the log driver', { log_config: secret }, { Type: secret }],
    [
      'an option of the log',
      { log_config: { type: 'x', config: { token: secret } } },
      { Type: 'x', Config: { token: secret } },
    ],
    ['the address of a host', { extra_hosts: { db: secret } }, [{ $concat: ['db:', secret] }]],
    [
      'a driver of a mount',
      {
        mounts: [
          { target: '/d', source: 'v', DriverConfig: { Name: 'local', Options: { o: secret } }, Labels: { a: secret } },
        ],
      },
      [
        {
          Type: 'volume',
          Target: '/d',
          Source: 'v',
          VolumeOptions: { Labels: { a: secret }, DriverConfig: { Name: 'local', Options: { o: secret } } },
        },
      ],
    ],
    [
      'an option of an endpoint',
      { networking_config: { front: { DriverOpts: { a: secret } } } },
      { EndpointsConfig: { front: { DriverOpts: { a: secret } } } },
    ],
    ['an option of a device request', { device_requests: [{ options: { a: secret } }] }, [{ Options: { a: secret } }]],
  ]
  it.each(WITHIN)('%s', (_, options, value) => {
    expect(read(options)).toMatchObject({ issues: [], settings: [{ value }] })
  })

  it('keeps the address of an extra host apart by the name', () => {
    const { issues } = read({ extra_hosts: [secret] })
    expect(issues[0]?.hint).toMatch(/\{ name: !secret name \}/)
  })
})
