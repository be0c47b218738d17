import type { Action, Plan } from '@dmap/core'
import fc from 'fast-check'
import { right } from 'fp-ts/lib/Either.js'
import type { RunEvent } from '../src/event'
import type { Executor } from '../src/executor'
import { run } from '../src/walk'
import { create, outcomes, planOf, refused, remove, replacing, scripted, start, step, stop } from './scripted'

describe('failure', () => {
  const plan: Plan = planOf(step('a'), step('b', ['a']), step('c', ['b']), step('x'), step('y', ['x']))
  const failing = (name: string) => scripted((at) => (at === name ? refused() : 'ok'))

  it('skips what depends on it and does the rest', async () => {
    const executor = failing('a')
    const report = await run(plan, executor)()
    expect(outcomes(report)).toEqual({ a: 'Failed', b: 'Skipped', c: 'Skipped', x: 'Done', y: 'Done' })
    expect(report.steps[2]?.outcome).toEqual({ _tag: 'Skipped', because: 'a', dependent: true })
    expect(executor.begun).not.toContain('b')
    expect(report.clients).toEqual({ a: { done: 2, failed: 1, skipped: 2, cancelled: 0, undone: 0 } })
  })

  it('begins nothing else with `stop`, and says that it was not for a dependency', async () => {
    const report = await run(plan, failing('a'), { onFailure: 'stop', concurrency: 1 })()
    expect(outcomes(report)).toEqual({ a: 'Failed', b: 'Skipped', c: 'Skipped', x: 'Skipped', y: 'Skipped' })
    expect(report.steps[3]?.outcome).toEqual({ _tag: 'Skipped', because: 'a', dependent: false })
  })

  it('lets running steps end with `stop`', async () => {
    const executor = scripted()
    const running = run(plan, executor, { onFailure: 'stop' })()
    const [a, x] = [await executor.call('a'), await executor.call('x')]
    a.fail()
    x.succeed()
    expect(outcomes(await running)).toMatchObject({ a: 'Failed', x: 'Done', y: 'Skipped' })
    expect(x.signal.aborted).toBe(false)
  })

  it('skips the other steps of a client that cannot be reached, and no others', async () => {
    const far = (id: string) => step(id, [], { action: start(id, 'far') })
    const unreachable = { _tag: 'Unreachable', client: 'far', request: 'GET /', message: 'refused' } as const
    const executor = scripted((name) => (name === 'f1' ? unreachable : 'ok'))
    const report = await run(planOf(far('f1'), far('f2'), step('near')), executor, { clientConcurrency: 1 })()
    expect(outcomes(report)).toEqual({ f1: 'Failed', f2: 'Skipped', near: 'Done' })
  })

  it('counts refused steps as failed before anything begins', async () => {
    const stale = { _tag: 'Stale', client: 'a', request: 'observe', message: 'changed' } as const
    const executor = scripted(() => 'ok')
    const report = await run(plan, executor, { refused: { b: stale } })()
    expect(outcomes(report)).toEqual({ a: 'Done', b: 'Failed', c: 'Skipped', x: 'Done', y: 'Done' })
    expect(executor.begun).not.toContain('b')
  })

  it('never begins what the executor has no words for, and says what it is', async () => {
    const executor = scripted(() => 'ok')
    const lacks = (action: Action) => ('name' in action && action.name === 'b' ? ['Entrypoint', 'Healthcheck'] : [])
    const report = await run(plan, { ...executor, abilities: { hostCommands: false, lacks } })()
    expect(outcomes(report)).toEqual({ a: 'Done', b: 'Failed', c: 'Skipped', x: 'Done', y: 'Done' })
    expect(report.steps.find(({ id }) => id === 'b')?.outcome).toMatchObject({
      error: { _tag: 'Unable', message: 'Entrypoint, Healthcheck cannot be expressed by scripted on a' },
    })
    expect(executor.begun).not.toContain('b')
  })
})

