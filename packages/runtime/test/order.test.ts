/** Which step begins when, and how many at once. */
import { run } from '../src/walk'
import { create, outcomes, planOf, scripted, start, step, stop } from './scripted'

describe('order', () => {
  afterEach(() => jest.useRealTimers())

  it('begins a step only after those it comes after', async () => {
    const executor = scripted(() => 'ok')
    const report = await run(planOf(step('a'), step('b', ['a']), step('c', ['b'])), executor)()
    expect(executor.begun).toEqual(['a', 'b', 'c'])
    expect(report).toMatchObject({ ok: true, cancelled: false, counts: { done: 3, failed: 0 } })
  })

  it('begins the step with the longest chain behind it first', async () => {
    const executor = scripted(() => 'ok')
    const plan = planOf(step('a'), step('b'), step('c', ['b']), step('d', ['c']))
    await run(plan, executor, { concurrency: 1 })()
    expect(executor.begun).toEqual(['b', 'c', 'd', 'a'])
  })

  it('starts a container that was made before it makes another', async () => {
    const executor = scripted(() => 'ok')
    const chains = ['a', 'b', 'c'].flatMap((name) => [
      step(`make ${name}`, [], { action: create(`make ${name}`) }),
      step(`start ${name}`, [`make ${name}`]),
    ])
    await run(planOf(...chains), executor, { concurrency: 1 })()
    expect(executor.begun).toEqual(['make a', 'start a', 'make b', 'start b', 'make c', 'start c'])
  })

  it('makes what a long chain hangs on before it starts what nothing hangs on', async () => {
    const executor = scripted(() => 'ok')
    const plan = planOf(
      step('make a', [], { action: create('make a') }),
      step('start a', ['make a']),
      step('make b', [], { action: create('make b') }),
      step('start b', ['make b']),
      step('start c', ['start b']),
    )
    await run(plan, executor, { concurrency: 1 })()
    expect(executor.begun).toEqual(['make b', 'start b', 'start c', 'make a', 'start a'])
  })

  it('runs no more at once than one client may, and than all may', async () => {
    const steps = ['a', 'b'].flatMap((client) =>
      [1, 2, 3, 4, 5].map((n) => step(`${client}${n}`, [], { action: start(`${client}${n}`, client) })),
    )
    const byClient = scripted(() => 'ok')
    await run(planOf(...steps), byClient, { clientConcurrency: { a: 1, b: 2 } })()
    expect(byClient.peak()).toBe(3)
    const inAll = scripted(() => 'ok')
    await run(planOf(...steps), inAll, { concurrency: 2 })()
    expect(inAll.peak()).toBe(2)
  })

  it('begins stops a few at a time, and more while those only wait for their processes', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `s${index}`)
    const stops = names.map((name) => step(name, [], { action: stop(name) }))
    const executor = scripted()
    const report = run(planOf(...stops), executor, { clientConcurrency: 4 })()
    expect(executor.begun).toHaveLength(4)
    // None has ended when the last one begins.
    await executor.call('s9')
    expect(executor.peak()).toBe(10)
    for (const name of names) (await executor.call(name)).succeed()
    expect((await report).counts).toMatchObject({ done: 10 })
  })

  it('begins no more stops than that while some end, for then it is the Engine that is busy', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`)
    const executor = scripted()
    const report = run(planOf(...names.map((name) => step(name, [], { action: stop(name) }))), executor, {
      clientConcurrency: 4,
    })()
    for (const name of ['s0', 's1', 's2']) {
      await jest.advanceTimersByTimeAsync(200)
      ;(await executor.call(name)).succeed()
    }
    await executor.call('s6')
    expect(executor.peak()).toBe(4)
    // None has ended for two looks: what runs waits for its processes.
    await jest.advanceTimersByTimeAsync(600)
    await executor.call('s7')
    expect(executor.peak()).toBe(5)
    for (const name of names.slice(3)) (await executor.call(name)).succeed()
    expect((await report).counts).toMatchObject({ done: 8 })
  })

  it('ends at once where there is nothing to do', async () => {
    expect(await run(planOf(), scripted())()).toMatchObject({ ok: true, steps: [], counts: { done: 0 } })
  })

  it('reports steps that wait for one another as failed, and ends', async () => {
    const report = await run(
      planOf(step('a', ['b']), step('b', ['a']), step('c')),
      scripted(() => 'ok'),
    )()
    expect(outcomes(report)).toEqual({ a: 'Failed', b: 'Skipped', c: 'Done' })
  })

  it('passes over a listener that throws', async () => {
    const onEvent = () => {
      throw new Error('listener')
    }
    expect(
      (
        await run(
          planOf(step('a')),
          scripted(() => 'ok'),
          { onEvent },
        )()
      ).ok,
    ).toBe(true)
  })

  it('reports an executor that throws as unable', async () => {
    const broken = { ...scripted(), perform: () => async () => Promise.reject(new Error('boom')) }
    const report = await run(planOf(step('a')), broken)()
    expect(report.steps[0]?.outcome).toMatchObject({
      _tag: 'Failed',
      error: { _tag: 'Unable', message: expect.stringContaining('boom') },
    })
  })
})
