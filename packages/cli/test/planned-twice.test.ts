/** `dmap INTENT` where one plan is not enough. */
import { left } from 'fp-ts/lib/Either.js'
import type { OpenExecutor } from '../src/executors'
import { CHAIN, folderWith, simulatedHost } from './session'

describe('update with pull', () => {
  /** A host on which everything runs, and a registry that holds another image by now. */
  const published = async () => {
    const registry: Record<string, { readonly id: string } | null> = { 'nginx:latest': { id: 'sha256:1' } }
    const executors = simulatedHost({ outcomes: { registry } })
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap('startup -y', { executors })
    registry['nginx:latest'] = { id: 'sha256:2' }
    return { executors, folder, registry }
  }

  it('replaces the containers of the images that the pull brings, and leaves nothing to do', async () => {
    const { executors, folder } = await published()
    const { code, out } = await folder.dmap('update --option pull -y', { executors })
    expect(code).toBe(0)
    expect(out).toContain('^ pull image nginx:latest on default: it was asked for with pull')
    expect(out).toContain('-/+ replace container shop.web')
    const containers = executors.snapshot().clients['default']?.containers ?? []
    expect(containers.find(({ name }) => name === 'shop.web')?.image).toBe('sha256:2')
    expect((await folder.dmap('update', { executors })).out).toMatch(/^Nothing to do\./)
  })

  it('asks for the pull and for the update', async () => {
    const { executors, folder } = await published()
    const { code, questions } = await folder.dmap('update --option pull', { executors, answer: 'yes' })
    expect([code, questions.length]).toEqual([0, 2])
  })

  it('updates the others when an image cannot be pulled, unless it is to stop there', async () => {
    const { executors, folder, registry } = await published()
    registry['solo:latest'] = null
    const stopped = await folder.dmap('update --option pull=true -y --on-failure stop', { executors })
    expect([stopped.code, stopped.out.includes('-/+')]).toEqual([1, false])
    const updated = await folder.dmap('update --option pull=true -y', { executors })
    expect([updated.code, updated.out.includes('-/+ replace container shop.web')]).toEqual([1, true])
  })

  it('is planned with a warning for each image that may be another one', async () => {
    const { executors, folder } = await published()
    const { out } = await folder.dmap('plan update --option pull', { executors })
    expect(out).toContain('image nginx:latest on default may be another one after its pull')
  })
})

describe('where an executor had to remove what can never start', () => {
  /** Its first start fails, and the container is gone. */
  const orphaning = () => {
    let count = 0
    const host = simulatedHost()
    const dockerode: OpenExecutor = async (settings) => {
      const executor = await (host.dockerode as OpenExecutor)(settings)
      return {
        ...executor,
        perform: (action, signal) => async () => {
          if (action._tag !== 'StartContainer' || count++ > 0) return executor.perform(action, signal)()
          const { client, target, name } = action
          const removal = { _tag: 'RemoveContainer', client, target, name, volumes: true, force: true } as const
          await executor.perform(removal, signal)()
          const message = 'it can never start and was removed'
          return left({
            _tag: 'Refused',
            client,
            request: 'POST /start',
            status: 500,
            message,
            removed: true,
          } as const)
        },
      }
    }
    return { ...host, dockerode }
  }
  const present = (host: ReturnType<typeof orphaning>) =>
    host.snapshot().clients['default']?.containers.map(({ name, state }) => `${name} ${state.status}`)

  it.each(['startup', 'update --option force'])('%s plans again, and makes it anew', async (intent) => {
    const host = orphaning()
    const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap(`${intent} -y`, { executors: host })
    expect(code).toBe(0)
    expect(present(host)).toEqual(['shop.db running', 'shop.solo running', 'shop.web running'])
    expect(out).toMatch(/failed .*\n.*it can never start and was removed/)
    expect(out.match(/create container shop\.solo/g)).toHaveLength(1)
    expect(err).toContain('planning again')
  })

  it.each(['start', 'startup --on-failure stop'])('%s leaves it at that', async (intent) => {
    const host = orphaning()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap('create -y', { executors: host })
    const { code, err } = await folder.dmap(`${intent} -y`, { executors: host })
    expect([code, err.includes('planning again')]).toEqual([1, false])
  })
})
