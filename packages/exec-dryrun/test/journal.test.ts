/** Runs that are cut off anywhere, and the update after them that has their journal. */
import {
  type Action,
  type Compiled,
  compile,
  emptyObservation,
  type IntentKind,
  journalled,
  type Observation,
  type Plan,
  partsOf,
  planOf,
} from '@dmap/core'
import { type RunEvent, run } from '@dmap/runtime'
import { type MapValue, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import { dryrunExecutor } from '../src/executor'

const settings = {
  numRuns: Number(process.env['DMAP_PROPERTY_RUNS'] ?? 60),
  seed: Number(process.env['DMAP_PROPERTY_SEED'] ?? 20),
}

const compiledOf = (value: MapValue): Compiled => {
  const compiled = compile([{ file: 'map', value }])
  if (compiled._tag === 'Left') throw new Error(JSON.stringify(compiled.left))
  return compiled.right
}

interface Life {
  readonly observation: Observation
  readonly journal: ReadonlyArray<RunEvent>
  /** Commands that came to their end: `m.a: echo 1`. */
  readonly ran: ReadonlyArray<string>
  /** Those of which the journal tells it, by the container's id; those that each start asks for by its start as well. */
  readonly told: ReadonlyArray<string>
  /** Ids of containers, once for each start. */
  readonly starts: ReadonlyArray<string>
}

interface Cut {
  readonly kind: IntentKind
  /** Whatever it finds is replaced. */
  readonly force?: true
  /** The event at which it is killed: what was done by then stands. One more than there are: it comes to its end. */
  readonly at: number
  /** The event is not in the journal any more. */
  readonly torn: boolean
}

const WHOLE: Cut = { kind: 'update', at: Number.POSITIVE_INFINITY, torn: false }

const afterRun = async (compiled: Compiled, life: Life, cut: Cut): Promise<Life> => {
  const { at, torn } = cut
  const plan = planned(compiled, life, cut)
  const executor = dryrunExecutor({ observation: life.observation })
  const events: RunEvent[] = []
  const ran: string[] = []
  const told: string[] = []
  const starts: string[] = []
  let end: Life | undefined
  const now = (): Life => ({
    observation: executor.snapshot(),
    journal: [...life.journal, ...events],
    ran: [...life.ran, ...ran],
    told: [...life.told, ...told],
    starts: [...life.starts, ...starts],
  })
  const keys = new Map<string, string>()
  const note = (action: Action): void => {
    const id = idOf(action, executor.snapshot())
    if (action._tag === 'StartContainer') starts.push(id)
    if (action._tag !== 'Exec') return
    const command = action.command.join(' ')
    ran.push(`${partsOf(action.target).name}: ${command}`)
    const count = [...life.starts, ...starts].filter((one) => one === id).length
    keys.set(keyOf(action), `${id}: ${command}${command === EACH_TIME ? ` after start ${count}` : ''}`)
  }
  const perform: typeof executor.perform = (action, signal) => async () => {
    const result = await executor.perform(action, signal)()
    if (result._tag === 'Right') note(action)
    return result
  }
  const actions = new Map(plan.steps.map(({ id, action }) => [id, action]))
  const onEvent = (event: RunEvent): void => {
    const isCut = events.length === at
    if (isCut && torn) end ??= now()
    events.push(event)
    const action = event._tag === 'StepDone' ? actions.get(event.step) : undefined
    if (action?._tag === 'Exec') told.push(keys.get(keyOf(action)) ?? '')
    if (isCut && !torn) end ??= now()
  }
  await run(plan, { ...executor, perform }, { onEvent })()
  return end ?? now()
}

/** The one command of generated maps that has policy `restart`. */
const EACH_TIME = 'true'

const keyOf = ({ target, command }: Extract<Action, { readonly _tag: 'Exec' }>): string =>
  `${target} ${command.join(' ')}`

const idOf = (action: Action, { clients }: Observation): string =>
  clients[action.client]?.containers.find(({ name }) => 'name' in action && name === action.name)?.id ?? ''

const planned = (
  compiled: Compiled,
  { observation, journal }: Life,
  { kind, force }: Pick<Cut, 'kind' | 'force'>,
): Plan => {
  const options = force === undefined ? {} : { force }
  const made = planOf(compiled, observation, { kind, selection: [], options }, journalled(journal))
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left))
  return made.right
}

const emptyLife = ({ resources }: Compiled): Life => ({
  observation: emptyObservation(resources.clients),
  journal: [],
  ran: [],
  told: [],
  starts: [],
})

const afterRuns = async (compiled: Compiled, cuts: ReadonlyArray<Cut>): Promise<Life> => {
  let life = emptyLife(compiled)
  for (const cut of cuts) life = await afterRun(compiled, life, cut)
  return life
}

const commandsOf = ({ resources }: Compiled): ReadonlyArray<string> =>
  resources.all.flatMap((resource) =>
    resource.kind === 'container' ? resource.exec.map(({ command }) => `${resource.name}: ${command.join(' ')}`) : [],
  )

const cutOff = (...kinds: ReadonlyArray<IntentKind>): fc.Arbitrary<Cut> =>
  fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(60), torn: fc.boolean() })

const cuts = fc.array(cutOff('startup', 'update', 'create', 'start'), { maxLength: 2 })

// One at most: the simulator gives the id of a container that is gone to another one of its name.
const replacing = fc.array(
  cutOff('update').map((cut): Cut => ({ ...cut, force: true })),
  { maxLength: 1 },
)

it('has run every command once its journal is at an end, and none again that it knows to be done', async () => {
  await fc.assert(
    fc.asyncProperty(mapValue, cuts, replacing, cuts, async (value, before, forced, after) => {
      const compiled = compiledOf(value)
      const life = await afterRuns(compiled, [...before, ...forced, ...after, WHOLE])
      expect(planned(compiled, life, WHOLE).steps).toEqual([])
      expect(commandsOf(compiled).filter((command) => !life.ran.includes(command))).toEqual([])
      expect(life.told.filter((command, index) => life.told.indexOf(command) !== index)).toEqual([])
    }),
    settings,
  )
})

describe('a run that is killed while the first command runs', () => {
  const compiled = compiledOf({ name: 'm', containers: { a: { image: 'one', exec_commands: ['one', 'two'] } } })
  const killed = () => {
    const events = commandEvents(compiled)
    return afterRuns(compiled, [{ kind: 'startup', at: events, torn: false }])
  }
  const steps = ({ steps: all }: Plan) => all.map(({ id, reason }) => `${id}: ${reason._tag}`)

  it('has its commands run by the next update that has its journal', async () => {
    const life = await killed()
    expect(steps(planned(compiled, life, WHOLE))).toEqual([
      'exec container:m.a@default #1: Unfinished',
      'exec container:m.a@default #2: Unfinished',
    ])
  })

  it('leaves no trace without one', async () => {
    expect(steps(planned(compiled, { ...(await killed()), journal: [] }, WHOLE))).toEqual([])
  })
})

/** The number of the event with which the first command begins: two events for each step before it, and the run’s own. */
const commandEvents = (compiled: Compiled): number => {
  return (
    1 +
    2 *
      planned(compiled, emptyLife(compiled), { kind: 'startup' }).steps.findIndex(
        ({ action }) => action._tag === 'Exec',
      )
  )
}
