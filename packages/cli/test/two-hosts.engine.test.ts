/** Two hosts in one plan, and the Engine of one of them killed in the middle: by the command line alone. */
import { describeWithPrivateEngine, PrivateEngine } from '@dmap/testing'
import { isRight } from 'fp-ts/lib/Either.js'
import { EXECUTORS, type Executors } from '../src/executors'
import { type Folder, folderWith } from './session'

const MAP = 'dmtwo'
const NAMES = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5']

/** Calls what happens in the middle: when the first step of that kind has been done on that client. */
const whenDone = (kind: string, client: string, then: () => void): Executors => ({
  ...EXECUTORS,
  dockerode: async (settings) => {
    const executor = await EXECUTORS.dockerode?.(settings)
    if (executor === undefined) throw new Error('there is no executor dockerode')
    let seen = false
    return {
      ...executor,
      perform: (action, signal, notify) => async () => {
        const answer = await executor.perform(action, signal, notify)()
        if (!seen && action._tag === kind && action.client === client && isRight(answer)) {
          seen = true
          then()
        }
        return answer
      },
    }
  },
})

describeWithPrivateEngine('of two hosts one whose Engine is killed', () => {
  const [a, b] = [new PrivateEngine(), new PrivateEngine()]
  let folder: Folder
  const states = async (engine: PrivateEngine) => {
    const all: ReadonlyArray<{ Names: string[]; State: string }> = await engine.api.expectOk(
      'GET',
      '/containers/json?all=1',
    )
    return Object.fromEntries(all.map(({ Names, State }) => [Names[0]?.slice(1), State]).sort())
  }
  const running = Object.fromEntries(NAMES.map((name) => [`${MAP}.${name}`, 'running']))

  beforeAll(async () => {
    await Promise.all([a, b].map((engine) => engine.start()))
    for (const engine of [a, b]) await engine.api.importImage(`${MAP}/app`)
    const configs = NAMES.map((name) => `  ${name}: { image: ${MAP}/app, networks: net, stop_timeout: 3 }\n`)
    folder = folderWith({
      'dmap.yaml': `name: ${MAP}\nclients: [a, b]\nnetworks: { net: }\ncontainers:\n${configs.join('')}`,
      'dmap.clients.yaml': `a: { base_url: "${a.url}" }\nb: { base_url: "${b.url}" }\n`,
    })
  })
  afterEach(async () => {
    for (const engine of [a, b]) await engine.start()
    for (const engine of [a, b]) await engine.api.cleanUp(MAP)
  })
  afterAll(() => Promise.all([a, b].map((engine) => engine.remove())))

  // The restart of an Engine takes its time: in CI only where the most can be left behind.
  const cases = [
    ['StartContainer', 'dockerode'],
    ['StartContainer', 'ssh-cli'],
    ['CreateContainer', 'dockerode'],
  ].slice(0, process.env['DMAP_SOAK'] === '1' ? 3 : 1)
  it.each(cases)('after its first %s, is as it should be after an update by %s', async (kind, executor) => {
    let killed: Promise<void> = Promise.resolve()
    const executors = whenDone(kind, 'b', () => {
      killed = b.kill()
    })
    const broken = await folder.dmap('startup --yes', { executors })
    await killed
    // The report names the host and its steps, and those of the other host are done.
    expect(broken.code).toBe(1)
    const failed = broken.out.split('\n').filter((line) => /^(failed|skipped)/.test(line))
    expect(failed).not.toEqual([])
    expect(failed.filter((line) => !/^(failed|skipped) +(create|start|connect) .* on b(:|$)/.test(line))).toEqual([])
    expect(broken.out).toMatch(/\n {9}b cannot be reached: POST \/containers\/.*: .*docker\.sock/)
    expect(broken.out).not.toContain('a cannot be reached')
    expect(await states(a)).toEqual(running)

    // While it is down, it is named and left out.
    const down = await folder.dmap('update --yes')
    expect([down.code, down.out]).toEqual([5, expect.stringMatching(/^Nothing to do\.\n/)])
    expect(down.err).toMatch(/^dmap: b cannot be reached: .*\n.*hint: .*\ndmap: these hosts are left out\n$/)

    // One update is enough, and nothing is left over.
    await b.start()
    const update = await folder.dmap(`update --yes --executor ${executor}`)
    expect({ code: update.code, out: update.code === 0 ? '' : update.out }).toEqual({ code: 0, out: '' })
    expect(await Promise.all([states(a), states(b)])).toEqual([running, running])
    expect(await folder.dmap('plan update --detailed-exitcode')).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
  })
})
