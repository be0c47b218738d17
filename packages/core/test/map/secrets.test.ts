/** Where in a map a secret may stand, field by field; elsewhere it is an issue that says so, and never a key or a name. */
import { containerFields } from '../../src/map/fields'
import type { ContainerConfig } from '../../src/map/model'
import { issuesOf, mapOf } from './parse'

const secret = { $secret: 's' }

const TAKEN: { readonly [F in keyof ContainerConfig]?: unknown } = {
  user: secret,
  healthcheck: { test: ['CMD-SHELL', secret] },
}

const config = (field: string, value: unknown) => ({ name: 'm', web: { image: 'i', [field]: value } })

describe('a secret in a config', () => {
  it.each(Object.keys(containerFields))('%s takes it as a whole, or refuses it', (field) => {
    const document = config(field, secret)
    const long = (TAKEN as Readonly<Record<string, unknown>>)[field]
    if (long !== undefined) expect(mapOf(document).containers['web']).toMatchObject({ [field]: long })
    else
      expect(issuesOf(document)).toMatchObject([
        { code: 'invalid-value', path: expect.arrayContaining([field]), hint: expect.stringContaining('secret') },
      ])
  })

  const WITHIN: ReadonlyArray<readonly [string, unknown, unknown]> = [
    ['environment', { A: secret }, { A: secret }],
    ['labels', { A: secret }, { A: secret }],
    ['exec_commands', [[['run', secret], secret]], [{ command: ['run', secret], user: secret }]],
    ['exec_commands', [{ command: 'run', user: secret }], [{ command: 'run', user: secret }]],
    ['healthcheck', ['CMD', 'run', secret], { test: ['CMD', 'run', secret] }],
    ['healthcheck', { test: [secret] }, { test: ['CMD', secret] }],
    ['healthcheck', [secret, '1s'], { test: ['CMD-SHELL', secret], interval: 1e9 }],
    ['create_options', { hostname: secret }, { hostname: secret }],
    ['host_config', { sysctls: { a: secret } }, { sysctls: { a: secret } }],
  ]
  it.each(WITHIN)('%s takes %j', (field, value, long) => {
    expect(mapOf(config(field, value)).containers['web']).toMatchObject({ [field]: long })
  })

  const REFUSED: ReadonlyArray<readonly [string, unknown]> = [
    ['instances', [secret]],
    ['shares', [secret]],
    ['binds', [['/a', secret]]],
    ['binds', { '/a': secret }],
    ['uses', [secret]],
    ['links', [['db', secret]]],
    ['exposes', { 80: secret }],
    ['exec_commands', [{ command: secret }]],
    ['networks', [{ network: 'n', ipv4_address: secret }]],
    ['networks', [{ network: 'n', aliases: [secret] }]],
    ['user', [secret, 'g']],
    ['depends_on', { db: secret }],
    ['healthcheck', { interval: secret }],
    ['environment', [secret]],
    ['compare', { env: secret }],
  ]
  it.each(REFUSED)('%s refuses %j', (field, value) => {
    const issues = issuesOf(config(field, value))
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ code: 'invalid-value', hint: expect.stringMatching(/secret|object instead/) })
  })
})

describe('a secret beside the configs', () => {
  const web = { image: 'i' }
  it('stands for options and labels of volumes and networks, and for the domain', () => {
    const map = mapOf({
      name: 'm',
      web,
      default_domain: secret,
      volumes: { v: { path: '/v', driver_options: { o: secret }, labels: { a: secret } } },
      networks: { n: { driver_options: { o: secret }, labels: { a: secret }, ipam: { options: { p: secret } } } },
    })
    expect(map).toMatchObject({
      default_domain: secret,
      volumes: { v: { driver_options: { o: secret }, labels: { a: secret } } },
      networks: { n: { driver_options: { o: secret }, labels: { a: secret }, ipam: { options: { p: secret } } } },
    })
  })

  const REFUSED: ReadonlyArray<readonly [string, object]> = [
    ['the name', { name: secret }],
    ['volumes', { volumes: secret }],
    ['a volume', { volumes: { v: secret } }],
    ['the path of a volume', { volumes: { v: { path: secret } } }],
    ['the driver of a volume', { volumes: { v: { path: '/v', driver: secret } } }],
    ['the owner of a volume', { volumes: { v: { path: '/v', user: secret } } }],
    ['the mode of a volume', { volumes: { v: { path: '/v', permissions: secret } } }],
    ['all options of a volume', { volumes: { v: { path: '/v', driver_options: secret } } }],
    ['host', { host: secret }],
    ['a path on the host', { host: { v: secret } }],
    ['the root', { host: { root: secret } }],
    ['networks', { networks: secret }],
    ['a network', { networks: { n: secret } }],
    ['the driver of a network', { networks: { n: { driver: secret } } }],
    ['a subnet', { networks: { n: { ipam: { config: { subnet: secret } } } } }],
    ['an address that is taken', { networks: { n: { ipam: { config: { aux_addresses: { a: secret } } } } } }],
    ['the repository', { repository: secret }],
    ['the tag', { default_tag: secret }],
    ['a switch', { set_hostname: secret }],
    ['a word', { attached: secret }],
    ['clients', { clients: secret }],
    ['groups', { groups: secret }],
    ['a group', { groups: { g: secret } }],
    ['a new name', { moved: { old: secret } }],
  ]
  it.each(REFUSED)('%s cannot be one', (_, part) => {
    const issues = issuesOf({ name: 'm', web, ...part })
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ code: 'invalid-value', hint: expect.stringContaining('secret') })
  })
})
