/** Every option and field, alone and together, over an image that sets all that an image can: made, nothing differs. */
import { type Compiled, compile, type Intent, type IntentKind, type Plan } from '@dmap/core'
import { describeWithEngine, FULL_IMAGE } from '@dmap/testing'
import { isLeft } from 'fp-ts/lib/Either.js'
import { clientAt, executorAt } from './client'
import { everyField, NEVER_STARTED } from './every-field'
import { type Landscape, live, observedNow, plannedNow } from './landscape'

const NAME = 'dmfield'
const SOURCE = `${NAME}-source`
const UPDATE: Intent = { kind: 'update', selection: [], options: {} }
const LOCAL = { local: '127.0.0.1' }

const PLAIN = { Cmd: ['sleep', '3600'], StopSignal: 'SIGKILL' }

/** What differs, and what the plan warns of; steps that only make or start something are none. */
const differences = ({ steps, warnings }: Plan): ReadonlyArray<unknown> => [
  ...steps.flatMap(({ id, reason }) => (reason._tag === 'Changed' ? [{ id, changes: reason.changes }] : [])),
  ...warnings,
]

const compiledMap = (value: object): Compiled => {
  const clients = { clients: { default: { interfaces: LOCAL } } }
  const compiled = compile([{ file: 'map', value }], [{ file: 'clients', value: clients }])
  if (isLeft(compiled)) throw new Error(JSON.stringify(compiled.left, null, 1))
  return compiled.right
}

/** Options are started by `pnpm soak` only: it takes its time, and body by body the comparison's own tests do it. */
const STARTED = process.env['DMAP_SOAK'] === '1' ? /./ : /^(f_|together|same_)/

const startableIn = ({ map }: Compiled): ReadonlyArray<string> =>
  Object.keys(map.containers).filter((name) => name !== 'base' && STARTED.test(name) && !NEVER_STARTED.has(name))

/** Attached containers in one, named volumes in the other, which has only the configs that have to do with either. */
const MODES: ReadonlyArray<readonly [attached: string, only: RegExp]> = [
  ['container', /./],
  ['volume', /^(base|together|f_(image|attaches|uses|permissions|stop_timeout))$/],
]

describeWithEngine('a container of every kind', (engine) => {
  const executor = executorAt(clientAt(engine.url, { interfaces: LOCAL }), { password: 'hunter2' })
  let apiVersion = ''
  beforeAll(async () => {
    await engine.cleanUp(NAME)
    await engine.importImage(`${NAME}/one:latest`, FULL_IMAGE)
    await engine.importImage(`${NAME}/two:latest`, PLAIN)
    await engine.importImage('tianon/true:latest', { Cmd: ['/bin/true'] })
    await engine.importImage('busybox:latest', { Cmd: ['sh'] })
    apiVersion = (await engine.expectOk('GET', '/version')).ApiVersion
    engine.docker('run', '-d', '--name', SOURCE, '-v', '/shared', `${NAME}/two`)
  })
  afterAll(async () => {
    await engine.cleanUp(NAME)
    await executor.close()
  })

  describe.each(MODES)('with attached ones of the kind %s', (attached, only) => {
    let landscape: Landscape
    let startable: ReadonlyArray<string> = []
    beforeAll(() => {
      const { containers, ...map } = everyField(NAME, SOURCE, apiVersion)
      const some = Object.entries(containers as object).filter(([config]) => only.test(config))
      landscape = { compiled: compiledMap({ ...map, attached, containers: Object.fromEntries(some) }), executor }
      startable = startableIn(landscape.compiled)
    })
    afterAll(() => engine.cleanUp(`${NAME}.`))

    const unchangedAfter = async (kind: IntentKind, selection: ReadonlyArray<string>): Promise<void> => {
      const { report, observed } = await live(landscape, { kind, selection, options: {} })
      expect(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')).toEqual([])
      expect(differences(plannedNow(landscape, observed, UPDATE))).toEqual([])
    }

    it('is as wanted when it is made', () => unchangedAfter('create', []))
    it('is as wanted when it runs', () => unchangedAfter('startup', startable))
    it('leaves nothing to do for any intent that brings something about', async () => {
      const observation = await observedNow(landscape)
      for (const kind of ['create', 'start', 'startup', 'update'] as const) {
        expect(plannedNow(landscape, observation, { kind, selection: startable, options: {} }).steps).toEqual([])
      }
    })
    it('is as wanted when it has stopped', () => unchangedAfter('stop', startable))
  })
})