describe('cancellation', () => {
  it('tells running steps, reports how they ended, and cancels those not begun', async () => {
    const executor = scripted()
    const cancel = new AbortController()
    const running = run(planOf(step('a'), step('b'), step('c', ['a'])), executor, { signal: cancel.signal })()
    const [a, b] = [await executor.call('a'), await executor.call('b')]
    cancel.abort()
    expect([a.signal.aborted, b.signal.aborted]).toEqual([true, true])
    a.succeed()
    b.fail({ _tag: 'Cancelled' })
    const report = await running
    expect(outcomes(report)).toEqual({ a: 'Done', b: 'Failed', c: 'Cancelled' })
    expect(report.cancelled).toBe(true)
  })

  it('begins nothing where it came first', async () => {
    const executor = scripted()
    const report = await run(planOf(step('a')), executor, { signal: AbortSignal.abort() })()
    expect([executor.begun, outcomes(report)]).toEqual([[], { a: 'Cancelled' }])
  })

  it('gives up on an executor that does not listen', async () => {
    const cancel = new AbortController()
    const executor = scripted()
    const running = run(planOf(step('a')), executor, { signal: cancel.signal, grace: 1 })()
    await executor.call('a')
    cancel.abort()
    expect((await running).steps[0]?.outcome).toMatchObject({ _tag: 'Failed', error: { _tag: 'Cancelled' } })
  })

  it('turns the end that a time limit brought into `TimedOut`', async () => {
    const executor = scripted()
    const running = run(planOf(step('a')), executor, { timeout: 1 })()
    const call = await executor.call('a')
    call.signal.addEventListener('abort', () => call.fail({ _tag: 'Cancelled' }))
    expect((await running).steps[0]?.outcome).toMatchObject({ _tag: 'Failed', error: { _tag: 'TimedOut' } })
  })
})

describe('a replacement that fails', () => {
  const plan = planOf(
    replacing('create', [], [remove('web.next')]),
    replacing('stop', ['create'], [start('web')]),
    replacing('start', ['stop'], [remove('new'), start('rename')]),
    replacing('gone', ['start'], [], remove('web.prev')),
    step('other'),
    step('user', ['start']),
  )

  it('is undone from the last step that was done to the first, and everything else goes on', async () => {
    const executor = scripted((name) => (name === 'start' ? refused() : 'ok'))
    const report = await run(plan, executor)()
    expect(outcomes(report)).toEqual({
      create: 'Undone',
      stop: 'Undone',
      start: 'Failed',
      gone: 'Skipped',
      other: 'Done',
      user: 'Skipped',
    })
    expect(report.undos.map(({ step: id, outcome }) => [id, outcome._tag])).toEqual([
      ['stop', 'Done'],
      ['create', 'Done'],
    ])
    expect(executor.begun.filter((name) => name.startsWith('web'))).toEqual(['web', 'web.next'])
  })

  it('undoes a step whose effect is not known, without complaint where there is nothing to undo', async () => {
    const lost = { _tag: 'TimedOut', client: 'a', request: 'POST /', message: 'no answer' } as const
    const executor = scripted((name) => (name === 'start' ? lost : name === 'rename' ? refused() : 'ok'))
    const report = await run(plan, executor)()
    expect(executor.begun.slice(-4)).toEqual(['new', 'rename', 'web', 'web.next'])
    expect(report.steps[2]?.outcome._tag).toBe('Failed')
    expect(report.steps[1]?.outcome).toEqual({ _tag: 'Undone', because: 'start', complete: true })
  })

  it('goes on with the undoing where one undo fails, and says so', async () => {
    const executor = scripted((name) => (name === 'start' || name === 'web' ? refused() : 'ok'))
    const report = await run(plan, executor)()
    expect(report.steps[1]?.outcome).toEqual({ _tag: 'Undone', because: 'start', complete: false })
    expect(report.undos.map(({ outcome }) => outcome._tag)).toEqual(['Failed', 'Done'])
  })

  it('stays where only the removal of the old container fails', async () => {
    const executor = scripted((name) => (name === 'web.prev' ? refused() : 'ok'))
    const report = await run(plan, executor)()
    expect(outcomes(report)).toMatchObject({ start: 'Done', gone: 'Failed', user: 'Done' })
    expect(report.undos).toEqual([])
  })

  it('is undone when the run is cancelled in its middle', async () => {
    const cancel = new AbortController()
    const executor = scripted((name) => (name === 'stop' ? null : 'ok'))
    const running = run(plan, executor, { signal: cancel.signal })()
    const call = await executor.call('stop')
    cancel.abort()
    call.succeed()
    expect(outcomes(await running)).toMatchObject({ create: 'Undone', stop: 'Undone', start: 'Cancelled' })
  })

  it('takes all that can be undone with it, under `rollback`', async () => {
    const both = planOf(
      step('before', [], { undo: [remove('before!')] }),
      replacing('create', ['before'], [remove('web.next')]),
      replacing('gone', ['create'], [], remove('web.prev')),
      step('after', ['create'], { undo: [remove('after!')] }),
      step('bad', ['after', 'gone']),
    )
    const executor = scripted((name) => (name === 'bad' ? refused() : 'ok'))
    const report = await run(both, executor, { onFailure: 'rollback' })()
    expect(outcomes(report)).toEqual({ before: 'Undone', create: 'Done', gone: 'Done', after: 'Undone', bad: 'Failed' })
    expect(executor.begun.slice(-2)).toEqual(['after!', 'before!'])
  })
})

