/** An Engine whose disk is full, by the docker command: what fails says so, and with room again one update is enough. */
import { failuresOf, run } from '@dmap/runtime'
import { describeWithPrivateEngine, PrivateEngine } from '@dmap/testing'
import { executorFor, localClient } from './clients'
import { carriedOut, compiledMap, intentOf, planned } from './landscape'

const NAME = 'sshfull'

const textOf = (version: string): string => `
name: ${NAME}
default_tag: '1'
attached: volume
volumes: { data: /data }
db: { image: ${NAME}/one, attaches: data, environment: { VERSION: ${version} }, stop_timeout: 1 }
web: { image: ${NAME}/one, uses: db, stop_timeout: 1 }
`

describeWithPrivateEngine('the docker command on a host whose disk is full', () => {
  const engine = new PrivateEngine('64m')
  const executor = executorFor(localClient(engine.url))
  const running = () => engine.api.docker('ps', '--no-trunc', '--format', '{{.Names}} {{.ID}}').split('\n').sort()

  beforeAll(async () => {
    await engine.start()
    await engine.api.importImage(`${NAME}/one:1`)
  })
  afterAll(async () => {
    await executor.close()
    await engine.remove()
  })

  it('tells what the Engine said of everything that failed, and loses nothing of what ran', async () => {
    const [old, young] = [compiledMap(textOf('one')), compiledMap(textOf('two'))]
    await carriedOut(executor, old, intentOf('startup'))
    engine.api.docker('exec', `${NAME}.db`, 'sh', '-c', 'echo kept > /data/file')
    const before = running()

    const plan = await planned(executor, young, intentOf('update'))
    engine.fill()
    const report = await run(plan, executor)()
    const failures = failuresOf(report)
    expect(failures.length).toBeGreaterThan(0)
    for (const { error } of failures) expect(error.message).toMatch(/no space left/)
    expect(running()).toEqual(before)

    engine.free()
    await carriedOut(executor, young, intentOf('update'))
    expect((await planned(executor, young, intentOf('update'))).steps).toEqual([])
    expect(engine.api.docker('exec', `${NAME}.db`, 'sh', '-c', 'echo $VERSION; cat /data/file')).toBe('two\nkept')
  })
})
