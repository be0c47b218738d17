/** Commands that should run in a container, looked for on a real Engine. */
import type { Intent, IntentKind } from '@dmap/core'
import { queryOf } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'
import { compiledMap, live, plannedNow } from './landscape'

const MAP = 'dmcommands'

const intent = (kind: IntentKind, options: Intent['options'] = {}): Intent => ({ kind, selection: [], options })

const SITE = {
  name: MAP,
  containers: { web: { image: `${MAP}/one`, stop_timeout: 0, exec_commands: ['httpd -p 8099 -h /'] } },
}

describeWithEngine('a command that should run', (engine) => {
  const executor = executorAt(clientAt(engine.url))
  const compiled = compiledMap({ file: 'map', value: SITE })
  const landscape = { compiled: { ...compiled, query: queryOf(compiled.resources, { commands: true }) }, executor }

  beforeAll(async () => {
    await engine.cleanUp(MAP)
    await engine.importImage(`${MAP}/one:latest`)
  })
  afterAll(async () => {
    await engine.cleanUp(MAP)
    await executor.close()
  })

  it('is seen where it runs, and run again by an update where it does not', async () => {
    const full = intent('update', { check_exec_commands: 'full' })
    const { observed } = await live(landscape, intent('startup'))
    expect(plannedNow(landscape, observed, full)).toMatchObject({ steps: [], warnings: [] })
    engine.docker('exec', `${MAP}.web`, 'killall', 'httpd')
    const again = await live(landscape, full)
    expect(again.plan.steps.map(({ id }) => id)).toEqual([`exec container:${MAP}.web@default #1`])
    expect(again.report).toMatchObject({ ok: true })
    expect(plannedNow(landscape, again.observed, full).steps).toEqual([])
  })
})
