/** Commands in containers of a real Engine. */
import type { EngineText } from '@dmap/core'
import { describeWithEngine, until } from '@dmap/testing'
import { actionsOn } from './actions'

const prefix = 'dmexec'

describeWithEngine('a command', (engine) => {
  const { perform, run, exec, inspect } = actionsOn(engine, prefix)
  const name = `${prefix}.exec`
  beforeAll(() => run(name))

  it('gives both of its streams', async () => {
    const result = await perform(exec(name, ['sh', '-c', 'echo out; echo err >&2']))
    expect(result).toMatchObject({ right: { exitCode: 0, output: expect.stringMatching(/^(out\nerr|err\nout)\n$/) } })
  })

  it('fails with its exit code and output, unless that is to be ignored', async () => {
    const command = ['sh', '-c', 'echo no; exit 3']
    expect(await perform(exec(name, command))).toMatchObject({
      left: { _tag: 'Failed', exitCode: 3, output: 'no\n' },
    })
    expect(await perform(exec(name, command, { ignoreExit: true }))).toMatchObject({ right: { exitCode: 3 } })
  })

  it('fails where there is no such program', async () => {
    expect(await perform(exec(name, ['no-such-program']))).toMatchObject({ left: { _tag: 'Failed' } })
  })

  it('runs as its user', async () => {
    expect(await perform(exec(name, ['id', '-u'], { user: '1234:1234' }))).toMatchObject({
      right: { output: '1234\n' },
    })
  })

  it('gets secrets, and shows none of them', async () => {
    const command = ['echo', 'it is', { $concat: ['<', { $secret: 'password' }, '>'] }] as ReadonlyArray<EngineText>
    expect(await perform(exec(name, command))).toMatchObject({ right: { output: 'it is <<secret>>\n' } })
  })

  it('keeps the end of a long output', async () => {
    const result = await perform(exec(name, ['sh', '-c', 'head -c 200000 /dev/zero | tr "\\0" x; echo end']))
    const { output = '' } = (result as { right: { output?: string } }).right
    expect([output.length, output.slice(-5)]).toEqual([65536, 'xend\n'])
  })

  it('is left alone when the run is cancelled, and the report says so', async () => {
    const cancel = new AbortController()
    const running = perform(exec(name, ['sh', '-c', 'echo started; sleep 60']), cancel.signal)
    await until('the command runs', async () => ((await inspect(name)).ExecIDs ?? []).length > 0)
    cancel.abort()
    expect(await running).toMatchObject({
      left: { _tag: 'Cancelled', message: expect.stringContaining('may still run') },
    })
  })
})
