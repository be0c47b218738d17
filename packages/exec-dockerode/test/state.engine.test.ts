/** What a real Engine does that only it can show: signals that nobody hears, pauses, secrets in their place. */
import type { Action } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { actionsOn } from './actions'

const prefix = 'dmstate'

describeWithEngine('a container', (engine) => {
  const { perform, about, create, run, inspect } = actionsOn(engine, prefix)

  it('stops a container that ignores its signal by force, and notices one that was told to stop and cancelled', async () => {
    const name = `${prefix}.deaf`
    await run(name, { Cmd: ['sh', '-c', 'trap "" TERM INT; while true; do sleep 0.1; done'] })
    const cancel = new AbortController()
    const stop: Action = { ...about(name), _tag: 'StopContainer', signal: null, timeout: 60 }
    const running = perform(stop, cancel.signal)
    setImmediate(() => cancel.abort())
    expect(await running).toMatchObject({ left: { _tag: 'Cancelled', message: expect.stringContaining('still runs') } })
    expect(await perform({ ...stop, timeout: 1 })).toEqual({ _tag: 'Right', right: {} })
  })

  it('starts what is paused no second time, unpauses it, and stops it as it is', async () => {
    const name = `${prefix}.paused`
    await run(name)
    await engine.expectOk('POST', `/containers/${name}/pause`)
    expect(await perform({ ...about(name), _tag: 'UnpauseContainer' })).toEqual({ _tag: 'Right', right: {} })
    await engine.expectOk('POST', `/containers/${name}/pause`)
    expect(await perform({ ...about(name), _tag: 'StopContainer', signal: null, timeout: 1 })).toMatchObject({
      _tag: 'Right',
    })
    expect((await inspect(name)).State.Running).toBe(false)
  })

  it('puts secrets into a container that is made', async () => {
    await create(`${prefix}.secret`, { Env: [{ $concat: ['P=', { $secret: 'password' }] }] })
    expect((await inspect(`${prefix}.secret`)).Config.Env).toContain('P=hunter2')
  })
})
