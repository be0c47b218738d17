import { isLeft } from 'fp-ts/lib/Either.js'
import { emptyObservation } from '../../src/observe/assemble'
import { decodePlan, encodePlan } from '../../src/plan/codec'
import { planFor } from '../../src/plan/plan-for'
import { otherEngines, staleSteps } from '../../src/plan/stale'
import { LABEL } from '../../src/resource/labels'
import { container, indexOf, intent, need, observationOf, observed, planned, resourcesOf, shortIds } from './build'

const db = container('db')
const app = container('app', { needs: [need('db', { _tag: 'Uses', reference: 'db' })] })
const web = container('web', { needs: [need('app', { _tag: 'Uses', reference: 'app' })] })
const chain = resourcesOf(app, db, web)
const RUNNING = observationOf([observed(app, 'running'), observed(db, 'running'), observed(web, 'running')])

describe('A startup', () => {
  it('creates and starts dependencies first', () => {
    const plan = planned(chain, observationOf([]), intent('startup', {}, ['web']))
    expect(shortIds(plan)).toEqual(['create db', 'create app', 'create web', 'start db', 'start app', 'start web'])
  })

  it('leaves out what the selection does not need', () => {
    const plan = planned(chain, observationOf([]), intent('startup', {}, ['db']))
    expect(shortIds(plan)).toEqual(['create db', 'start db'])
  })

  it('says who needs what was not asked for', () => {
    const plan = planned(chain, observationOf([]), intent('startup', {}, ['app']))
    expect(plan.steps.map(({ reason }) => reason._tag)).toEqual(['NeededBy', 'Missing', 'Follows', 'Follows'])
  })

  it('pulls an image that is missing once, before the first container of it', () => {
    const plan = planned(chain, observationOf([], { images: [] }), intent('startup'))
    expect(shortIds(plan)[0]).toBe('pull image:img:latest')
    expect(shortIds(plan).filter((id) => id.startsWith('pull'))).toHaveLength(1)
  })

  it.each([
    ['is not there', observationOf([], { images: [] }), 'startup', true],
    ['is there', observationOf([]), 'startup', false],
    [
      'is not there, and nothing is made from it',
      observationOf([observed(db, 'running')], { images: [] }),
      'startup',
      false,
    ],
    ['is not known, since nobody looked', emptyObservation(['default']), 'startup', false],
    ['is not there, and images are all that was asked for', observationOf([], { images: [] }), 'pull', false],
  ] as const)('warns of an image that is never pulled where it %s', (_, observation, kind, warned) => {
    const resources = resourcesOf(db)
    const all = resources.all.map((one) => (one.kind === 'image' ? { ...one, pull: 'never' as const } : one))
    const plan = planned({ ...resources, all }, observation, intent(kind))
    expect(plan.warnings).toEqual(
      warned ? [{ _tag: 'ImageMissing', id: 'image:img:latest@default', dependent: 'container:m.db@default' }] : [],
    )
  })

  it('waits for the health that a dependent asks for', () => {
    const healthy = container('web', {
      needs: [need('db', { _tag: 'DependsOn', reference: 'db', condition: 'healthy' })],
    })
    const plan = planned(resourcesOf(db, healthy), observationOf([]), intent('startup'))
    expect(shortIds(plan)).toEqual(['create db', 'create web', 'start db', 'wait db healthy', 'start web'])
  })

  it.each([
    ['neither it nor its image has a check', container('db'), undefined, true],
    ['its own check is NONE', container('db', { body: { ...db.body, Healthcheck: { Test: ['NONE'] } } }), [], true],
    [
      'it has a check',
      container('db', { body: { ...db.body, Healthcheck: { Test: ['CMD', 'up'] } } }),
      undefined,
      false,
    ],
    ['its image, and so its check, is not known yet', container('db'), [], false],
    [
      'it has the check of its image at another interval',
      container('db', { body: { ...db.body, Healthcheck: { Interval: 1e9 } } }),
      [{ id: 'sha256:img', references: ['img:latest'], config: { Healthcheck: { Test: ['CMD', 'up'] } } }],
      false,
    ],
    [
      'its image has no check that it could have at another interval',
      container('db', { body: { ...db.body, Healthcheck: { Interval: 1e9 } } }),
      undefined,
      true,
    ],
    [
      'its image is not known yet, whose check it has at another interval',
      container('db', { body: { ...db.body, Healthcheck: { Interval: 1e9 } } }),
      [],
      false,
    ],
  ])('warns where health is waited for and %s: %#', (_, checked, images, warned) => {
    const healthy = container('web', {
      needs: [need('db', { _tag: 'DependsOn', reference: 'db', condition: 'healthy' })],
    })
    const observation = observationOf([], images === undefined ? {} : { images })
    const plan = planned(resourcesOf(checked, healthy), observation, intent('startup'))
    expect(plan.warnings).toEqual(
      warned ? [{ _tag: 'NoHealthcheck', id: 'container:m.db@default', dependent: 'container:m.web@default' }] : [],
    )
  })

  it('waits in vain for the completion of one that failed and is not started again', () => {
    const once = container('once', { persistent: true })
    const user = container('user', {
      needs: [need('once', { _tag: 'DependsOn', reference: 'once', condition: 'completed' })],
    })
    const ended = (exitCode: number) =>
      planned(
        resourcesOf(once, user),
        observationOf([observed(once, 'exited', { state: { status: 'exited', started: true, exitCode } })]),
        intent('startup'),
      )
    expect(shortIds(ended(0))).toEqual(['create user', 'start user'])
    const plan = ended(1)
    expect(shortIds(plan)).toEqual(['create user', 'wait once completed', 'start user'])
    expect(plan.steps.find(({ id }) => id.startsWith('start'))?.after).toContain(
      'wait container:m.once@default completed',
    )
  })

  describe('that is asked to wait', () => {
    const checked = container('db', { body: { ...db.body, Healthcheck: { Test: ['CMD', 'up'] } } })
    const waiting = intent('startup', { wait: true })
    const inState = (health: 'healthy' | 'unhealthy') =>
      observationOf([observed(checked, 'running', { state: { status: 'running', started: true, health } })])

    it.each([
      ['waits for the health of what it starts', checked, undefined, ['create db', 'start db', 'wait db healthy']],
      ['does not wait where there is no health check', db, undefined, ['create db', 'start db']],
      [
        'waits where only the image can say so, which is not there yet',
        db,
        [],
        ['pull image:img:latest', 'create db', 'start db', 'wait db healthy'],
      ],
    ])('%s', (_, one, images, steps) => {
      const there = observationOf([], images === undefined ? {} : { images })
      const plan = planned(resourcesOf(one), there, waiting)
      expect(shortIds(plan)).toEqual(steps)
      expect(plan.warnings).toEqual([])
    })

    it('waits for what runs and is not healthy, since it was asked to', () => {
      expect(planned(resourcesOf(checked), inState('unhealthy'), waiting).steps).toMatchObject([
        { id: 'wait container:m.db@default healthy', reason: { _tag: 'Requested', option: 'wait' } },
      ])
      expect(planned(resourcesOf(checked), inState('healthy'), waiting).steps).toEqual([])
      expect(planned(resourcesOf(checked), inState('unhealthy'), intent('startup')).steps).toEqual([])
    })

    it('lets dependents start that ask for no health', () => {
      const plan = planned(
        resourcesOf(checked, container('app', { needs: [need('db', { _tag: 'Uses', reference: 'db' })] })),
        observationOf([]),
        waiting,
      )
      expect(plan.steps.find(({ id }) => id.startsWith('start container:m.app'))?.after).not.toContain(
        'wait container:m.db@default healthy',
      )
    })
  })

  it('does not start again what has completed where others wait for that', () => {
    const waiting = container('web', {
      needs: [need('db', { _tag: 'DependsOn', reference: 'db', condition: 'completed' })],
    })
    const plan = planned(resourcesOf(db, waiting), observationOf([observed(db, 'exited')]), intent('startup'))
    expect(shortIds(plan)).toEqual(['create web', 'start web'])
  })
})

