/** `dmap INTENT`: showing, asking, carrying out, reporting, interrupting. */
import type { Executor } from '@dmap/runtime'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Executors, OpenExecutor } from '../src/executors'
import { cancelled, folderWith, SITE, simulatedHost } from './session'

const CHAIN = 'name: shop\nweb: { image: nginx, uses: db }\ndb: { image: db, shares: /data }\nsolo: { image: solo }\n'

describe('dmap INTENT', () => {
  it('shows the plan, carries it out, reports, and then has nothing to do', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': SITE })
    const first = await folder.dmap('startup --yes', { executors })
    expect(first.code).toBe(0)
    expect(first.out).toContain('+ create container example_map.web_server from')
    expect(first.out).toMatch(/\n18 done on 1 host in .* s, 18 requests\n$/)
    expect(first.err.trimEnd().split('\n')).toHaveLength(18)
    const second = await folder.dmap('startup', { executors })
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toMatch(/^Nothing to do\.\n/)
  })

  it.each([
    ['create', 'created'],
    ['startup', 'running'],
    ['update', 'running'],
    ['up', 'running'],
  ])('%s leaves containers %s', async (intent, status) => {
    const executors = simulatedHost()
    expect((await folderWith({ 'dmap.yaml': CHAIN }).dmap(`${intent} -y`, { executors })).code).toBe(0)
    expect(executors.snapshot().clients['default']?.containers.map(({ state }) => state.status)).toEqual([
      status,
      status,
      status,
    ])
  })

  it.each([
    ['create', 'start', ['running', 'running', 'running']],
    ['startup', 'restart', ['running', 'running', 'running']],
    ['startup', 'stop', ['exited', 'exited', 'exited']],
    ['startup', 'shutdown', []],
    ['startup', 'down', []],
    ['startup', 'signal --option signal=SIGHUP', ['running', 'running', 'running']],
    ['startup', 'pull', ['running', 'running', 'running']],
    ['startup', 'prune', ['running', 'running', 'running']],
  ])('%s, then %s', async (first, second, states) => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap(`${first} -y`, { executors })
    const { code, err } = await folder.dmap(`${second} -y`, { executors })
    expect([code, err.includes('failed')]).toEqual([0, false])
    expect(executors.snapshot().clients['default']?.containers.map(({ state }) => state.status)).toEqual(states)
  })

  describe('update with pull', () => {
    /** A host on which everything runs, and a registry that holds another image by now. */
    const published = async () => {
      const registry: Record<string, { readonly id: string } | null> = { 'nginx:latest': { id: 'sha256:1' } }
      const executors = simulatedHost({ outcomes: { registry } })
      const folder = folderWith({ 'dmap.yaml': CHAIN })
      await folder.dmap('startup -y', { executors })
      registry['nginx:latest'] = { id: 'sha256:2' }
      return { executors, folder, registry }
    }

    it('replaces the containers of the images that the pull brings, and leaves nothing to do', async () => {
      const { executors, folder } = await published()
      const { code, out } = await folder.dmap('update --option pull -y', { executors })
      expect(code).toBe(0)
      expect(out).toContain('^ pull image nginx:latest on default: it was asked for with pull')
      expect(out).toContain('-/+ create container shop.web')
      const containers = executors.snapshot().clients['default']?.containers ?? []
      expect(containers.find(({ name }) => name === 'shop.web')?.image).toBe('sha256:2')
      expect((await folder.dmap('update', { executors })).out).toMatch(/^Nothing to do\./)
    })

    it('asks for the pull and for the update', async () => {
      const { executors, folder } = await published()
      const { code, questions } = await folder.dmap('update --option pull', { executors, answer: 'yes' })
      expect([code, questions.length]).toEqual([0, 2])
    })

    it('updates the others when an image cannot be pulled, unless it is to stop there', async () => {
      const { executors, folder, registry } = await published()
      registry['solo:latest'] = null
      const stopped = await folder.dmap('update --option pull=true -y --on-failure stop', { executors })
      expect([stopped.code, stopped.out.includes('-/+')]).toEqual([1, false])
      const updated = await folder.dmap('update --option pull=true -y', { executors })
      expect([updated.code, updated.out.includes('-/+ create container shop.web')]).toEqual([1, true])
    })

    it('is planned with a warning for each image that may be another one', async () => {
      const { executors, folder } = await published()
      const { out } = await folder.dmap('plan update --option pull', { executors })
      expect(out).toContain('image nginx:latest on default may be another one after its pull')
    })
  })

  describe('where an executor had to remove what can never start', () => {
    /** Its first start fails, and the container is gone. */
    const orphaning = () => {
      let count = 0
      const host = simulatedHost()
      const dockerode: OpenExecutor = async (settings) => {
        const executor = await (host.dockerode as OpenExecutor)(settings)
        return {
          ...executor,
          perform: (action, signal) => async () => {
            if (action._tag !== 'StartContainer' || count++ > 0) return executor.perform(action, signal)()
            const { client, target, name } = action
            const removal = { _tag: 'RemoveContainer', client, target, name, volumes: true, force: true } as const
            await executor.perform(removal, signal)()
            const message = 'it can never start and was removed'
            return left({
              _tag: 'Refused',
              client,
              request: 'POST /start',
              status: 500,
              message,
              removed: true,
            } as const)
          },
        }
      }
      return { ...host, dockerode }
    }
    const present = (host: ReturnType<typeof orphaning>) =>
      host.snapshot().clients['default']?.containers.map(({ name, state }) => `${name} ${state.status}`)

    it.each(['startup', 'update --option force'])('%s plans again, and makes it anew', async (intent) => {
      const host = orphaning()
      const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap(`${intent} -y`, { executors: host })
      expect(code).toBe(0)
      expect(present(host)).toEqual(['shop.db running', 'shop.solo running', 'shop.web running'])
      expect(out).toMatch(/failed .*\n.*it can never start and was removed/)
      expect(out.match(/create container shop\.solo/g)).toHaveLength(1)
      expect(err).toContain('planning again')
    })

    it.each(['start', 'startup --on-failure stop'])('%s leaves it at that', async (intent) => {
      const host = orphaning()
      const folder = folderWith({ 'dmap.yaml': CHAIN })
      await folder.dmap('create -y', { executors: host })
      const { code, err } = await folder.dmap(`${intent} -y`, { executors: host })
      expect([code, err.includes('planning again')]).toEqual([1, false])
    })
  })

  it('removes what was stopped', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    for (const intent of ['startup', 'stop', 'remove'])
      expect((await folder.dmap(`${intent} -y`, { executors })).code).toBe(0)
    expect(executors.snapshot().clients['default']?.containers).toEqual([])
  })

  it.each(['script', 'run'])('%s runs a command with options of its own', async (word) => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    const { code, out } = await folder.argv([word, 'web', '-y', '--json', '--', 'ls', '-l', '--', '/'], { executors })
    expect(code).toBe(0)
    const plan = await folder.argv(['plan', 'script', 'web', '--state', 'empty', '--format', 'json', '--', 'ls', '-l'])
    expect(JSON.parse(plan.out).intent.options).toEqual({ command: ['ls', '-l'] })
    expect(out).toContain('"RunEnded"')
  })

  it('gives what a script printed as its data, whether it went well or not', async () => {
    const folder = folderWith({ 'dmap.yaml': 'name: shop\nweb: { image: nginx }' })
    const answering = (wait: Awaited<ReturnType<ReturnType<Executor['perform']>>>) =>
      simulatedHost({ perform: (action) => async () => (action._tag === 'Wait' ? wait : right({})) })
    const done = await folder.dmap('script web -y -- ls', {
      executors: answering(right({ exitCode: 0, output: 'a\nb' })),
    })
    expect([done.code, done.out]).toEqual([0, 'a\nb\n'])
    expect(done.err).toContain('wait until container shop.web.script has exited with 0')
    const error = {
      client: 'default',
      request: 'GET /x',
      message: 'it ended with exit code 3',
      exitCode: 3,
      output: 'no\n',
    }
    const failed = await folder.dmap('script web -y -- ls', {
      executors: answering(left({ _tag: 'Failed', ...error })),
    })
    expect([failed.code, failed.out]).toEqual([1, 'no\n'])
  })

  it('works on the simulated engine without a question, from a snapshot to a snapshot', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN, 's.json': '{"format":"1.0","clients":{}}' })
    await folder.dmap('startup --executor dryrun -o s.json', { executors: host })
    const stopped = await folder.dmap('stop --executor dryrun --state s.json -o t.json', { executors: host })
    expect(stopped.code).toBe(0)
    expect(JSON.parse(folder.read('t.json')).clients.default.containers[0].state.status).toBe('exited')
    expect((await folder.dmap('stop --executor dryrun --state t.json', { executors: host })).out).toMatch(
      /^Nothing to do/,
    )
    expect(host.opened()).toBe(0)
  })

  it('simulates from what is live without touching it', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    const { code } = await folder.dmap('startup --executor dryrun --state live -o s.json', { executors: host })
    expect([code, host.opened(), host.performed()]).toEqual([0, 1, 0])
  })

  it('writes the report of a real run', async () => {
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap('startup -y -o report.json', { executors: simulatedHost() })
    expect(JSON.parse(folder.read('report.json'))).toMatchObject({
      ok: true,
      executor: 'dockerode',
      counts: { failed: 0 },
    })
  })

  it('tells events as JSON lines, and nothing else', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y --json', {
      executors: simulatedHost(),
    })
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)._tag)
    expect([code, err, events[0], events[events.length - 1]]).toEqual([0, '', 'RunStarted', 'RunEnded'])
  })

  it('says nothing with --quiet where all went well', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y -q', {
      executors: simulatedHost(),
    })
    expect([code, out, err]).toEqual([0, '', ''])
  })
})

