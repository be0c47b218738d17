/** Waits for containers of a real Engine. */
import type { JsonObject } from '@dmap/core'
import { describeWithEngine, until } from '@dmap/testing'
import { actionsOn } from './actions'

const prefix = 'dmwait'

describeWithEngine('a wait', (engine) => {
  const { perform, run, wait, inspect } = actionsOn(engine, prefix)

  const check = (Test: string): JsonObject => ({ Test: ['CMD-SHELL', Test], Interval: 2e8, Timeout: 1e9, Retries: 2 })

  it('for health ends when the check succeeds', async () => {
    await run(`${prefix}.healthy`, { Healthcheck: check('true') })
    expect(await perform(wait(`${prefix}.healthy`, { _tag: 'Healthy' }))).toEqual({ _tag: 'Right', right: {} })
  })

  it('for health fails with the last answer of the check', async () => {
    await run(`${prefix}.sick`, { Healthcheck: check('echo not today; exit 1') })
    expect(await perform(wait(`${prefix}.sick`, { _tag: 'Healthy' }))).toMatchObject({
      left: { _tag: 'Failed', message: expect.stringContaining('health check failed'), output: 'not today\n' },
    })
  })

  it('for health fails when the container ends first', async () => {
    await run(`${prefix}.ends`, {
      Cmd: ['sh', '-c', 'sleep 0.5; exit 4'],
      Healthcheck: { ...check('exit 1'), Retries: 100 },
    })
    expect(await perform(wait(`${prefix}.ends`, { _tag: 'Healthy' }))).toMatchObject({
      left: { _tag: 'Failed', exitCode: expect.any(Number) },
    })
  })

  it('gives up after its time', async () => {
    await run(`${prefix}.slow`, { Healthcheck: { ...check('exit 1'), StartPeriod: 60e9 } })
    expect(await perform(wait(`${prefix}.slow`, { _tag: 'Healthy' }, 3e8))).toMatchObject({
      left: { _tag: 'TimedOut' },
    })
    expect(await perform(wait(`${prefix}.slow`, { _tag: 'Completed' }, 3e8))).toMatchObject({
      left: { _tag: 'TimedOut' },
    })
  })

  it('for the end takes exit code 0, and shows what one with another code printed', async () => {
    await run(`${prefix}.good`, { Cmd: ['true'] })
    expect(await perform(wait(`${prefix}.good`, { _tag: 'Completed' }))).toEqual({
      _tag: 'Right',
      right: { exitCode: 0, output: '' },
    })
    await run(`${prefix}.bad`, { Cmd: ['sh', '-c', 'echo alas; exit 5'] })
    expect(await perform(wait(`${prefix}.bad`, { _tag: 'Completed' }))).toMatchObject({
      left: { _tag: 'Failed', exitCode: 5, output: 'alas\n' },
    })
  })

  it('for a delay fails when the container ends within it', async () => {
    await run(`${prefix}.short`, { Cmd: ['sh', '-c', 'exit 6'] })
    expect(await perform(wait(`${prefix}.short`, { _tag: 'Delay', nanoseconds: 5e9 }))).toMatchObject({
      left: { _tag: 'Failed', exitCode: 6 },
    })
  })

  it('for a delay fails when a restart policy hides the end', async () => {
    const name = `${prefix}.revived`
    const Cmd = ['sh', '-c', '[ -e /tmp/first ] && sleep 60; touch /tmp/first; exit 6']
    await run(name, { Cmd, HostConfig: { RestartPolicy: { Name: 'on-failure' } } })
    await until('it was started again', async () => (await inspect(name)).RestartCount > 0)
    expect(await perform(wait(name, { _tag: 'Delay', nanoseconds: 1e6 }))).toMatchObject({
      left: { _tag: 'Failed', message: expect.stringContaining('started again') },
    })
  })

  it('ends when the run is cancelled', async () => {
    const cancel = new AbortController()
    await run(`${prefix}.waits`)
    const running = perform(wait(`${prefix}.waits`, { _tag: 'Completed' }, null), cancel.signal)
    cancel.abort()
    expect(await running).toMatchObject({ left: { _tag: 'Cancelled' } })
  })
})
