/** Several hosts, each with its own executor and settings. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ExecutorSettings, OpenExecutor } from '../src/executors'
import { folderWith, simulatedHost } from './session'

const MAP = 'name: shop\nclients: [a, b]\nweb: { image: nginx }'
const CLIENTS = [
  'a: { base_url: "tcp://a.example.com:2376", tls: { ca: ca.pem, cert: /etc/cert.pem } }',
  'b: { base_url: "ssh://deploy@b.example.com", executor: ssh-cli, concurrency: 2, ssh: { identity_file: "~/.ssh/b" } }',
].join('\n')

/** Both kinds of executor, over simulated engines of their own. */
const twoKinds = () => {
  const settings: ExecutorSettings[] = []
  const [api, ssh] = [simulatedHost({ clients: ['a', 'b'] }), simulatedHost({ clients: ['a', 'b'] })]
  const noting =
    (open: OpenExecutor | undefined): OpenExecutor =>
    (given) => {
      settings.push(given)
      return (open as OpenExecutor)(given)
    }
  const executors = { ...api, dockerode: noting(api.dockerode), 'ssh-cli': noting(ssh.dockerode) }
  return { executors, api, ssh, settings }
}

const folder = () => folderWith({ 'dmap.yaml': MAP, 'hosts/clients.yaml': CLIENTS })
const onHost = (host: ReturnType<typeof simulatedHost>, client: string) =>
  host.snapshot().clients[client]?.containers.map(({ name }) => name)

describe('clients with executors of their own', () => {
  it('are each observed and changed by theirs', async () => {
    const { executors, api, ssh } = twoKinds()
    const { code } = await folder().dmap('startup -c hosts/clients.yaml -y', { executors })
    expect(code).toBe(0)
    expect([onHost(api, 'a'), onHost(api, 'b'), onHost(ssh, 'a'), onHost(ssh, 'b')]).toEqual([
      ['shop.web'],
      [],
      [],
      ['shop.web'],
    ])
    expect((await folder().dmap('plan startup -c hosts/clients.yaml', { executors })).out).toBe('Nothing to do.\n')
  })

  it('are all reached by the one that the command line names', async () => {
    const { executors, api, ssh } = twoKinds()
    await folder().dmap('startup -c hosts/clients.yaml -y --executor dockerode', { executors })
    expect([onHost(api, 'b'), ssh.opened()]).toEqual([['shop.web'], 0])
  })

  it('may stand in several files, which are merged in order', async () => {
    const { executors, settings } = twoKinds()
    const there = folderWith({
      'dmap.yaml': MAP,
      'hosts/clients.yaml': CLIENTS,
      'more.yaml': 'a: { stop_timeout: 5 }\nenvironments: { one: { clients: [a] } }',
    })
    const words = '-c hosts/clients.yaml -c more.yaml -e one'
    const { code } = await there.dmap(`startup ${words} -y`, { executors })
    expect(code).toBe(0)
    expect(settings[0]?.clients).toMatchObject({ a: { stop_timeout: 5, tls: { ca: `${there.path}/hosts/ca.pem` } } })
    const { out } = await there.dmap('diff dmap.yaml dmap.yaml -c hosts/clients.yaml -c more.yaml -e one')
    expect(out).toContain('Nothing')
    expect((await there.dmap('plan startup -c - -c -')).err).toContain('standard input can be read only once')
  })

  it('may have names that every object has', async () => {
    const names = ['__proto__', 'constructor']
    const map = 'name: shop\nclients: [__proto__, constructor]\nweb: { image: nginx }'
    const clients = 'constructor: { executor: ssh-cli }\n__proto__: { concurrency: 2 }'
    const there = folderWith({ 'dmap.yaml': map, 'dmap.clients.yaml': clients })
    const [api, ssh] = [simulatedHost({ clients: names }), simulatedHost({ clients: names })]
    const executors = { ...api, 'ssh-cli': ssh.dockerode as OpenExecutor }
    expect((await there.dmap('startup -y', { executors })).code).toBe(0)
    const containers = (host: typeof api) =>
      Object.entries(host.snapshot().clients).map(([, { containers: all }]) => all.length)
    expect([containers(api), containers(ssh)]).toEqual([
      [1, 0],
      [0, 1],
    ])
    expect((await there.dmap('plan startup', { executors })).out).toBe('Nothing to do.\n')
  })

  it('refuse an executor that there is not', async () => {
    const files = { 'dmap.yaml': MAP, 'dmap.clients.yaml': CLIENTS.replace('ssh-cli', 'telnet') }
    const { code, err } = await folderWith(files).dmap('plan startup')
    expect([3, 64]).toContain(code)
    expect(err).toContain('telnet')
  })
})

it('paths of certificates start from the folder of the clients file', async () => {
  const { executors, settings } = twoKinds()
  const here = folder()
  await here.dmap('plan startup -c hosts/clients.yaml', { executors })
  expect(settings[0]?.clients['a']?.tls).toMatchObject({ ca: `${here.path}/hosts/ca.pem`, cert: '/etc/cert.pem' })
  expect(settings[0]?.clients['b']?.ssh?.identity_file).toBe('~/.ssh/b')
})

it('certificates may lie in the home of the user', async () => {
  const { executors, settings } = twoKinds()
  const clients = CLIENTS.replace('ca: ca.pem', 'ca: "~/certificates/ca.pem"')
  await folderWith({ 'dmap.yaml': MAP, 'dmap.clients.yaml': clients }).dmap('plan startup', { executors })
  expect(settings[0]?.clients['a']?.tls).toMatchObject({ ca: join(homedir(), 'certificates/ca.pem') })
})

it('only the named client is planned for', async () => {
  const { out } = await folder().dmap('plan startup -c hosts/clients.yaml --client b --state empty')
  expect(out).toMatch(/ on b: /)
  expect(out).not.toMatch(/ on a: /)
})