describe('A stop', () => {
  it('stops dependents first', () => {
    expect(shortIds(planned(chain, RUNNING, intent('stop', {}, ['db'])))).toEqual(['stop web', 'stop app', 'stop db'])
  })

  it('leaves dependencies alone', () => {
    expect(shortIds(planned(chain, RUNNING, intent('stop', {}, ['web'])))).toEqual(['stop web'])
  })
})

describe('A restart', () => {
  it('touches the selected ones only', () => {
    expect(shortIds(planned(chain, RUNNING, intent('restart', {}, ['app'])))).toEqual(['restart app'])
  })

  it('sends a signal of its own where the container was made with another one', () => {
    const other = container('db', { stopSignal: 'SIGINT' })
    const plan = planned(resourcesOf(other), observationOf([observed(db, 'running')]), intent('restart'))
    expect(shortIds(plan)).toEqual(['stop db', 'start db'])
  })
})

describe('An update', () => {
  const changed = container('db', { body: { ...db.body, Env: ['A=1'] } })

  it('replaces beside the old one: create, stop, two renames, start, remove', () => {
    const plan = planned(resourcesOf(changed), observationOf([observed(db, 'running')]), intent('update'))
    expect(shortIds(plan)).toEqual([
      'create db~next',
      'stop db~prev',
      'rename db~prev',
      'rename db~next',
      'start db',
      'remove db~prev',
    ])
  })

  it('carries the undo of every step but the last', () => {
    const plan = planned(resourcesOf(changed), observationOf([observed(db, 'running')]), intent('update'))
    expect(plan.steps.map(({ undo }) => (undo ?? []).map(({ _tag }) => _tag))).toEqual([
      ['RemoveContainer'],
      ['StartContainer'],
      ['RenameContainer'],
      ['RenameContainer'],
      ['StopContainer'],
      [],
    ])
  })

  it('stops what is replaced only when what it needs is ready again', () => {
    const next = (config: ReturnType<typeof container>) => ({ ...config, body: { ...config.body, Env: ['A=1'] } })
    const plan = planned(resourcesOf(next(app), next(db), next(web)), RUNNING, intent('update'))
    const order = [
      'stop container:m.db~prev@default',
      'start container:m.db@default',
      'stop container:m.app~prev@default',
    ]
    const places = order.map((id) => indexOf(plan, id))
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('makes those that are linked to a replaced one again, stopped before it', () => {
    const linked = container('web', { needs: [need('db', { _tag: 'Links', reference: 'db', alias: 'db' })] })
    const state = observationOf([observed(db, 'running'), observed(linked, 'running')])
    const plan = planned(resourcesOf(changed, linked), state, intent('update'))
    expect(indexOf(plan, 'stop container:m.web~prev@default')).toBeLessThan(
      indexOf(plan, 'stop container:m.db~prev@default'),
    )
    expect(indexOf(plan, 'create container:m.web@default')).toBeGreaterThan(
      indexOf(plan, 'start container:m.db@default'),
    )
  })

  it('changes limits in place', () => {
    const limited = container('db', { body: { ...db.body, HostConfig: { CpuShares: 512 } } })
    const plan = planned(resourcesOf(limited), observationOf([observed(db, 'running')]), intent('update'))
    expect(plan.steps.map(({ action }) => action)).toMatchObject([
      { _tag: 'UpdateContainer', body: { CpuShares: 512 } },
    ])
  })

  it('takes a replacement back that died between its two renames', () => {
    const old = observed(db, 'exited', { name: 'm.db.prev', id: 'old' })
    const next = observed(db, 'created', { name: 'm.db.next', id: 'new' })
    const plan = planned(resourcesOf(db), observationOf([next, old]), intent('update'))
    expect(shortIds(plan)).toEqual(['remove db~next left', 'rename db~prev back', 'start db'])
  })

  it('gives the old one its name back before anything is made that links to it', () => {
    const old = observed(db, 'exited', { name: 'm.db.prev', id: 'old' })
    const linked = container('web', { needs: [need('db', { _tag: 'Links', reference: 'db', alias: 'db' })] })
    const plan = planned(resourcesOf(db, linked), observationOf([old]), intent('create'))
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'rename container:m.db~prev@default back',
      'create container:m.web@default',
    ])
    expect(plan.steps[1]?.after).toContain('rename container:m.db~prev@default back')
  })

  it('finishes a replacement that died before the old one was removed', () => {
    const successor = container('db', { body: { ...db.body, Labels: { ...db.body.Labels, [LABEL.replaces]: 'old' } } })
    const state = observationOf([
      observed(successor, 'running'),
      observed(db, 'exited', { name: 'm.db.prev', id: 'old' }),
    ])
    expect(shortIds(planned(resourcesOf(db), state, intent('update')))).toEqual(['remove db~prev left'])
  })

  it('waits once for the health of what finishes a replacement, where a dependent waits for it too', () => {
    const checked = container('db', { body: { ...db.body, Healthcheck: { Test: ['CMD', 'true'] } } })
    const waiting = container('web', {
      needs: [need('db', { _tag: 'DependsOn', reference: 'db', condition: 'healthy' })],
    })
    const state = observationOf([
      observed(checked, 'running'),
      observed(checked, 'exited', { name: 'm.db.prev', id: 'old' }),
    ])
    const plan = planned(resourcesOf(checked, waiting), state, intent('update'))
    expect(shortIds(plan)).toEqual(['create web', 'wait db healthy', 'remove db~prev left', 'start web'])
  })

  it('lists what is ours and no longer in the map, and removes it when asked', () => {
    const state = observationOf([observed(db, 'running'), observed(web, 'running')])
    expect(planned(resourcesOf(db), state, intent('update')).warnings).toMatchObject([
      { _tag: 'NotInMap', name: 'm.web' },
    ])
    expect(shortIds(planned(resourcesOf(db), state, intent('update', { prune: true })))).toEqual([
      'stop web',
      'remove web',
    ])
  })

  it('hands a host port over: the one that has it stops before the other one starts', () => {
    const published = { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } }
    const before = container('web', { body: { ...web.body, HostConfig: published } })
    const after = container('db', { body: { ...db.body, HostConfig: published } })
    const state = observationOf([observed(before, 'running'), observed(db, 'running')])
    const plan = planned(resourcesOf(after, container('web')), state, intent('update'))
    expect(indexOf(plan, 'stop container:m.web~prev@default')).toBeLessThan(
      indexOf(plan, 'start container:m.db@default'),
    )
  })
})