describe('the question before', () => {
  const ask = (words: string, answer?: string) => {
    const executors = simulatedHost()
    const call = answer === undefined ? { executors } : { executors, answer }
    return folderWith({ 'dmap.yaml': CHAIN })
      .dmap(words, call)
      .then((result) => ({ ...result, performed: executors.performed() }))
  }

  it.each(['y', 'yes', 'Y', ' yes '])('is answered with "%s": it is carried out', async (answer) => {
    const { code, questions, performed } = await ask('startup', answer)
    expect([code, questions]).toEqual([0, ['Carry out 9 steps on default? [y/N] ']])
    expect(performed).toBe(9)
  })

  it.each(['', 'n', 'no', 'yess'])('is answered with "%s": nothing is done', async (answer) => {
    const { code, err, performed } = await ask('startup', answer)
    expect([code, err, performed]).toEqual([130, 'Nothing was done.\n', 0])
  })

  it('is refused where nobody can be asked', async () => {
    const { code, err, performed } = await ask('startup')
    expect([code, performed]).toEqual([64, 0])
    expect(err).toMatch(/standard input is no terminal\n {2}hint: carry it out with --yes\n$/)
  })

  it('is not asked with --yes', async () => {
    const { code, questions } = await ask('startup -y', 'n')
    expect([code, questions]).toEqual([0, []])
  })
})

