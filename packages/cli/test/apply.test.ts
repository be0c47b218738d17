/** `dmap apply`: saved plans, and what makes them stale. */
import { emptyObservation } from '@dmap/core'
import { folderWith, simulatedHost } from './session'

const MAP = 'name: shop\nweb: { image: nginx }\ndb: { image: db, environment: { PASSWORD: { $secret: db } } }\n'
const ENV = { DMAP_SECRET_DB: 'hidden' }

const saved = async (
  words = 'plan startup -o plan.json',
  files: Readonly<Record<string, string>> = { 'dmap.yaml': MAP },
) => {
  const executors = simulatedHost()
  const folder = folderWith(files)
  expect((await folder.dmap(words, { executors })).code).toBe(0)
  return { executors, folder }
}

describe('dmap apply', () => {
  it('carries a saved plan out without its map', async () => {
    const { executors, folder } = await saved()
    folder.write('dmap.yaml', 'this: is: no map')
    const { code, out } = await folder.dmap('apply plan.json -y', { executors, env: ENV })
    expect(code).toBe(0)
    expect(out).toMatch(/\n6 done on 1 host/)
    expect(executors.snapshot().clients['default']?.containers).toHaveLength(2)
  })

  it('reads the plan from standard input', async () => {
    const { executors, folder } = await saved()
    const result = await folder.dmap('apply - -y', { executors, env: ENV, stdin: folder.read('plan.json') })
    expect(result.code).toBe(0)
  })

  it('asks, and is refused where nobody can be asked', async () => {
    const { executors, folder } = await saved()
    expect((await folder.dmap('apply plan.json', { executors })).code).toBe(64)
    expect((await folder.dmap('apply plan.json', { executors, answer: 'n' })).code).toBe(130)
    expect(executors.performed()).toBe(0)
  })

  it('finds that nothing changed where a container with a secret is stopped', async () => {
    const { executors, folder } = await saved('startup -y', { 'dmap.yaml': 'name: shop\nweb: { image: nginx }' })
    folder.write('dmap.yaml', MAP)
    await folder.dmap('startup -y', { executors, env: ENV })
    await folder.dmap('plan stop -o plan.json', { executors })
    expect((await folder.dmap('apply plan.json -y', { executors })).code).toBe(0)
  })

  it('does nothing where a step is stale: exit code 4, and what changed', async () => {
    const { executors, folder } = await saved()
    await folder.dmap('create web -y', { executors })
    const before = executors.performed()
    const { code, err } = await folder.dmap('apply plan.json -y', { executors, env: ENV })
    expect([code, executors.performed()]).toEqual([4, before])
    expect(err).toContain('create container:shop.web@default: it is there, and was absent when the plan was made')
    expect(err).toContain('start container:shop.web@default: it comes after')
    expect(err).toContain('hint: make a new plan')
  })

  it('refuses stale steps only with --on-failure continue, and still exits with 4', async () => {
    const { executors, folder } = await saved()
    await folder.dmap('create web -y', { executors })
    const { code, err } = await folder.dmap('apply plan.json -y --on-failure continue', { executors, env: ENV })
    expect(code).toBe(4)
    expect(err).toContain('dmap: these steps no longer fit what is on the hosts and are left out\n  pull ')
    expect(err).not.toContain('nothing was done')
    const containers = executors.snapshot().clients['default']?.containers ?? []
    expect(containers.map(({ name, state }) => [name, state.status])).toEqual([
      ['shop.db', 'running'],
      ['shop.web', 'created'],
    ])
  })

  it('tells once of each object what has changed, and how many steps come after those', async () => {
    const { executors, folder } = await saved('startup -y', { 'dmap.yaml': 'name: shop\nweb: { image: nginx }' })
    folder.write('dmap.yaml', 'name: shop\nweb: { image: nginx, environment: { A: 1 } }')
    await folder.dmap('plan update -o plan.json', { executors })
    await folder.dmap('stop -y', { executors })
    const { code, err } = await folder.dmap('apply plan.json -y', { executors })
    expect(code).toBe(4)
    expect(err).toMatch(/\n {2}stop container:shop\.web~prev@default: changed since the plan was made: state /)
    expect(err.match(/changed since the plan was made/g)).toHaveLength(1)
    expect(err).toContain('\n  4 more steps are about the same or come after it\n  hint: make a new plan')
  })

  it('refuses a plan for another engine', async () => {
    const { folder } = await saved()
    const empty = emptyObservation(['default'])
    const other = { ...empty.clients['default'], engine: { id: 'OTHER', version: '20.10.24', apiVersion: '1.41' } }
    const executors = simulatedHost({ observation: { ...empty, clients: { default: other as never } } })
    const { code, err } = await folder.dmap('apply plan.json -y', { executors })
    expect([code, executors.performed()]).toEqual([4, 0])
    expect(err).toContain('default: the plan was made for the engine empty, this is OTHER')
  })

  it('exits with 5 where the host cannot be reached', async () => {
    const { folder } = await saved()
    const result = await folder.dmap('apply plan.json -y', { executors: simulatedHost({ lost: ['default'] }) })
    expect(result.code).toBe(5)
  })

  it('works on the simulated engine', async () => {
    const { folder } = await saved()
    const { code } = await folder.dmap('apply plan.json --executor dryrun -o s.json', { env: ENV })
    expect(code).toBe(0)
    expect(JSON.parse(folder.read('s.json')).clients.default.containers).toHaveLength(2)
  })

  it('looks at what the steps name where the file does not say what to look at', async () => {
    const { executors, folder } = await saved()
    const { query: _, ...plan } = JSON.parse(folder.read('plan.json'))
    folder.write('plan.json', JSON.stringify(plan))
    await folder.dmap('create web -y', { executors })
    expect((await folder.dmap('apply plan.json -y', { executors, env: ENV })).code).toBe(4)
  })

  const change = (text: string): string => text.replace('nginx:latest', 'evil:latest')

  it.each([
    ['was changed by hand', change, /the plan was changed after it was made/],
    ['is of another major format', (text: string) => text.replace('"1.0"', '"2.0"'), /expected a plan of format 1/],
    ['is no JSON', () => '{', /plan\.json is no plan/],
  ])('refuses a file that %s', async (_, spoil, message) => {
    const { executors, folder } = await saved()
    folder.write('plan.json', spoil(folder.read('plan.json')))
    const { code, err } = await folder.dmap('apply plan.json -y', { executors })
    expect([code, executors.performed()]).toEqual([64, 0])
    expect(err).toMatch(message)
  })

  it('refuses another environment than the plan is for', async () => {
    const clients =
      'clients: { edge: {} }\nenvironments: { review: { clients: [edge] }, production: { clients: [edge] } }'
    const folder = folderWith({ 'dmap.yaml': MAP, 'dmap.clients.yaml': clients })
    expect((await folder.dmap('plan startup -e review --state empty -o plan.json')).code).toBe(0)
    const { code, err } = await folder.dmap('apply plan.json -e production -y')
    expect([code, err]).toEqual([64, 'dmap: the plan is for the environment "review", not for "production"\n'])
  })

  it('does not know an environment that the clients file has lost', async () => {
    const clients = 'clients: { edge: {} }\nenvironments: { review: { clients: [edge] } }'
    const folder = folderWith({ 'dmap.yaml': MAP, 'dmap.clients.yaml': clients })
    await folder.dmap('plan startup -e review --state empty -o plan.json')
    folder.write('dmap.clients.yaml', 'clients: { edge: {} }')
    const { code, err } = await folder.dmap('apply plan.json -y')
    expect([code, err]).toEqual([64, expect.stringContaining('the environment "review", which is not known here')])
  })
})
