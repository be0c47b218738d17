/** A one-shot command in a config's container: dependencies up, output and exit code told, nothing left. */
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, live } from './landscape'

const MAP = 'dmscript'

describeWithEngine('a script', (engine) => {
  const value = {
    name: MAP,
    containers: {
      db: { image: `${MAP}/one` },
      job: { image: `${MAP}/one`, uses: 'db', environment: { WORD: 'hello' } },
    },
  }
  const landscape = { compiled: compiledMap({ file: 'map', value }), executor: executorAt(clientAt(engine.url)) }
  const script = (command: ReadonlyArray<string>) =>
    live(landscape, { kind: 'script', selection: ['job'], options: { command } })
  const containers = () => engine.docker('ps', '-a', '--filter', `name=${MAP}`, '--format', '{{.Names}} {{.State}}')

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await landscape.executor.close()
  })

  it('runs in the environment of its config, with what it needs up, and says what it printed', async () => {
    const { report } = await script(['sh', '-c', 'echo "$WORD"'])
    expect(report).toMatchObject({ ok: true })
    const results = report.steps.flatMap(({ outcome }) => (outcome._tag === 'Done' ? [outcome.result] : []))
    expect(results.find(({ output }) => output !== undefined)).toMatchObject({ exitCode: 0, output: 'hello\n' })
    expect(containers()).toBe(`${MAP}.db running`)
  })

  it('fails with the exit code and what was printed, and leaves nothing', async () => {
    const { report } = await script(['sh', '-c', 'echo no; exit 3'])
    const failed = report.steps.flatMap(({ outcome }) => (outcome._tag === 'Failed' ? [outcome.error] : []))
    expect(failed).toMatchObject([{ _tag: 'Failed', exitCode: 3, output: 'no\n' }])
    expect(containers()).toBe(`${MAP}.db running`)
  })
})