describe('what goes wrong on the way', () => {
  const outcomes = { registry: { 'db:latest': null } }

  it('is reported with host, object and the words of the Engine; what depends on it is skipped, the rest is done', async () => {
    const executors = simulatedHost({ outcomes })
    const { code, out } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y', { executors })
    expect(code).toBe(1)
    expect(out).toMatch(/\nfailed {3}pull image db:latest on default\n {9}default: .*404/)
    expect(out).toMatch(
      /\nskipped {2}create container shop\.web from nginx:latest on default: it depends on "pull image:db:latest@default", which failed\n/,
    )
    expect(out).toMatch(/\n\d done, 1 failed, \d skipped on 1 host in /)
    expect(executors.snapshot().clients['default']?.containers.map(({ name }) => name)).toEqual(['shop.solo'])
  })

  it('ends the run with --on-failure stop', async () => {
    const executors = simulatedHost({ outcomes })
    const { code, out } = await folderWith({ 'dmap.yaml': CHAIN }).dmap(
      'startup -y --on-failure stop --concurrency 1',
      { executors },
    )
    expect(code).toBe(1)
    expect(out).toContain(': not begun after "')
  })

  it('is told even with --quiet', async () => {
    const { code, out } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y -q', {
      executors: simulatedHost({ outcomes }),
    })
    expect(code).toBe(1)
    expect(out).toMatch(/^failed {3}pull image db:latest/)
  })

  const TWO = {
    'dmap.yaml': 'name: shop\nclients: [a, b]\nweb: { image: nginx }',
    'dmap.clients.yaml': 'a: { base_url: "tcp://a.example.com:2375" }\nb: { base_url: "tcp://b.example.com:2375" }',
  }

  it('does what can be done where a host cannot be reached, and exits with 5', async () => {
    const executors = simulatedHost({ clients: ['a', 'b'], lost: ['b'] })
    const { code, err } = await folderWith(TWO).dmap('startup -y', { executors })
    expect(code).toBe(5)
    expect(err).toMatch(/^dmap: b cannot be reached: /)
    expect(executors.snapshot().clients['a']?.containers).toHaveLength(1)
  })

  it('does nothing there with --on-failure stop', async () => {
    const executors = simulatedHost({ clients: ['a', 'b'], lost: ['b'] })
    const { code } = await folderWith(TWO).dmap('startup -y --on-failure stop', { executors })
    expect([code, executors.performed()]).toEqual([5, 0])
  })

  it.each(['--concurrency 0', '--timeout x', '--on-failure explode'])('refuses %s', async (option) => {
    expect((await folderWith({ 'dmap.yaml': CHAIN }).dmap(`startup -y ${option}`)).code).toBe(64)
  })
})

