import {
  DEFAULT_PACE,
  emptyObservation,
  LABEL,
  longestOutages,
  type Step,
  scheduleOf,
  simulatePlan,
  strangersIn,
} from '../../src/index'
import {
  connect,
  create,
  disconnect,
  exec,
  hostAfter,
  network,
  pull,
  remove,
  removeNetwork,
  rename,
  start,
  step,
  stop,
  wait,
} from './sample'

const replacement = 'container:web@default' as const
const target = { target: replacement }

const running = hostAfter([create('web'), start('web')])

/** The steps of a replacement, as plans have them. */
const replaceWeb: ReadonlyArray<Step> = [
  step('create', { ...create('web.next', { StopTimeout: 2 }), ...target }, [], {
    replacement,
    undo: [{ ...remove('web.next'), ...target }],
  }),
  step('stop', stop('web'), ['create'], { replacement, undo: [start('web')] }),
  step('rename old', { ...rename('web', 'web.prev') }, ['stop'], {
    replacement,
    undo: [{ ...rename('web.prev', 'web'), ...target }],
  }),
  step('rename new', { ...rename('web.next', 'web'), ...target }, ['rename old'], {
    replacement,
    undo: [rename('web', 'web.next')],
  }),
  step('start', start('web'), ['rename new'], { replacement, undo: [stop('web')] }),
  step('wait', wait('web', { _tag: 'Delay', nanoseconds: 2e9 }), ['start'], { replacement }),
  step('exec', exec('web'), ['wait'], { replacement }),
  step('remove', { ...remove('web.prev'), ...target }, ['exec'], { replacement }),
]

describe('simulating a plan', () => {
  it('carries every step out', () => {
    const { steps, undone, observation } = simulatePlan(running, { steps: replaceWeb })
    expect(steps.map(({ _tag }) => _tag)).toEqual(replaceWeb.map(() => 'Done'))
    expect(undone).toEqual([])
    expect(observation.clients['default']?.containers.map(({ name, state }) => [name, state.status])).toEqual([
      ['web', 'running'],
    ])
  })

  it('skips what hangs on a failed step, and goes on with the rest', () => {
    const steps = [
      step('a', start('none')),
      step('b', start('none'), ['a']),
      step('c', start('none'), ['b']),
      step('d', pull('x:1')),
    ]
    expect(simulatePlan(running, { steps }).steps).toMatchObject([
      { id: 'a', _tag: 'Failed', error: { status: 404 } },
      { id: 'b', _tag: 'Skipped', because: 'a' },
      { id: 'c', _tag: 'Skipped', because: 'b' },
      { id: 'd', _tag: 'Done' },
    ])
  })

  it('a replacement that fails is undone: what was there runs again', () => {
    const { steps, undone, observation } = simulatePlan(
      running,
      { steps: replaceWeb },
      { behaviour: { web: { exec: 1 } } },
    )
    expect(steps.map(({ _tag }) => _tag)).toEqual(['Done', 'Done', 'Done', 'Done', 'Done', 'Done', 'Failed', 'Skipped'])
    expect(undone.map(({ because, error }) => [because, error])).toEqual(undone.map(() => ['exec', undefined]))
    expect(undone).toHaveLength(5)
    expect(observation).toEqual(running)
  })

  it("a container in the network stack of somebody else's container is started", () => {
    const made = create('mesh', { HostConfig: { NetworkMode: 'container:proxy' } })
    const steps = [step('c', made), step('s', start('mesh'), ['c'])]
    const { steps: done, observation } = simulatePlan(running, { steps })
    expect(done.map(({ _tag }) => _tag)).toEqual(['Done', 'Done'])
    expect(strangersIn(running, { steps })).toEqual(['proxy'])
    expect(observation.clients['default']?.containers[0]?.hostConfig).toEqual({ NetworkMode: 'container:proxy' })
  })

  it('one that the plan itself makes later is no stranger', () => {
    const made = create('mesh', { HostConfig: { NetworkMode: 'container:proxy' } })
    const steps = [step('c', made), step('s', start('mesh'), ['c']), step('p', create('proxy'))]
    expect(simulatePlan(running, { steps }).steps).toMatchObject([
      { _tag: 'Done' },
      { _tag: 'Failed', error: { status: 404 } },
      { _tag: 'Done' },
    ])
  })

  it('a plan of 10,000 steps is simulated whole', () => {
    const names = Array.from({ length: 2500 }, (_, n) => `c${n}`)
    const steps = [
      step('pull', pull('web:1')),
      ...names.flatMap((name, n) => [
        step(
          `create ${name}`,
          create(name, { HostConfig: { Binds: ['shared:/data'], PortBindings: {} } }),
          n === 0 ? ['pull'] : [`create c${n - 1}`],
        ),
        step(`start ${name}`, start(name), [`create ${name}`]),
        step(`exec ${name}`, exec(name), [`start ${name}`]),
        step(`wait ${name}`, wait(name, { _tag: 'Healthy' }), [`exec ${name}`]),
      ]),
    ]
    const { steps: done, observation } = simulatePlan(emptyObservation(['default']), { steps })
    expect(done.every(({ _tag }) => _tag === 'Done')).toBe(true)
    expect(observation.clients['default']?.volumes[0]?.users).toHaveLength(2500)
  })
})

