/** The commands that only show things: validate, resolve, observe, simulate, graph, status, help. */
import { decodeObservation, encodeObservation, type Observation } from '@dmap/core'
import { isRight } from 'fp-ts/lib/Either.js'
import { folderWith, SITE, simulatedHost } from './session'

const BROKEN = 'web:\n  image: nginx\n  bind: data\n  exposes: [abc]\n'

const running = async () => {
  const executors = simulatedHost()
  const folder = folderWith({ 'dmap.yaml': SITE })
  await folder.dmap('startup -y', { executors })
  return { executors, folder }
}

it('none of them ever performs an action, whatever it is given', async () => {
  const { executors, folder } = await running()
  const before = executors.performed()
  const words = [
    'plan update',
    'simulate shutdown',
    'graph shutdown',
    'status',
    'observe',
    'resolve',
    'validate',
    'graph',
  ]
  for (const one of words) expect([one, (await folder.dmap(one, { executors })).code]).toEqual([one, 0])
  expect(executors.performed()).toBe(before)
})

describe('dmap validate', () => {
  it('says what a valid map holds', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': SITE }).dmap('validate')
    expect([code, out, err]).toEqual([0, 'example_map is valid: 2 configs, 10 resources on 1 client\n', ''])
  })

  it('shows every issue with its place on standard output, and exits with 3', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': BROKEN }).dmap('validate')
    expect([code, err]).toEqual([3, ''])
    expect(out).toMatch(/dmap\.yaml:3:3/)
    expect(out).toMatch(/dmap\.yaml:4:13/)
    expect(out).toMatch(/\n2 issues\n$/)
  })

  it('shows issues as JSON', async () => {
    const { code, out } = await folderWith({ 'dmap.yaml': BROKEN }).dmap('validate --format json')
    expect(code).toBe(3)
    expect(JSON.parse(out).issues).toHaveLength(2)
    expect(JSON.parse((await folderWith({ 'dmap.yaml': SITE }).dmap('validate --format json')).out)).toEqual({
      issues: [],
    })
  })

  it('finds what is wrong with the clients as well, in one go with the map', async () => {
    const folder = folderWith({ 'dmap.yaml': BROKEN, 'dmap.clients.yaml': 'a: { base_ur: x }' })
    const { out } = await folder.dmap('validate')
    expect(out).toMatch(/dmap\.yaml:3:3[\s\S]*dmap\.clients\.yaml:1:6/)
  })

  it('gives the place of an issue that only shows up on a client', async () => {
    const map = 'clients: [a]\nweb:\n  image: nginx\n  exposes: [[80, 80, public]]\n'
    const folder = folderWith({ 'dmap.yaml': map, 'dmap.clients.yaml': 'a: { base_url: "tcp://a.example.com" }' })
    const { code, out } = await folder.dmap('validate')
    expect(code).toBe(3)
    expect(out).toMatch(/dmap\.yaml:4:\d+ .*\n.*public/)
  })

  it('needs no host', async () => {
    const executors = simulatedHost()
    await folderWith({ 'dmap.yaml': SITE }).dmap('validate', { executors })
    expect(executors.opened()).toBe(0)
  })
})

describe('dmap resolve', () => {
  it('gives the long form and the resources as JSON, without abstract configs', async () => {
    const map =
      'name: shop\nbase: { abstract: true, image: nginx }\nweb: { extends: base, uses: data, instances: [a] }\ndb: { attaches: data }\nvolumes: { data: /data }'
    const { code, out } = await folderWith({ 'dmap.yaml': map }).dmap('resolve --format json')
    expect(code).toBe(0)
    const { map: resolved, resources } = JSON.parse(out)
    expect(Object.keys(resolved.containers)).toEqual(['db', 'web'])
    expect(resolved.containers.web).toMatchObject({ image: 'nginx', uses: [{ name: 'data', readonly: false }] })
    const web = resources.find(({ id }: { id: string }) => id === 'container:shop.web.a@default')
    expect(web).toMatchObject({
      kind: 'container',
      client: 'default',
      name: 'shop.web.a',
      config: 'web',
      instance: 'a',
    })
    expect(web.spec).toMatchObject({ Image: 'nginx:latest' })
    expect(web.needs).toContainEqual({
      id: 'container:shop.data@default',
      because: { _tag: 'Uses', reference: 'data' },
    })
  })

  it('lists resources and what they need as text', async () => {
    const { out } = await folderWith({ 'dmap.yaml': SITE }).dmap('resolve')
    expect(out).toContain('container example_map.web_server on default\n  ')
    expect(out).toContain('  uses app_server_socket: container example_map.app_server_socket\n')
  })
})

