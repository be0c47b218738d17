/** Secrets wherever the Engine takes a text: by both executors, from the plan to the second look. */
import { describeWithEngine, dockerCommand } from '@dmap/testing'
import { folderWith } from './session'

/** Each has a mark of its own, so that it is found wherever it turns up. */
const VALUES = {
  options: 'size=1m,uid=74311',
  check: 'word-74312',
  hostname: 'host-74313',
  domain: 'domain-74314.example',
  address: '10.74.31.5',
  resolver: '10.74.31.6',
  tag: 'tag-74317',
  user: '74318',
  folder: '/folder-74319',
  tmpfs: 'size=74320k',
  group: '74321',
  network: 'network-74322',
  label: 'label-74323',
  word: 'word-74324',
  ports: '27432 57432',
} as const
/** The Engine's own defaults, which it does not show. */
const DEFAULTS = { driver: 'json-file', runtime: 'runc' } as const
/** Parts that the Engine shows alone. */
const MARKS = [...Object.values(VALUES), '74311', '74320', '27432']

const mapOf = (name: string): string => `
name: ${name}
default_tag: '1'
default_domain: !secret domain
attached: volume
web:
  image: ${name}/base
  user: !secret user
  uses: [data]
  networks: { front: [www] }
  healthcheck: { test: [CMD, 'true', !secret check], interval: 1h }
  labels: { about: !secret label }
  exec_commands: [[[echo, !secret word], !secret user]]
  create_options:
    hostname: !secret hostname
    working_dir: !secret folder
  host_config:
    extra_hosts: { db: !secret address, other: 10.0.0.9 }
    dns: [!secret resolver, 10.0.0.8]
    dns_search: [!secret domain]
    group_add: [!secret group]
    runtime: !secret runtime
    tmpfs: { /scratch: !secret tmpfs }
    sysctls: { net.ipv4.ip_local_port_range: !secret ports }
    log_config: { type: !secret driver, config: { tag: !secret tag, max-size: 1m } }
holder: { image: ${name}/base, attaches: [data] }
volumes:
  data:
    path: /data
    driver: local
    driver_options: { type: tmpfs, device: tmpfs, o: !secret options }
    labels: { about: !secret label }
networks:
  front: { driver_options: { com.example.key: !secret network }, labels: { about: !secret label } }
`

/** A mark of five digits turns up in some hash or id sooner or later. */
const withoutHashes = (text: string): string => text.replaceAll(/\b[0-9a-f]{12,}\b/g, '')

const EXECUTORS = ['dockerode', 'ssh-cli'] as const

describe.each(EXECUTORS)('secrets through %s', (executor) => {
  describeWithEngine('to an Engine', (engine) => {
    const name = executor === 'dockerode' ? 'dmsecapi' : 'dmseccli'
    const secrets = Object.entries({ ...VALUES, ...DEFAULTS })
      .map(([key, value]) => `${key}=${value}`)
      .join('\n')
    const clients = JSON.stringify({
      default: { base_url: engine.url, executor, ssh: { docker: dockerCommand() } },
    })
    const folder = folderWith({ 'dmap.yaml': mapOf(name), 'dmap.clients.yaml': clients, 'secrets.env': secrets })
    const said: string[] = []
    const dmap = async (words: string) => {
      const result = await folder.dmap(words)
      said.push(result.out, result.err)
      return result
    }

    beforeAll(async () => {
      await engine.cleanUp(name)
      await engine.importImage(`${name}/base:1`)
    })
    afterAll(() => engine.cleanUp(name))

    it('reach the Engine', async () => {
      await dmap('plan startup --format json')
      await dmap('plan startup --format sh')
      const { code, err } = await dmap('startup --yes --json --secrets-file secrets.env')
      expect([code, code === 0 ? '' : err]).toEqual([0, ''])
      const { Config, HostConfig } = await engine.expectOk('GET', `/containers/${name}.web/json`)
      expect(Config).toMatchObject({
        Hostname: VALUES.hostname,
        Domainname: VALUES.domain,
        User: VALUES.user,
        WorkingDir: VALUES.folder,
        Healthcheck: { Test: ['CMD', 'true', VALUES.check] },
        Labels: { about: VALUES.label },
      })
      expect(HostConfig).toMatchObject({
        ExtraHosts: expect.arrayContaining([`db:${VALUES.address}`]),
        Dns: [VALUES.resolver, '10.0.0.8'],
        GroupAdd: [VALUES.group],
        Tmpfs: { '/scratch': VALUES.tmpfs },
        Sysctls: { 'net.ipv4.ip_local_port_range': VALUES.ports },
        LogConfig: { Type: DEFAULTS.driver, Config: { tag: VALUES.tag } },
      })
      const volume = await engine.expectOk('GET', `/volumes/${name}.data`)
      expect(volume).toMatchObject({ Options: { o: VALUES.options }, Labels: { about: VALUES.label } })
      const network = await engine.expectOk('GET', `/networks/${name}.front`)
      expect(network).toMatchObject({ Options: { 'com.example.key': VALUES.network }, Labels: { about: VALUES.label } })
    })

    it('leave nothing to update', async () => {
      const { code, out } = await dmap('plan update --detailed-exitcode')
      expect([code, code === 0 ? '' : out]).toEqual([0, ''])
      expect((await dmap('status --detailed-exitcode')).code).toBe(0)
    })

    it('are shown in nothing', async () => {
      await dmap('observe -o seen.json')
      await dmap('restart --yes --json --secrets-file secrets.env')
      // The map has ordinary values by now.
      folder.write(
        'dmap.yaml',
        mapOf(name)
          .replace('!secret folder', '/plain')
          .replaceAll(/!secret (\w+)/g, '"plain"'),
      )
      for (const format of ['text', 'json', 'markdown', 'html', 'sh']) await dmap(`plan update --format ${format}`)
      await dmap('status --verbose')
      await dmap('observe -o later.json')
      said.push(folder.read('seen.json'), folder.read('later.json'))
      const texts = said.map(withoutHashes)
      for (const mark of MARKS) expect(texts.filter((text) => text.includes(mark))).toEqual([])
      expect(said.join()).toContain('&lt;secret&gt;')
    })
  })

  describeWithEngine('that an Engine repeats', (engine) => {
    const name = executor === 'dockerode' ? 'dmsecmnt' : 'dmsecmnc'
    const map = `
name: ${name}
default_tag: '1'
attached: volume
web: { image: ${name}/base, attaches: [data] }
volumes:
  data: { path: /data, driver: local, driver_options: { type: nosuchfs, device: none, o: !secret options } }
`
    const clients = JSON.stringify({ default: { base_url: engine.url, executor, ssh: { docker: dockerCommand() } } })
    const folder = folderWith({
      'dmap.yaml': map,
      'dmap.clients.yaml': clients,
      'secrets.env': `options=${VALUES.options}`,
    })
    beforeAll(async () => {
      await engine.cleanUp(name)
      await engine.importImage(`${name}/base:1`)
    })
    afterAll(() => engine.cleanUp(name))

    it('are in no error of a later run either', async () => {
      const made = await folder.dmap('create --yes --secrets-file secrets.env')
      expect([made.code, made.code === 0 ? '' : made.err]).toEqual([0, ''])
      const { code, out, err } = await folder.dmap('start --yes --secrets-file secrets.env')
      expect(code).toBe(1)
      expect(out + err).toContain('data: <secret>')
      expect(out + err).not.toContain('74311')
    })
  })
})
