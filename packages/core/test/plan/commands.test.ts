/** Commands that should have left a process: looked for, and run again by an update that is asked to. */
import type { MapValue } from '@dmap/testing'
import { processesFromText, processesFromTop, queryOf, withTraces } from '../../src'
import type { Process } from '../../src/observe/commands'
import type { Observation, ObservedContainer } from '../../src/observe/observation'
import type { IntentOptions } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const map: MapValue = {
  name: 'm',
  containers: {
    app: {
      image: 'one',
      exec_commands: [
        [['/bin/worker', '--all'], '2000'],
        ['/bin/setup', 'root', 'created'],
        [['/bin/login', { $secret: 'p' }], 'app'],
      ],
    },
    web: { image: 'one', depends_on: 'app' },
  },
}

const resources = compiled(map)
const up = carriedOut(NOTHING, plan(resources, NOTHING, { kind: 'startup', selection: [], options: {} }))

/** The host as it is seen with these processes in `app`. */
const seen = (processes: ReadonlyArray<Process> | null): Observation => {
  const client = up.clients['default'] as Observation['clients'][string]
  const watched = queryOf(resources, { commands: true }).clients['default']?.commands ?? {}
  const look = (container: ObservedContainer): ObservedContainer =>
    processes === null || watched[container.name] === undefined
      ? container
      : withTraces(container, watched[container.name] ?? [], processes)
  return { ...up, clients: { default: { ...client, containers: client.containers.map(look) } } }
}

const update = (before: Observation, check_exec_commands?: IntentOptions['check_exec_commands']): Plan =>
  plan(resources, before, {
    kind: 'update',
    selection: [],
    options: check_exec_commands === undefined ? {} : { check_exec_commands },
  })

const numbers = ({ steps }: Plan): ReadonlyArray<string> => steps.map(({ id }) => id.slice(id.indexOf('#')))

const WORKER = { uid: '2000', command: '/bin/worker --all' }
const LOGIN = { uid: '77', command: '/bin/login hunter2' }

describe('check_exec_commands', () => {
  it.each<readonly [string, IntentOptions['check_exec_commands'], ReadonlyArray<Process>, ReadonlyArray<string>]>([
    ['not asked for', undefined, [], []],
    ['none', 'none', [], []],
    ['full, and all are there', 'full', [WORKER, LOGIN], []],
    ['full, and none is there', 'full', [], ['#1', '#3']],
    [
      'full, and one is part of a longer line',
      'full',
      [{ ...WORKER, command: 'sh -c /bin/worker --all' }, LOGIN],
      ['#1'],
    ],
    [
      'partial, and one is part of a longer line',
      'partial',
      [{ ...WORKER, command: 'sh -c /bin/worker --all' }, LOGIN],
      [],
    ],
    ['partial, and it is another user’s', 'partial', [{ ...WORKER, uid: '0' }, LOGIN], ['#1']],
  ])('%s', (_, check, processes, expected) => {
    expect(numbers(update(seen(processes), check))).toEqual(expected)
  })

  it('says that a command is missing, where it stands in the map', () => {
    expect(update(seen([LOGIN]), 'full').steps).toMatchObject([
      {
        id: 'exec container:m.app@default #1',
        reason: { _tag: 'Missing', field: ['containers', 'app', 'exec_commands', 0] },
      },
    ])
  })

  it('leaves nothing to do once the commands run', () => {
    const before = seen([])
    expect(update(carriedOut(before, update(before, 'full')), 'full').steps).toEqual([])
  })

  it('warns where the processes were not seen, and only where it was asked for', () => {
    expect(update(seen(null), 'partial')).toMatchObject({
      steps: [],
      warnings: [{ _tag: 'ExecUnknown', id: 'container:m.app@default' }],
    })
    expect(update(seen(null)).warnings).toEqual([])
  })

  it('runs them once where the container is replaced anyway', () => {
    const changed = compiled({
      ...map,
      containers: { app: { ...(map['containers'] as { app: object }).app, image: 'two' } },
    })
    const made = plan(changed, seen([]), { kind: 'update', selection: [], options: { check_exec_commands: 'full' } })
    expect(made.steps.filter(({ action }) => action._tag === 'Exec')).toHaveLength(3)
  })

  it('puts no process’s line into an observation, and no secret', () => {
    expect(JSON.stringify(seen([WORKER, LOGIN, { uid: '0', command: 'other --key=hunter2' }]))).not.toContain('hunter2')
  })

  it('reads what an Engine and what the docker command print', () => {
    const top = {
      Titles: ['PID', 'UID', 'COMMAND'],
      Processes: [
        ['1', '0', 'sleep 5'],
        ['9', '2000', 'a  b'],
      ],
    }
    const printed = 'PID    UID     COMMAND\n1      0       sleep 5\n9      2000    a  b\n'
    expect(processesFromTop(top)).toEqual([
      { uid: '0', command: 'sleep 5' },
      { uid: '2000', command: 'a  b' },
    ])
    expect(processesFromText(printed)).toEqual(processesFromTop(top))
    expect([processesFromTop({ message: 'no ps' }), processesFromText('')]).toEqual([undefined, undefined])
  })
})

describe('commands of policy `initial`', () => {
  const once = (image: string) =>
    compiled({ name: 'm', containers: { a: { image, exec_commands: [['setup', 'root', 'initial']] } } })
  const made = carriedOut(NOTHING, plan(once('one'), NOTHING, { kind: 'create', selection: [], options: {} }))
  const changedUpdate = (before: Observation): Plan =>
    plan(once('two'), before, { kind: 'update', selection: [], options: {} })
  const execs = ({ steps }: Plan): ReadonlyArray<string> =>
    steps.filter(({ action }) => action._tag === 'Exec').map(({ id }) => id)

  it('run in the successor of a container that was never started', () => {
    expect(execs(changedUpdate(made))).toEqual(['exec container:m.a@default #1'])
  })

  it('run in it as well where its replacement is cut off', () => {
    const whole = changedUpdate(made)
    const untilExec = whole.steps.findIndex(({ action }) => action._tag === 'Exec')
    const cuts = Array.from({ length: untilExec + 1 }, (_, cut) => carriedOut(made, whole, cut))
    expect(cuts.map((before) => execs(changedUpdate(before)).length)).toEqual(cuts.map(() => 1))
  })

  it('run in no successor of one that was started', () => {
    const before = carriedOut(made, plan(once('one'), made, { kind: 'startup', selection: [], options: {} }))
    expect(execs(changedUpdate(before))).toEqual([])
  })
})