describe('dmap observe', () => {
  it('prints a snapshot that can be planned against', async () => {
    const { executors, folder } = await running()
    const { code, out } = await folder.dmap('observe', { executors })
    expect(code).toBe(0)
    expect(isRight(decodeObservation(JSON.parse(out)))).toBe(true)
    folder.write('s.json', out)
    expect((await folder.dmap('plan startup --state s.json')).out).toBe('Nothing to do.\n')
  })

  it('exits with 5 where nothing can be reached', async () => {
    const { code, out } = await folderWith({ 'dmap.yaml': SITE }).dmap('observe', {
      executors: simulatedHost({ lost: ['default'] }),
    })
    expect([code, out]).toEqual([5, ''])
  })
})

describe('dmap simulate', () => {
  it('tells when each step begins and ends, and what there is afterwards', async () => {
    const { code, out } = await folderWith({ 'dmap.yaml': SITE }).dmap('simulate startup --state empty')
    expect(code).toBe(0)
    expect(out).toMatch(/s to .* s: start container:example_map\.web_server@default\n/)
    expect(out).toContain('afterwards running: container example_map.web_server on default\n')
    expect(out).toMatch(/predicted outage: none; critical path .* s: .*\n$/)
  })

  it('gives JSON that is a snapshot as well', async () => {
    const folder = folderWith({ 'dmap.yaml': SITE })
    await folder.dmap('simulate startup --state empty -o s.json')
    expect(JSON.parse(folder.read('s.json')).schedule.makespan).toBeGreaterThan(0)
    expect((await folder.dmap('plan startup --state s.json')).out).toBe('Nothing to do.\n')
  })
})

describe('dmap simulate --history', () => {
  const STOP = 'stop container:example_map.web_server@default'
  const event = (took: number) => JSON.stringify({ _tag: 'StepDone', step: STOP, client: 'default', result: {}, took })
  const report = (took: number, tag = 'Done') =>
    JSON.stringify({ steps: [{ id: STOP, client: 'default', outcome: { _tag: tag }, took }] })

  it.each([
    ['nothing', {}, /^0 s to 10.1 s: stop container:example_map\.web_server@default$/m],
    ['a report', { 'r.json': report(700) }, /^0 s to 0.7 s: stop container:example_map\.web_server@default$/m],
    [
      'events',
      { 'r.json': `${event(2000)}\n${event(700)}\n${event(300)}\n` },
      /^0 s to 0.7 s: stop container:example_map\.web_server@default$/m,
    ],
    [
      'two files',
      { 'r.json': report(700), 's.json': event(300) },
      /^0 s to 0.3 s: stop container:example_map\.web_server@default$/m,
    ],
    [
      'a step that failed',
      { 'r.json': report(700, 'Failed') },
      /^0 s to 10.1 s: stop container:example_map\.web_server@default$/m,
    ],
  ])('foretells with the times of %s', async (_, files: Record<string, string>, expected) => {
    const { executors } = await running()
    const history = Object.keys(files).map((file) => `--history ${file}`)
    const folder = folderWith({ 'dmap.yaml': SITE, ...files })
    const { code, out } = await folder.dmap(['simulate shutdown', ...history].join(' '), { executors })
    expect(code).toBe(0)
    expect(out).toMatch(expected)
  })

  it.each(['hello\n', '', '[1]', '{"a":1}\n'])('refuses a file that holds no times: %j', async (text) => {
    const folder = folderWith({ 'dmap.yaml': SITE, 'r.json': text })
    const { code, err } = await folder.dmap('simulate startup --state empty --history r.json')
    expect(code).toBe(64)
    expect(err).toContain('r.json holds no times of steps')
  })
})

