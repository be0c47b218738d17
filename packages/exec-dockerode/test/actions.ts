/** Actions on containers whose names begin with a prefix, carried out on a real Engine. */
import type { Action, ActionOf, ContainerBody, EngineText, ResourceId } from '@dmap/core'
import type { TestEngine } from '@dmap/testing'
import { clientAt, executorAt } from './client'

/** Of a describe block: it begins without anything of that prefix but the image, and leaves nothing else behind. */
export const actionsOn = (engine: TestEngine, prefix: string) => {
  const image = `${prefix}/base:1`
  const labels = { 'io.dmap.map': prefix }
  const executor = executorAt(clientAt(engine.url), { password: 'hunter2' })
  const perform = (action: Action, signal = new AbortController().signal) => executor.perform(action, signal)()
  const about = (name: string) => ({ client: 'default', name, target: `container:${name}@default` as ResourceId })
  const create = (name: string, body: Partial<ContainerBody> = {}) =>
    perform({
      ...about(name),
      _tag: 'CreateContainer',
      body: { Image: image, Labels: labels, ...body } as ContainerBody,
    })
  const start = (name: string) => perform({ ...about(name), _tag: 'StartContainer' })
  const run = async (name: string, body: Partial<ContainerBody> = {}) => {
    await create(name, body)
    expect(await start(name)).toMatchObject({ _tag: 'Right' })
  }
  const exec = (name: string, command: ReadonlyArray<EngineText>, more: Partial<ActionOf<'Exec'>> = {}): Action => ({
    ...about(name),
    _tag: 'Exec',
    command,
    user: 'root',
    ignoreExit: false,
    ...more,
  })
  const wait = (name: string, condition: ActionOf<'Wait'>['condition'], timeout: number | null = 30e9): Action => ({
    ...about(name),
    _tag: 'Wait',
    condition,
    timeout,
  })
  const inspect = async (name: string) => (await engine.request('GET', `/containers/${name}/json`)).body

  beforeAll(async () => {
    await engine.cleanUp(prefix)
    await engine.importImage(image)
  })
  afterAll(() => engine.cleanUp(prefix))

  return { executor, image, labels, perform, about, create, run, exec, wait, inspect }
}