describe('Ctrl-C', () => {
  /** An executor whose steps run until they are told to stop. */
  const stuck = () =>
    simulatedHost({
      perform: (action, signal) => () =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(left(cancelled(action.client))))
        }),
    })

  it('ends what runs, begins nothing else, reports, and exits with 130', async () => {
    const { code, out, err, exits } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y', {
      executors: stuck(),
      whileRunning: (interrupt) => void setImmediate(interrupt),
    })
    expect([code, exits]).toEqual([130, []])
    expect(err).toContain('dmap: stopping')
    expect(out).toMatch(/\nInterrupted: 0 done, 3 failed, 6 not begun on 1 host/)
  })

  it('pressed again leaves at once', async () => {
    const { exits } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y', {
      executors: stuck(),
      whileRunning: (interrupt) =>
        void setImmediate(() => {
          interrupt()
          interrupt()
        }),
    })
    expect(exits).toEqual([130])
  })
})

describe('secrets', () => {
  const MAP = 'name: shop\nweb: { image: nginx, environment: { PASSWORD: { $secret: db-password } } }'
  const VALUE = 'correct horse battery'

  const seen: string[] = []
  const watching = (): Executors => {
    seen.length = 0
    const open = simulatedHost().dockerode as OpenExecutor
    return {
      dockerode: async (settings) => ({
        ...(await open(settings)),
        perform: () => async () => {
          seen.push((await settings.secrets('db-password')) ?? 'nothing')
          return right({})
        },
      }),
    }
  }

  it.each([
    ['a file', { s: `db-password="${VALUE}"` }, '--secrets-file s', {}],
    ['the environment', {}, '', { DMAP_SECRET_DB_PASSWORD: VALUE }],
    ['the environment, by its own name', {}, '', { 'DMAP_SECRET_db-password': VALUE }],
  ])('come from %s', async (_, files, words, env) => {
    await folderWith({ 'dmap.yaml': MAP, ...(files as object) }).dmap(`create -y ${words}`, {
      env: env as never,
      executors: watching(),
    })
    expect(new Set(seen)).toEqual(new Set([VALUE]))
  })

  it('have no value in anything that is said or written', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP, s: `db-password=${VALUE}` })
    const words = ['plan create --state empty -v', 'plan create --state empty --format json', 'resolve --format json']
    const results = await Promise.all(
      [...words, 'create --executor dryrun --secrets-file s -o t.json'].map((one) => folder.dmap(one)),
    )
    const said = results.map(({ out, err }) => out + err).join('') + folder.read('t.json')
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(said).not.toContain(VALUE)
  })

  it('are not needed by a simulated engine', async () => {
    expect((await folderWith({ 'dmap.yaml': MAP }).dmap('create --executor dryrun')).code).toBe(0)
  })

  it.each([
    ['create -y', ''],
    ['apply plan.json -y', 'create'],
  ])('without a value let "%s" begin nothing, and it is said how to give them', async (words, saved) => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    if (saved !== '') await folder.dmap(`plan ${saved} --state empty -o plan.json`)
    const executors = simulatedHost()
    const { code, err } = await folder.dmap(words, { executors })
    expect([code, executors.performed()]).toEqual([64, 0])
    expect(err).toContain('dmap: the secret db-password has no value\n')
    expect(err).toMatch(/hint: .*--secrets-file.*DMAP_SECRET_DB_PASSWORD/)
  })

  it('are not needed by steps that do not send them', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP, s: `db-password=${VALUE}` })
    const executors = simulatedHost()
    await folder.dmap('create -y --secrets-file s', { executors })
    expect((await folder.dmap('start -y', { executors })).code).toBe(0)
  })
})
