/** What a journal tells of commands, and what a plan makes of it. */
import type { MapValue } from '@dmap/testing'
import { commandsIn, type JournalEvent, type JournalledCommand, journalled } from '../../src'
import type { Observation } from '../../src/observe/observation'
import type { Intent, IntentKind } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { planFor } from '../../src/plan/plan-for'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const map: MapValue = {
  name: 'm',
  containers: {
    app: {
      image: 'one',
      exec_commands: [
        ['first', 'root', 'initial'],
        ['second', 'root', 'created'],
        [['third', { $secret: 'p' }], '2000'],
      ],
    },
    web: { image: 'one', depends_on: 'app' },
  },
}
const resources = compiled(map)

const intentOf = (kind: IntentKind, options: Intent['options'] = {}): Intent => ({ kind, selection: [], options })

const startup = plan(resources, NOTHING, intentOf('startup'))
const up = carriedOut(NOTHING, startup)

const idOf = (name: string, observation: Observation = up): string =>
  observation.clients['default']?.containers.find((one) => one.name === name)?.id ?? ''

const APP = idOf('m.app')

/** The events of a run that is killed before `until` ends; ids are those of the containers of `up`. */
const events = ({ steps }: Plan, until?: string): ReadonlyArray<JournalEvent> => {
  const all: JournalEvent[] = [{ _tag: 'RunStarted', commands: commandsIn({ steps }) }]
  for (const { id, action } of steps) {
    all.push({ _tag: 'StepStarted', step: id })
    if (id === until) return all
    const made = action._tag === 'CreateContainer' ? { objectId: idOf(action.name) } : {}
    all.push({ _tag: 'StepDone', step: id, result: made })
  }
  return [...all, { _tag: 'RunEnded', ok: true }]
}

const exec = (number: number): string => `exec container:m.app@default #${number}`

/** `#1 open`, `#2 done`, … */
const words = (records: ReadonlyArray<JournalledCommand>): ReadonlyArray<string> =>
  records.map(({ step, done }) => `${step.slice(step.indexOf('#'))} ${done ? 'done' : 'open'}`)

describe('what a journal tells', () => {
  it.each<readonly [string, string, ReadonlyArray<string>]>([
    ['the container is made', 'create container:m.app@default', []],
    ['the container is started', 'start container:m.app@default', ['#1 open', '#2 open', '#3 open']],
    ['the second command runs', exec(2), ['#1 done', '#2 open', '#3 open']],
    ['the next container is started', 'start container:m.web@default', ['#1 done', '#2 done', '#3 done']],
  ])('of a run killed while %s', (_, until, expected) => {
    expect(words(journalled(events(startup, until)))).toEqual(expected)
  })

  it('names the container, the command and its user, and no value of a secret', () => {
    expect(journalled(events(startup))[2]).toEqual({
      step: exec(3),
      client: 'default',
      target: 'container:m.app@default',
      container: APP,
      command: ['third', { $secret: 'p' }],
      user: '2000',
      done: true,
    })
  })

  it('of a container that was there: its id is the plan’s', () => {
    const restart = plan(resources, up, intentOf('restart'))
    expect(words(journalled(events(restart, exec(3))))).toEqual(['#3 open'])
    expect(journalled(events(restart, exec(3)))[0]?.container).toBe(APP)
  })

  it('takes what failed or was left out as not done', () => {
    const failed: JournalEvent[] = [...events(startup, exec(1))]
    failed.push({ _tag: 'StepFailed', step: exec(1) } as never, { _tag: 'RunEnded', ok: false })
    expect(words(journalled(failed))).toEqual(['#1 open', '#2 open', '#3 open'])
  })

  it('forgets a container of before once another one is there and all went well', () => {
    const forced = plan(resources, up, intentOf('update', { force: true }))
    const anew = (event: JournalEvent): JournalEvent =>
      event._tag === 'StepDone' && 'objectId' in event.result ? { ...event, result: { objectId: 'new' } } : event
    const both = [...events(startup), ...events(forced).map(anew)]
    expect(new Set(journalled(both.slice(0, -1)).map(({ container }) => container))).toEqual(new Set([APP, 'new']))
    expect(new Set(journalled(both).map(({ container }) => container))).toEqual(new Set(['new']))
  })

  it('reads runs of before that told nothing of commands', () => {
    expect(journalled([{ _tag: 'RunStarted' }, { _tag: 'StepStarted', step: 'a' }])).toEqual([])
  })
})

const killed = journalled(events(startup, exec(2)))

const planned = (
  journal: ReadonlyArray<JournalledCommand> | undefined,
  kind: IntentKind = 'update',
  { observation = up, of = resources, options = {} as Intent['options'] } = {},
): Plan => {
  const intent = intentOf(kind, options)
  const made = planFor({ resources: of, observation, intent, ...(journal === undefined ? {} : { journal }) })
  return made._tag === 'Right' ? made.right : (undefined as never)
}

const commands = ({ steps }: Plan): ReadonlyArray<string> =>
  steps.filter(({ action }) => action._tag === 'Exec').map(({ id }) => id)

const withCommands = (...exec_commands: ReadonlyArray<unknown>) =>
  compiled({
    ...map,
    containers: { ...(map['containers'] as object), app: { image: 'one', exec_commands } } as never,
  })

const stopped = (observation: Observation): Observation =>
  carriedOut(observation, plan(resources, observation, intentOf('stop')))

