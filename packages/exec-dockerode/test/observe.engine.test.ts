/** What is looked at on a real Engine, and with how many requests. */
import type { Query } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import { actionsOn } from './actions'

const prefix = 'dmseen'

describeWithEngine('an observation', (engine) => {
  const { executor, image, create } = actionsOn(engine, prefix)
  const query = (more: Partial<Query['clients'][string]> = {}): Query => ({
    map: `${prefix}o`,
    clients: { default: { containers: [], networks: [], volumes: [], images: [], secrets: {}, ...more } },
  })
  const observe = async (asked: Query) => {
    const seen = await executor.observe(asked)()
    if (seen._tag === 'Left') throw new Error(JSON.stringify(seen.left))
    expect(seen.right.unreachable).toEqual([])
    return { ...seen.right.observation.clients['default'], requests: seen.right.requests }
  }

  beforeAll(async () => {
    const ours = { 'io.dmap.map': `${prefix}o` }
    await engine.expectOk('POST', '/volumes/create', { Name: `${prefix}o.v`, Labels: ours })
    await engine.expectOk('POST', '/networks/create', { Name: `${prefix}o.n`, Labels: ours })
    const Env = ['A=1', 'P=hunter2']
    await create(`${prefix}o.ours`, { Labels: ours, Env, HostConfig: { NetworkMode: `${prefix}o.n` } })
    await create(`${prefix}o.named`)
    await create(`${prefix}.stranger`, { HostConfig: { Binds: [`${prefix}o.v:/v`] } })
  })
  afterAll(() => engine.cleanUp(`${prefix}o`))

  it('holds what is ours, what has our names, and who mounts our volumes', async () => {
    const seen = await observe(query({ containers: [`${prefix}o.named`], volumes: [`${prefix}o.v`], images: [image] }))
    expect(seen.containers?.map(({ name }) => name)).toEqual([
      `${prefix}.stranger`,
      `${prefix}o.named`,
      `${prefix}o.ours`,
    ])
    expect(seen.networks?.map(({ name }) => name)).toEqual([`${prefix}o.n`])
    expect(seen.volumes).toMatchObject([{ name: `${prefix}o.v`, users: [`${prefix}.stranger`] }])
    expect(seen.images).toMatchObject([{ references: expect.arrayContaining([image]) }])
    expect(seen.engine).toMatchObject({
      version: expect.stringMatching(/^\d/),
      apiVersion: expect.stringMatching(/^1\./),
    })
  })

  it('takes as many requests as there are objects that matter, and one per image', async () => {
    const [one, all] = [
      await observe(query()),
      await observe(query({ containers: [`${prefix}o.named`], images: [image] })),
    ]
    // info, three lists, one network; then the containers, and their one image.
    expect([one.requests, all.requests]).toEqual([4 + 1 + 1 + 1, 4 + 1 + 2 + 1])
  })

  it('holds no value of a secret', async () => {
    const seen = await observe(query({ secrets: { [`${prefix}o.ours`]: ['P'] } }))
    expect(JSON.stringify(seen)).not.toContain('hunter2')
    expect(JSON.stringify(seen)).toContain('A=1')
  })
})
