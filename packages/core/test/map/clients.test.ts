/** The clients file: forms, merging, addresses, and what is refused. */
import { normaliseBaseUrl } from '../../src/map/forms/base-url'
import type { Clients } from '../../src/map/model'
import { parseClients } from '../../src/map/parse-clients'
import { positionOf } from '../../src/map/positions'
import { brief } from './parse'

const read = (...texts: ReadonlyArray<string>) =>
  parseClients(
    texts.map((text, i) => ({ file: `${i}.yaml`, text })),
    { environment: { PASSWORD: 'p' } },
  )

const clientsOf = (...texts: ReadonlyArray<string>): Clients => {
  const result = read(...texts)
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right.clients
}

const issuesOf = (text: string) => {
  const result = read(text)
  return result._tag === 'Left' ? result.left : []
}

const FILE = `clients:
  apps1: { base_url: "ssh://deploy@apps1.example.com", interfaces: { private: 10.0.0.11 }, stop_timeout: 30 }
  web1:  { base_url: "tcp://web1.example.com:2376", tls: { ca: ca.pem, cert: cert.pem, key: key.pem } }
environments:
  review:     { executor: dryrun, state: snapshots/production.json }
  staging:    { executor: ssh-cli, clients: [apps1] }
  production: { executor: dockerode, clients: [apps1, web1], concurrency: 4 }
`