describe('predicting time', () => {
  const pace = {
    ...DEFAULT_PACE,
    actions: {
      ...DEFAULT_PACE.actions,
      CreateContainer: 100,
      StopContainer: 0,
      StartContainer: 200,
      RenameContainer: 0,
      Exec: 50,
      RemoveContainer: 10,
      Wait: 0,
    },
  }

  it('a replacement is away from the stop to the end of the delay', () => {
    const schedule = scheduleOf(running, { steps: replaceWeb }, pace)
    expect(schedule.outages).toEqual([{ id: replacement, begin: 100, end: 100 + 10000 + 200 + 2000 }])
    expect(schedule.makespan).toBe(12300 + 50 + 10)
    expect(schedule.criticalPath).toEqual(replaceWeb.map(({ id }) => id))
    expect(longestOutages(schedule.outages)).toEqual({ [replacement]: 12200 })
  })

  it('a program that ends sooner than its timeout', () => {
    expect(scheduleOf(running, { steps: replaceWeb }, { ...pace, stopping: 500 }).outages).toMatchObject([
      { begin: 100, end: 2800 },
    ])
  })

  it('one that starts before the old one stops is never away', () => {
    const steps = [
      step('create', { ...create('web.next'), ...target }),
      step('start', { ...start('web.next'), ...target }, ['create']),
      step('wait', { ...wait('web.next', { _tag: 'Delay', nanoseconds: 1e9 }), ...target }, ['start']),
      step('stop', stop('web'), ['wait']),
      step('rename', rename('web', 'web.prev'), ['stop']),
    ]
    expect(scheduleOf(running, { steps }, pace).outages).toEqual([])
  })

  it('one that is stopped for good is away without end', () => {
    const { outages } = scheduleOf(running, { steps: [step('stop', stop('web'))] }, pace)
    expect(outages).toEqual([{ id: replacement, begin: 0, end: null }])
    expect(longestOutages(outages)).toEqual({ [replacement]: Number.POSITIVE_INFINITY })
  })

  it('one that is moved is away under its new name', () => {
    const moved = { target: 'container:shop@default' as const }
    const steps = [
      step('move', { ...rename('web', 'shop'), ...moved }),
      step('create', { ...create('shop.next'), ...moved }, ['move']),
      step('stop', stop('shop'), ['create']),
      step('rename old', { ...rename('shop', 'shop.prev'), ...moved }, ['stop']),
      step('rename new', { ...rename('shop.next', 'shop'), ...moved }, ['rename old']),
      step('start', start('shop'), ['rename new']),
    ]
    expect(scheduleOf(running, { steps }, pace).outages).toEqual([
      { id: moved.target, begin: 100, end: 100 + 10000 + 200 },
    ])
  })

  describe('a network under a running container', () => {
    const networked = hostAfter([
      network('front'),
      network('back'),
      create('web', { HostConfig: { NetworkMode: 'front' }, NetworkingConfig: { EndpointsConfig: { front: {} } } }),
      start('web'),
      connect('web', 'back'),
    ])
    const slow = { ...pace, actions: { ...pace.actions, DisconnectNetwork: 30, ConnectNetwork: 20, CreateNetwork: 5 } }

    it('that is made anew takes the container away until it is connected again', () => {
      const steps = [
        step('out', disconnect('web', 'front')),
        step('gone', removeNetwork('front'), ['out']),
        step('new', network('front'), ['gone']),
        step('in', connect('web', 'front'), ['new']),
      ]
      const end = 30 + slow.actions.RemoveNetwork + 5 + 20
      expect(scheduleOf(networked, { steps }, slow).outages).toEqual([{ id: replacement, begin: 0, end }])
    })

    it('takes it away once where two of them are made anew at the same time', () => {
      const steps = [
        step('out front', disconnect('web', 'front')),
        step('out back', disconnect('web', 'back')),
        step('in back', connect('web', 'back'), ['out back']),
        step('in front', connect('web', 'front'), ['out front', 'in back']),
      ]
      expect(scheduleOf(networked, { steps }, slow).outages).toEqual([{ id: replacement, begin: 0, end: 30 + 20 + 20 }])
    })

    it('that it leaves for good does not take it away', () => {
      expect(scheduleOf(networked, { steps: [step('out', disconnect('web', 'back'))] }, slow).outages).toEqual([])
    })
  })

  it('a restart', () => {
    const restart = { ...stop('web'), _tag: 'RestartContainer' as const, timeout: 3 }
    const { outages } = scheduleOf(running, { steps: [step('restart', restart)] }, pace)
    expect(outages).toEqual([{ id: replacement, begin: 0, end: 3000 + pace.actions.RestartContainer }])
  })

  it.each([
    ['its own timeout', create('a', { StopTimeout: 4 }), stop('a'), 4000],
    ['the timeout of the step before it', create('a', { StopTimeout: 4 }), { ...stop('a'), timeout: 1 }, 1000],
    ['no time where the signal is KILL', create('a', { StopSignal: 'SIGKILL' }), stop('a'), 0],
    ["the Engine's own timeout", create('a'), stop('a'), 10000],
  ])('stopping takes %s', (_, made, action, makespan) => {
    expect(scheduleOf(hostAfter([made, start('a')]), { steps: [step('stop', action)] }, pace).makespan).toBe(makespan)
  })

  it('what is new was not away, and what ends at once does not count', () => {
    const steps = [step('c', create('n')), step('s', start('n'), ['c'])]
    expect(scheduleOf(running, { steps }, pace).outages).toEqual([])
    const data = create('d', { Labels: { [LABEL.kind]: 'attached' } })
    expect(scheduleOf(running, { steps: [step('c', data), step('s', start('d'), ['c'])] }, pace).outages).toEqual([])
  })

  it('steps without an edge between them run at once', () => {
    const steps = [step('a', create('a')), step('b', create('b')), step('s', start('a'), ['a'])]
    expect(scheduleOf(running, { steps }, pace)).toMatchObject({ makespan: 300, criticalPath: ['a', 's'] })
  })

  it('health takes one interval of the check', () => {
    const host = hostAfter([create('a', { Healthcheck: { Test: ['CMD', 'true'], Interval: 3e9 } }), start('a')])
    expect(scheduleOf(host, { steps: [step('w', wait('a', { _tag: 'Healthy' }))] }, pace).makespan).toBe(3000)
  })
})