describe('A script', () => {
  it('runs in a container of its own, after what it needs is up, and counts for nothing in the summary', () => {
    const state = observationOf([observed(app, 'running')])
    const plan = planned(chain, state, intent('script', { command: ['true'] }, ['app']))
    expect(shortIds(plan)).toEqual([
      'create db',
      'create app script',
      'start db',
      'start app script',
      'wait app script',
      'remove app script',
    ])
    expect(plan.summary).toEqual({ create: 1, replace: 0, update: 0, remove: 0, hosts: 1 })
  })

  it('is on a host, also where nothing else is to be done', () => {
    const state = observationOf([observed(app, 'running'), observed(db, 'running')])
    expect(planned(chain, state, intent('script', { command: ['true'] }, ['app'])).summary.hosts).toBe(1)
  })
})

describe('A plan', () => {
  const plan = planned(chain, observationOf([]), intent('startup'))

  it('is frozen all the way down', () => {
    expect(Object.isFrozen(plan.steps[0]?.action)).toBe(true)
  })

  it('is equal to what it was saved as', () => {
    expect(decodePlan(encodePlan(plan))).toEqual({ _tag: 'Right', right: plan })
  })

  it('is refused when it was changed by hand', () => {
    const changed = encodePlan(plan).replace('"m.db"', '"m.xx"')
    expect(isLeft(decodePlan(changed))).toBe(true)
  })

  it('knows the steps that no longer hold, and those that come after them', () => {
    const stale = staleSteps(plan, observationOf([observed(db, 'running')])).map(({ step }) => step)
    expect(stale).toContain('create container:m.db@default')
    expect(stale).toContain('start container:m.web@default')
    expect(staleSteps(plan, observationOf([]))).toEqual([])
  })

  it('is for one engine', () => {
    const other = observationOf([], { engine: { id: 'e2', version: '', apiVersion: '1.41' } })
    expect(otherEngines(plan, other)).toHaveLength(1)
    expect(otherEngines(plan, observationOf([]))).toEqual([])
  })

  it('is refused where an object of our name is not ours, and where nothing is known of a client', () => {
    const foreign = observed(db, 'running', { config: { Image: 'img:latest' } })
    const refused = planFor({ resources: chain, observation: observationOf([foreign]), intent: intent('startup') })
    expect(refused).toMatchObject({ _tag: 'Left', left: [{ _tag: 'Foreign' }] })
    const unknown = planFor({
      resources: chain,
      observation: { format: '1.0', clients: {} },
      intent: intent('startup'),
    })
    expect(unknown).toMatchObject({ _tag: 'Left', left: [{ _tag: 'NotObserved' }] })
  })

  it('is refused for every unknown name, with the nearest known one', () => {
    const refused = planFor({ resources: chain, observation: RUNNING, intent: intent('stop', {}, ['weeb', 'dbx']) })
    expect(refused).toMatchObject({
      _tag: 'Left',
      left: [{ name: 'dbx' }, { name: 'weeb', hint: 'did you mean "web"?' }],
    })
  })

  it('of a chain of 10,000 containers needs no recursion', () => {
    const long = Array.from({ length: 10_000 }, (_, index) => {
      const config = `c${index}`
      return container(
        config,
        index === 0 ? {} : { needs: [need(`c${index - 1}`, { _tag: 'Uses', reference: config })] },
      )
    })
    expect(planned(resourcesOf(...long), observationOf([]), intent('startup')).steps).toHaveLength(20_000)
  })
})