describe('a plan with a journal', () => {
  it('runs what was due, in order, in the very container, and says why', () => {
    expect(planned(killed).steps).toMatchObject([
      {
        id: exec(2),
        action: { objectId: APP, command: ['second'], user: 'root' },
        reason: { _tag: 'Unfinished', field: ['containers', 'app', 'exec_commands', 1] },
      },
      { id: exec(3), after: [exec(2)], reason: { _tag: 'Unfinished' } },
    ])
  })

  it.each<readonly [IntentKind, ReadonlyArray<string>]>([
    ['startup', [exec(2), exec(3)]],
    ['start', [exec(2), exec(3)]],
    ['update', [exec(2), exec(3)]],
    ['restart', [exec(2), exec(3)]],
    ['create', []],
    ['stop', []],
    ['shutdown', []],
  ])('%s', (kind, expected) => {
    expect(commands(planned(killed, kind))).toEqual(expected)
  })

  it('lets dependents wait for it', () => {
    const client = up.clients['default'] as Observation['clients'][string]
    const containers = client.containers.filter(({ name }) => name !== 'm.web')
    const { steps } = planned(killed, 'update', {
      observation: { ...up, clients: { default: { ...client, containers } } },
    })
    expect(steps.find(({ id }) => id === 'start container:m.web@default')?.after).toContain(exec(3))
  })

  it('runs it after a start as well, whatever its policy, and no other one a second time', () => {
    const observation = stopped(up)
    const steps = planned(killed, 'startup', { observation }).steps.filter(({ action }) => action._tag === 'Exec')
    expect(steps.map(({ id, reason }) => `${id} ${reason._tag}`)).toEqual([
      `${exec(2)} Unfinished`,
      `${exec(3)} Follows`,
    ])
    expect(commands(planned(undefined, 'startup', { observation }))).toEqual([exec(3)])
  })

  it('runs it once a paused container goes on', () => {
    const client = up.clients['default'] as Observation['clients'][string]
    const containers = client.containers.map((one) =>
      one.name === 'm.app' ? { ...one, state: { ...one.state, status: 'paused' as const } } : one,
    )
    const observation = { ...up, clients: { default: { ...client, containers } } }
    expect(planned(killed, 'update', { observation }).steps.map(({ id }) => id)).toEqual([
      'unpause container:m.app@default',
      exec(2),
      exec(3),
    ])
  })

  it('runs it in the successor of a container that is replaced, even if it was to run once', () => {
    const never = journalled(events(startup, exec(1)))
    expect(commands(planned(never, 'update', { options: { force: true } }))).toHaveLength(3)
    expect(commands(planned(journalled(events(startup)), 'update', { options: { force: true } }))).toHaveLength(2)
  })

  it('leaves a container that was made anew alone', () => {
    expect(planned(killed.map((one) => ({ ...one, container: 'another' }))).steps).toEqual([])
  })

  it('has nothing to do once all are done, and is the plan of before without one', () => {
    const all = [...events(startup, exec(2)), ...events(planned(killed))]
    expect(planned(journalled(all)).steps).toEqual([])
    expect(planned([])).toEqual(planned(undefined))
  })

  it('finds a command that has another place by now', () => {
    const moved = withCommands(['new', 'root', 'initial'], ['second', 'root', 'created'])
    expect(commands(planned(killed, 'update', { of: moved }))).toEqual([exec(2)])
    const first = withCommands(['second', 'root', 'created'])
    expect(commands(planned(killed, 'update', { of: first }))).toEqual([exec(1)])
    const ended = [...events(startup, exec(2)), ...events(planned(killed, 'update', { of: first }))]
    expect(words(journalled(ended))).toEqual(['#3 open', '#1 done'])
  })

  it('runs the command that took the place of one that did not end well, and none that took a done one’s', () => {
    const changed = withCommands(['other', 'root', 'initial'], ['put right', 'root', 'created'])
    expect(planned(killed, 'update', { of: changed }).steps).toMatchObject([
      { id: exec(2), action: { command: ['put', 'right'] } },
    ])
  })

  it('runs equal commands as often as they stand there', () => {
    const twice = withCommands(['again', 'root', 'initial'], ['again', 'root', 'created'])
    const made = plan(twice, NOTHING, intentOf('startup'))
    const one = journalled(events(made, exec(2)))
    expect(words(one)).toEqual(['#1 done', '#2 open'])
    expect(commands(planned(one, 'update', { of: twice }))).toEqual([exec(2)])
  })

  it('finishes a replacement with the commands that are left', () => {
    const forced = planned([], 'update', { options: { force: true } })
    const cut = forced.steps.findIndex(({ id }) => id === exec(3))
    const observation = carriedOut(up, forced, cut)
    const APP2 = idOf('m.app', observation)
    const told = events(forced, exec(3)).map((event) =>
      event._tag === 'StepDone' && event.step === 'create container:m.app~next@default'
        ? { ...event, result: { objectId: APP2 } }
        : event,
    )
    const records = journalled(told)
    expect(words(records.filter(({ container }) => container === APP2))).toEqual(['#2 done', '#3 open'])
    expect(commands(planned(records, 'update', { observation }))).toEqual([exec(3)])
    expect(commands(planned(undefined, 'update', { observation }))).toEqual([exec(2), exec(3)])
  })

  it('runs a command once that is looked for as well', () => {
    const client = up.clients['default'] as Observation['clients'][string]
    const containers = client.containers.map((one) => (one.name === 'm.app' ? { ...one, commands: {} } : one))
    const observation = { ...up, clients: { default: { ...client, containers } } }
    expect(commands(planned(killed, 'update', { observation, options: { check_exec_commands: 'full' } }))).toEqual([
      exec(2),
      exec(3),
    ])
  })
})