describe('dmap graph', () => {
  it.each([
    ['graph', /^digraph "example_map" \{[\s\S]*label="uses app_server_socket"/],
    ['graph --format mermaid', /^flowchart LR\n/],
    ['graph startup --state empty', /^digraph "startup example_map" \{/],
    ['graph startup web_server --state empty --format mermaid', /^flowchart LR\n/],
  ])('draws: %s', async (words, expected) => {
    const { code, out } = await folderWith({ 'dmap.yaml': SITE }).dmap(words)
    expect(code).toBe(0)
    expect(out).toMatch(expected)
  })
})

/** As if somebody else had made that container. */
const withoutLabels = (observation: Observation, container: string): Observation => ({
  ...observation,
  clients: Object.fromEntries(
    Object.entries(observation.clients).map(([name, client]) => {
      const containers = client.containers.map((one) =>
        one.name === container ? { ...one, config: { ...one.config, Labels: {} } } : one,
      )
      return [name, { ...client, containers }]
    }),
  ),
})

describe('dmap status', () => {
  it('says what runs', async () => {
    const { executors, folder } = await running()
    const { code, out } = await folder.dmap('status --detailed-exitcode', { executors })
    expect(code).toBe(0)
    expect(out).toContain('default  example_map.web_server            running\n')
    expect(out).toContain('default  example_map.web_log               exited (0)\n')
  })

  it('says what differs, and exits with 2 where that was asked for', async () => {
    const { executors, folder } = await running()
    folder.write('dmap.yaml', SITE.replace('image: nginx', 'image: nginx:2'))
    const { code, out } = await folder.dmap('status --detailed-exitcode', { executors })
    expect(code).toBe(2)
    expect(out).toMatch(/example_map\.web_server +running +Image changed\n/)
  })

  it('knows nothing of what is on a host that cannot be reached', async () => {
    const folder = folderWith({
      'dmap.yaml': 'name: shop\nclients: [a, b]\nweb: { image: nginx }',
      'dmap.clients.yaml': 'a: {}\nb: {}',
    })
    const executors = simulatedHost({ clients: ['a', 'b'], lost: ['b'] })
    const { code, out } = await folder.dmap('status', { executors })
    expect(code).toBe(5)
    expect(out).toMatch(/a +shop\.web +absent +it is missing\nb +shop\.web +unknown\n/)
  })

  it("says all of it where a container is somebody else's, and exits with 1", async () => {
    const other = folderWith({ 'dmap.yaml': 'name: shop\nweb: { image: nginx }\ndb: { image: postgres }' })
    const executors = simulatedHost()
    await other.dmap('startup -y', { executors })
    const folder = folderWith({
      'dmap.yaml': 'name: shop\nweb: { image: nginx }\ndb: { image: postgres:2, prevent_destroy: true }',
      'strange.json': encodeObservation(withoutLabels(executors.snapshot(), 'shop.web')),
    })
    const { code, out, err } = await folder.dmap('status --state strange.json')
    expect(code).toBe(1)
    expect(out).toMatch(/shop\.db +running +Image changed\n/)
    expect(out).toMatch(/shop\.web +running +it was not made by this map\n/)
    expect(err).toContain('the container "shop.web" on default was not made by the map "shop"\n  hint: ')
    expect(err).toContain('shop.db is marked prevent_destroy, and this plan would remove it')
  })

  it('says what is absent, as JSON', async () => {
    const { out } = await folderWith({ 'dmap.yaml': 'web: { image: nginx }' }).dmap(
      'status --state empty --format json',
    )
    expect(JSON.parse(out)).toEqual({
      containers: [{ client: 'default', container: 'dmap.web', state: 'absent', drift: ['it is missing'] }],
    })
  })
})

describe('help', () => {
  it.each([
    ['plan', 'plan update'],
    ['validate', 'validate'],
    ['resolve', 'resolve'],
    ['schema', 'schema'],
    ['observe', 'observe'],
    ['simulate', 'simulate update'],
    ['graph', 'graph'],
    ['status', 'status'],
    ['diff', 'diff dmap.yaml dmap.yaml'],
    ['explain', 'explain web_server'],
  ])('tells the formats of %s', async (command, words) => {
    const { executors, folder } = await running()
    const { err } = await folder.dmap(`${words} --format nonsense`, { executors })
    const formats = err.match(/hint: one of (.*)/)?.[1] ?? '?'
    const { out } = await folder.dmap(`${command} --help`)
    expect(out.replace(/\s+/g, ' ')).toContain(`--format <format> ${formats} `)
  })

  it.each(['--help', 'plan --help', 'help startup', '--version'])(
    '%s goes to standard output and exits with 0',
    async (words) => {
      const { code, out, err } = await folderWith({}).dmap(words)
      expect([code, err]).toEqual([0, ''])
      expect(out).not.toBe('')
    },
  )

  it('is shown and is a mistake where no command is given', async () => {
    const { code, out, err } = await folderWith({}).dmap('')
    expect([code, out]).toEqual([64, ''])
    expect(err).toContain('Usage: dmap')
  })

  it('names every command', async () => {
    const { out } = await folderWith({}).dmap('--help')
    const commands = ['plan', 'validate', 'resolve', 'observe', 'simulate', 'graph', 'status', 'apply']
    for (const command of [...commands, 'startup', 'update|up', 'shutdown|down', 'script|run'])
      expect(out).toContain(`  ${command} `)
  })
})