test('a file with clients and environments', () => {
  expect(clientsOf(FILE)).toEqual({
    clients: {
      apps1: {
        base_url: 'ssh://deploy@apps1.example.com',
        interfaces: { private: '10.0.0.11' },
        interfaces_ipv6: {},
        stop_timeout: 30,
        compare: {},
      },
      web1: {
        base_url: 'tcp://web1.example.com:2376',
        tls: { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem', verify: true },
        interfaces: {},
        interfaces_ipv6: {},
        compare: {},
      },
    },
    environments: {
      review: { executor: 'dryrun', state: 'snapshots/production.json' },
      staging: { executor: 'ssh-cli', clients: ['apps1'] },
      production: { executor: 'dockerode', clients: ['apps1', 'web1'], concurrency: 4 },
    },
  })
})

test("the specification's clients, by name at the top level", () => {
  const text = `
apps1: {base_url: apps1_host, interfaces: {private: 10.x.x.11}}
web1: {base_url: web1_host, interfaces: {private: 10.x.x.21, public: 178.x.x.x}}
client1:
  base_url: unix://var/run/docker.sock
  interfaces: {private: 10.x.x.x, public: 178.x.x.x}
  interfaces_ipv6: {private: "2001:a01:a02:12f0::1"}
`
  const { clients } = clientsOf(text)
  expect(Object.keys(clients)).toEqual(['apps1', 'web1', 'client1'])
  expect(clients.apps1?.base_url).toBe('tcp://apps1_host:2375')
  expect(clients.client1).toMatchObject({
    base_url: 'unix:///var/run/docker.sock',
    interfaces_ipv6: { private: '2001:a01:a02:12f0::1' },
  })
})

test('every setting of a client', () => {
  const { clients } = clientsOf(`
c:
  base_url: host
  tls: true
  ssh: {identity_file: id, known_hosts: kh, fingerprint: "SHA256:x", docker: /usr/bin/docker, sudo: true, host_commands: true}
  domainname: example.com
  attached: volume
  executor: ssh-cli
  auth: {username: u, password: !secret registry, registry: r.example.com}
  concurrency: 2
  timeout: 1m
  attached_image: tianon/true
  helper_image: busybox
  compare: {env: ignore}
d: {auth: {username: u, password: !env PASSWORD}, ssh: {}}
`)
  expect(clients.c).toMatchObject({
    tls: { verify: true },
    ssh: { sudo: true, host_commands: true, docker: '/usr/bin/docker' },
    auth: { username: 'u', password: { $secret: 'registry' }, registry: 'r.example.com' },
    timeout: 60,
    compare: { env: 'ignore' },
  })
  expect(clients.d?.auth?.password).toBe('p')
})

test('several files merge, and positions are known', () => {
  const result = read(
    'a: {stop_timeout: 3, interfaces: {x: "1"}}\n',
    'clients:\n  a: {interfaces: {y: "2"}}\n  b: host\n',
  )
  if (result._tag === 'Left') throw new Error('issues')
  expect(result.right.clients.clients.a).toMatchObject({ stop_timeout: 3, interfaces: { x: '1', y: '2' } })
  expect(result.right.clients.clients.b?.base_url).toBe('tcp://host:2375')
  expect(positionOf(result.right.positions, ['clients', 'b'])).toEqual({ file: '1.yaml', line: 3, column: 3 })
})

test.each([
  ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
  ['unix://var/run/docker.sock', 'unix:///var/run/docker.sock'],
  ['host', 'tcp://host:2375'],
  ['apps1_host', 'tcp://apps1_host:2375'],
  ['10.0.0.1:4243', 'tcp://10.0.0.1:4243'],
  ['[::1]:2376', 'tcp://[::1]:2376'],
  ['tcp://host', 'tcp://host:2375'],
  ['http://host:80', 'tcp://host:80'],
  ['https://host', 'https://host:2376'],
  ['ssh://user@host:22', 'ssh://user@host:22'],
  ['ssh://host', 'ssh://host'],
  ['ssh://user@host:22/', 'ssh://user@host:22'],
  ['ssh://user@host/run/user/1000/docker.sock', 'ssh://user@host/run/user/1000/docker.sock'],
  ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine'],
])('the address %s is %s', (given, want) => {
  expect(normaliseBaseUrl(given)).toBe(want)
  expect(normaliseBaseUrl(want)).toBe(want)
})

test.each([
  ['an address without a port', 'a: {base_url: "tcp://host", tls: {ca: ca.pem}}', 'tcp://host:2376'],
  ['a bare host', 'a: {base_url: host, tls: true}', 'tcp://host:2376'],
  ['an address with a port', 'a: {base_url: "tcp://host:2375", tls: true}', 'tcp://host:2375'],
])('with TLS, %s leads to the port for it', (_, text, url) => {
  expect(clientsOf(text).clients.a?.base_url).toBe(url)
})

test('the port hangs on TLS settings of whichever file has them', () => {
  expect(clientsOf('a: host\n', 'a: {tls: true}\n').clients.a?.base_url).toBe('tcp://host:2376')
})

test.each([
  '',
  'unix://',
  'ftp://host',
  'host:0',
  'host:99999',
  'ho st',
  'ssh://user:secret@host',
  'tcp://',
  'tcp://host/path',
  'ssh://-x@',
])('the address %j is none', (given) => {
  expect(normaliseBaseUrl(given)).toBeUndefined()
})

test.each([
  ['an unknown setting', 'a: {base_ur: x}\n', 'unknown-key a.base_ur 1:5', 'did you mean "base_url"?'],
  ['a wrong address', 'a: {base_url: "ftp://x"}\n', 'invalid-value a.base_url 1:15', undefined],
  [
    'an unknown client of an environment',
    'clients: {a: }\nenvironments: {e: {clients: [b]}}\n',
    'unknown-reference environments.e.clients.0 2:30',
    'did you mean "a"?',
  ],
  [
    'an unknown default client',
    'clients: {apps: }\nenvironments: {e: {default_client: aps}}\n',
    'unknown-reference environments.e.default_client 2:20',
    'did you mean "apps"?',
  ],
  ['a name with an at sign', '"a@b":\n', 'invalid-name a@b 1:1', undefined],
  ['a login without password', 'a: {auth: {username: u}}\n', 'missing-value a.auth 1:11', undefined],
  ['a client in both places', 'clients: {a: }\na:\n', 'duplicate-name a 2:1', 'keep one of the two'],
])('%s is an issue', (_name, text, want, hint) => {
  const issues = issuesOf(text)
  expect(brief(issues)).toEqual([want])
  expect(issues[0]?.hint).toBe(hint)
})

test('a password in an address is not repeated in the issue', () => {
  expect(JSON.stringify(issuesOf('a: {base_url: "ssh://u:hunter2@host"}\n'))).not.toContain('hunter2')
})
