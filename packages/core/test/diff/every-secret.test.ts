/**
 * Wherever a secret may stand: what was made with it is as it is wanted, and its value is in no observation, plan or
 * rendering, today and when the map has something else there.
 */
import type { MapValue } from '@dmap/testing'
import { isJsonObject, type Json, type JsonObject, LABEL, queryOf, renderText } from '../../src'
import type { ClientObservation, Observation } from '../../src/observe/observation'
import { redactContainer, redactNetwork, redactVolume } from '../../src/observe/redact'
import { sparse } from '../../src/observe/sparse'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const VALUE = 'hunter2'
const secret = { $secret: 's' }

type Compiled = ReturnType<typeof compiled>

interface Parts {
  readonly app?: object
  readonly [section: string]: unknown
}

const map = ({ app = {}, ...more }: Parts): MapValue =>
  ({ name: 'm', containers: { app: { image: 'one', ...app } }, ...more }) as never

/** Placeholders filled in, but for those in the label that says where they stand. */
const filled = (value: Json, text: string): Json => {
  if (typeof value === 'string') return value.replaceAll('<secret>', text)
  if (Array.isArray(value)) return value.map((item) => filled(item as Json, text))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === LABEL.secrets || member === undefined ? member : filled(member, text),
    ]),
  )
}

const intent = (kind: 'startup' | 'update') => ({ kind, selection: [], options: {} }) as const

/** What a real Engine has after a first run; what is empty it does not show. */
const made = (resources: Compiled, value = VALUE): Observation => {
  const after = filled(carriedOut(NOTHING, plan(resources, NOTHING, intent('startup'))) as never, value)
  const { containers, ...client } = (after as never as Observation).clients['default'] as ClientObservation
  const shown = containers.map((one) => ({ ...one, config: sparse(one.config), hostConfig: sparse(one.hostConfig) }))
  return { format: '1.0', clients: { default: { ...client, containers: shown } } }
}

/** As executors observe. */
const seen = (observation: Observation, today: Compiled): Observation => {
  const query = queryOf(today).clients['default'] ?? { secrets: {} }
  const client = observation.clients['default'] as ClientObservation
  const redacted = {
    ...client,
    containers: client.containers.map((one) => redactContainer(one, query)),
    networks: client.networks.map((one) => redactNetwork(one, query)),
    volumes: client.volumes.map((one) => redactVolume(one, query)),
  }
  return { ...observation, clients: { default: redacted } }
}

const option = (options: object) => ({ app: { create_options: options } })
const onNetwork = (network: object) => ({ app: { networks: ['n'] }, networks: { n: network } })
const withVolume = (volume: object) => ({
  app: { attaches: ['v'] },
  attached: 'volume',
  volumes: { v: { path: '/v', ...volume } },
})

/** Where a secret stands, and the map with something plain in its place. */
const PLACES: ReadonlyArray<readonly [string, (value: unknown) => Parts]> = [
  ['a variable', (value) => ({ app: { environment: { A: value } } })],
  ['a label', (value) => ({ app: { labels: { a: value } } })],
  ['a word of the command', (value) => option({ command: ['run', value] })],
  ['a word of the entrypoint', (value) => option({ entrypoint: ['run', value] })],
  ['a word of the check', (value) => ({ app: { healthcheck: ['CMD', 'check', value] } })],
  ['the line of the check', (value) => ({ app: { healthcheck: { test: value, interval: '5s' } } })],
  ['the user', (value) => ({ app: { user: value } })],
  ['the host name', (value) => option({ hostname: value })],
  ['the domain name', (value) => option({ domainname: value })],
  ["the map's domain name", (value) => ({ default_domain: value })],
  ['the working directory', (value) => option({ working_dir: value === 'open' ? '/open' : value })],
  ['a resolver', (value) => option({ dns: ['10.0.0.1', value] })],
  ['a domain to search', (value) => option({ dns_search: [value, 'example.com'] })],
  ['an option of resolvers', (value) => option({ dns_opt: ['ndots:2', value] })],
  ['the address of a host', (value) => option({ extra_hosts: { zoo: '10.0.0.2', db: value } })],
  [
    'an option of the log',
    (value) => option({ log_config: { type: 'splunk', config: { 'splunk-token': value, a: 'b' } } }),
  ],
  ['the log driver', (value) => option({ log_config: { type: value, config: { a: 'b' } } })],
  ['a sysctl', (value) => option({ sysctls: { 'net.a': value, 'net.b': '1' } })],
  ['an option of the storage', (value) => option({ storage_opt: { size: value } })],
  ['options of a tmpfs', (value) => option({ tmpfs: { '/run': value } })],
  ['a security option', (value) => option({ security_opt: ['no-new-privileges', value] })],
  ['a capability', (value) => option({ cap_add: ['NET_ADMIN', value] })],
  ['a group', (value) => option({ group_add: [value, 'audio'] })],
  ['processors', (value) => option({ cpuset_cpus: value })],
  ['the runtime', (value) => option({ runtime: value })],
  ['the parent of control groups', (value) => option({ cgroup_parent: value })],
  ['an option of a device request', (value) => option({ device_requests: [{ driver: 'x', options: { a: value } }] })],
  [
    'an option of the driver of a mount',
    (value) =>
      option({ mounts: [{ target: '/d', source: 'v', driver_config: { Name: 'local', Options: { o: value } } }] }),
  ],
  ['an option of a network', (value) => onNetwork({ driver_options: { o: value, p: 'q' } })],
  ['a label of a network', (value) => onNetwork({ labels: { o: value } })],
  [
    'an option of address management',
    (value) => onNetwork({ ipam: { options: { o: value }, config: { subnet: '10.9.0.0/24', gateway: '10.9.0.1' } } }),
  ],
  ['an option of a volume', (value) => withVolume({ driver_options: { o: value, type: 'tmpfs' } })],
  ['a label of a volume', (value) => withVolume({ labels: { o: value } })],
]