it('acts on the containers that it made by their ids, whoever has their names by then', async () => {
  const asked: Action[] = []
  const executor: Executor = {
    ...scripted(),
    perform: (action) => async () => {
      asked.push(action)
      return right(action._tag === 'CreateContainer' ? { objectId: 'made' } : {})
    },
  }
  const about = { client: 'a', target: 'container:web@a' } as const
  const plan = planOf(
    step('make', [], { action: create('web.next') }),
    step('rename', ['make'], { action: { ...about, _tag: 'RenameContainer', name: 'web.next', to: 'web' } }),
    step('start', ['rename'], { action: start('web') }),
    step('other', ['start'], { action: { ...start('db'), objectId: 'of the plan' } as Action }),
    step('gone', ['other'], { action: remove('web.next') }),
  )
  expect(await run(plan, executor)()).toMatchObject({ ok: true })
  const ids = asked.map((action) => ('objectId' in action ? action.objectId : undefined))
  expect(ids).toEqual([undefined, 'made', 'made', 'of the plan', undefined])
})

it('tells what happens, in order', async () => {
  const events: RunEvent[] = []
  const executor = scripted((name) => (name === 'b' ? refused() : 'ok'))
  const plan = planOf(step('a'), step('b', ['a']), step('c', ['b']))
  await run(plan, executor, { onEvent: (event) => events.push(event) })()
  expect(events.map((event) => ('step' in event ? `${event._tag} ${event.step}` : event._tag))).toEqual(
    expect.arrayContaining([
      'RunStarted',
      'StepStarted a',
      'StepDone a',
      'StepStarted b',
      'StepFailed b',
      'StepSkipped c',
      'RunEnded',
    ]),
  )
  expect(events.at(-1)?._tag).toBe('RunEnded')
})

it('never begins a step before all that it comes after are done, whatever fails (property)', async () => {
  const plans = fc.array(fc.record({ after: fc.array(fc.nat(30), { maxLength: 3 }), fails: fc.boolean() }), {
    maxLength: 25,
  })
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), async (nodes, concurrency) => {
      const steps = nodes.map(({ after }, index) =>
        step(`s${index}`, index === 0 ? [] : [...new Set(after.map((at) => `s${at % index}`))]),
      )
      const executor = scripted((name) => (nodes[Number(name.slice(1))]?.fails === true ? refused() : 'ok'))
      const report = await run(planOf(...steps), executor, { concurrency })()
      const done = new Set(report.steps.filter(({ outcome }) => outcome._tag === 'Done').map(({ id }) => id))
      for (const one of steps) {
        const begun = executor.begun.includes(one.id)
        expect(begun).toBe(one.after.every((id) => done.has(id)))
      }
      expect(report.counts.done + report.counts.failed + report.counts.skipped).toBe(steps.length)
    }),
    { numRuns: 60, seed: 7 },
  )
})

it('walks a chain of 20,000 steps and a fan of 20,000', async () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => step(`s${index}`, index === 0 ? [] : [`s${index - 1}`]))
  const fan = Array.from({ length: 20_000 }, (_, index) => step(`f${index}`, index === 0 ? [] : ['f0']))
  const executor = { ...scripted(), perform: () => async () => ({ _tag: 'Right', right: {} }) as const }
  expect((await run(planOf(...chain, ...fan), executor)()).counts.done).toBe(40_000)
})

describe('a step that may take longer than a timer can count', () => {
  it.each([
    ['thirty days', 30 * 86_400],
    ['for ever', -1],
  ])('%s: it is not told to end', async (_, timeout) => {
    const executor = scripted()
    const action = { ...stop('a'), timeout } as Action
    const running = run(planOf(step('a', [], { action })), executor, { timeout: 1 })()
    const call = await executor.call('a')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(call.signal.aborted).toBe(false)
    call.succeed()
    expect(outcomes(await running)).toEqual({ a: 'Done' })
  })
})

describe('a client with a name that every object has', () => {
  it.each(['constructor', '__proto__', 'toString'])('%s', async (client) => {
    const plan = planOf(step('a', [], { action: start('a', client) }))
    const report = await run(
      plan,
      scripted(() => 'ok'),
      { clientConcurrency: { other: 1 } },
    )()
    expect(outcomes(report)).toEqual({ a: 'Done' })
    expect(Object.keys(report.clients)).toEqual([client])
  })
})
