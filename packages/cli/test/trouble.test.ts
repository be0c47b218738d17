/** `dmap INTENT` where steps fail, hosts cannot be reached, or somebody presses Ctrl-C. */

import { left } from 'fp-ts/lib/Either.js'
import { errorText } from '../src/error-text'
import { CHAIN, cancelled, folderWith, simulatedHost } from './session'

const LONG_CHAIN = `name: shop
db: { image: db }
app: { image: db, instances: [a, b, c, d, e], depends_on: db }
`

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

  it('is told once for all steps that are skipped because of it, unless all of them are asked for', async () => {
    const folder = folderWith({ 'dmap.yaml': LONG_CHAIN })
    const told = await folder.dmap('startup -y', { executors: simulatedHost({ outcomes }) })
    expect(told.out).toMatch(
      /\nskipped {2}12 steps for container shop\.app\.a on default, .* and 1 more: they depend on "pull image:db:latest@default", which failed\n/,
    )
    expect(told.out.match(/^skipped/gm)).toHaveLength(1)
    const all = await folder.dmap('startup -y -v', { executors: simulatedHost({ outcomes }) })
    expect(all.out.match(/^skipped/gm)).toHaveLength(12)
  })

  it('is told once for all steps that were taken back because of it, unless all of them are asked for', async () => {
    const broken = async (
      words: string,
      behaviour: { readonly unhealthy?: true; readonly startFails?: true } = { unhealthy: true },
    ) => {
      const text = (value: string): string =>
        `name: shop\nnetworks: { n: , m: }\nweb: { image: nginx, instances: [a, b], networks: [n, m], healthcheck: up, environment: { A: ${value} } }`
      const folder = folderWith({ 'dmap.yaml': text('one') })
      await folder.dmap('startup --executor dryrun -o s.json')
      folder.write('dmap.yaml', text('two'))
      const observation = JSON.parse(folder.read('s.json'))
      const executors = simulatedHost({ observation, outcomes: { behaviour: { 'shop.web.a': behaviour } } })
      return (await folder.dmap(words, { executors })).out
    }
    const told = await broken('update -y')
    expect(told).toMatch(
      /\nundone {3}\d steps for container shop\.web\.a on default and container shop\.web\.b on default: "wait container:shop\.web\.a@default healthy" failed; they are as they were before\n/,
    )
    expect([told.match(/^undone/gm)?.length, told.match(/^undo /gm)]).toEqual([1, null])
    // What was connected is gone with what was taken back.
    expect(await broken('update -y --on-failure rollback')).not.toMatch(/^kept/m)
    // The old one cannot be started again either: then each step says for itself what became of it.
    const worse = await broken('update -y', { startFails: true })
    expect(worse).toContain('; not everything could be undone\n')
    expect(worse).not.toContain('they are as they were')
    const all = await broken('update -y -v')
    expect(all.match(/^undone/gm)?.length).toBeGreaterThan(3)
    expect(all.match(/^undo /gm)?.length).toBeGreaterThan(3)
  })

  it('tells an exit code once', () => {
    const failed = { _tag: 'Failed', client: 'a', request: 'exec', exitCode: 3 } as const
    expect(errorText({ ...failed, message: 'it ended with exit code 3' })).toBe('a: exec: it ended with exit code 3')
    expect(errorText({ ...failed, message: 'its check failed' })).toBe('a: exec: its check failed (exit code 3)')
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

  it('takes back with --on-failure rollback what was changed in place, and says what nothing undoes', async () => {
    const text = (limit: string, networks: string, more: string): string =>
      `name: shop\nnetworks: { base: , one: , two: }\nweb: { image: nginx, networks: ${networks}, host_config: { mem_limit: ${limit} } }\n${more}`
    const folder = folderWith({ 'dmap.yaml': text('64m', '[base, one]', '') })
    await folder.dmap('startup --executor dryrun -o s.json')
    folder.write(
      'dmap.yaml',
      text(
        '96m',
        '[base, two]',
        'app: { image: nginx, healthcheck: up }\nlast: { image: nginx, depends_on: { app: healthy } }',
      ),
    )
    const observation = JSON.parse(folder.read('s.json'))
    const executors = simulatedHost({ observation, outcomes: { behaviour: { 'shop.app': { unhealthy: true } } } })
    const { code, out } = await folder.dmap('update -y --on-failure rollback', { executors })
    expect(code).toBe(1)
    const [web] = (executors.snapshot().clients['default']?.containers ?? []).filter(({ name }) => name === 'shop.web')
    expect([web?.hostConfig['Memory'], Object.keys(web?.networks ?? {})]).toEqual([
      64 * 1024 ** 2,
      ['shop.base', 'shop.one'],
    ])
    expect(out).toContain('\nkept     create container shop.app from nginx:latest on default: nothing undoes it\n')
    expect(out).toMatch(/\n4 done, 1 failed, 1 skipped, 3 undone on 1 host/)
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

  it.each(['--concurrency 0', '--concurrency 2.5', '--timeout x', '--on-failure explode'])(
    'refuses %s',
    async (option) => {
      expect((await folderWith({ 'dmap.yaml': CHAIN }).dmap(`startup -y ${option}`)).code).toBe(64)
    },
  )
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
    expect(out).toMatch(
      /\nnot begun 6 steps for container shop\.db on default, container shop\.web on default and container shop\.solo on default\n/,
    )
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