describe('a secret in', () => {
  it.each(PLACES)('%s is no difference, whatever its value', (_, place) => {
    const resources = compiled(map(place(secret)))
    for (const value of [VALUE, 'other', '']) {
      const observation = seen(made(resources, value), resources)
      expect(plan(resources, observation, intent('update')).steps).toEqual([])
    }
  })

  it.each(PLACES)('%s is in no observation, plan or text', (_, place) => {
    const resources = compiled(map(place(secret)))
    const real = made(resources)
    expect(JSON.stringify(real)).toContain(VALUE)
    const observation = seen(real, resources)
    expect(JSON.stringify(observation)).not.toContain(VALUE)
    const first = plan(resources, NOTHING, intent('startup'))
    expect(JSON.stringify(first)).toContain('{"$secret":"s"}')
    expect(renderText(first)).not.toContain('[object')
  })

  it.each(PLACES)('%s is not shown when it was one, or becomes one', (_, place) => {
    const [hidden, open] = [compiled(map(place(secret))), compiled(map(place('open')))]
    for (const [before, after] of [
      [hidden, open],
      [open, hidden],
    ] as const) {
      const real = made(before)
      // What was plain had the value that became a secret.
      const observation = seen(
        filled(JSON.parse(JSON.stringify(real).replaceAll('open', VALUE)), VALUE) as never,
        after,
      )
      const update = plan(after, observation, intent('update'))
      expect(JSON.stringify([observation, update]) + renderText(update)).not.toContain(VALUE)
    }
  })

  it.each(PLACES)('%s does not hide what changes beside it, nor look changed with it', (_, place) => {
    const before = compiled(map(place(secret)))
    const more = place(secret)
    const after = compiled(map({ ...more, app: { ...more.app, host_config: { privileged: true } } }))
    const update = plan(after, seen(made(before), after), intent('update'))
    const changes = update.steps.flatMap(({ reason }) => (reason._tag === 'Changed' ? reason.changes : []))
    expect(new Set(changes.map(({ field }) => field))).toEqual(new Set(['HostConfig.Privileged']))
  })
})

it('is put back into the former network by its name, and left out where the name is not known', () => {
  const network = (subnet: string, options: object) =>
    map(onNetwork({ driver_options: options, ipam: { config: { subnet } } }))
  const before = compiled(network('10.8.0.0/24', { kept: secret, gone: secret, plain: '1' }))
  const after = compiled(network('10.9.0.0/24', { kept: secret }))
  const update = plan(after, seen(made(before), after), intent('update'))
  const removal = update.steps.find(({ action }) => action._tag === 'RemoveNetwork')
  const [again] = (removal?.undo ?? []) as unknown as [{ readonly body: JsonObject }]
  expect(again.body).toMatchObject({ Options: { kept: secret, plain: '1' } })
  expect(JSON.stringify(again)).not.toContain('gone')
  expect((again.body['Labels'] as JsonObject)[LABEL.secrets]).toBe('{"Options":{"kept":"<secret>"}}')
})

it('is refused where the plan prepares a volume for the user', () => {
  expect(() => compiled(map({ app: { user: secret, attaches: ['v'] }, volumes: { v: '/v' } }))).toThrow()
})
