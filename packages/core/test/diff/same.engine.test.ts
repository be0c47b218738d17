import { describeWithEngine, FULL_IMAGE } from '@dmap/testing'
import { compareContainer } from '../../src/diff/container'
import type { Difference } from '../../src/diff/difference'
import type { ContainerBody } from '../../src/resource/resource'
import { type EngineCase, engineCases } from './engine-bodies'
import { COMMITTED, observe, PLAIN } from './on-engine'
import { body, wanted } from './sample'

const PREFIX = 'dmapdiff-'
const IMAGES = {
  plain: 'dmapdiff/plain:1',
  full: 'dmapdiff/full:1',
  committed: 'dmapdiff/committed:1',
} as const

describeWithEngine('right after its creation', (engine) => {
  const source = `${PREFIX}source`
  const name = `${PREFIX}web`

  beforeAll(async () => {
    await engine.cleanUp(PREFIX)
    await engine.importImage(IMAGES.plain, PLAIN)
    await engine.importImage(IMAGES.full, FULL_IMAGE)
    await engine.importImage(IMAGES.committed, COMMITTED)
    for (const [at, network] of ['a', 'b'].entries()) {
      const IPAM = { Config: [{ Subnet: `10.214.${at + 1}.0/24` }] }
      await engine.expectOk('POST', '/networks/create', { Name: `${PREFIX}${network}`, IPAM })
    }
    const HostConfig = { IpcMode: 'shareable', Binds: ['/tmp:/host'] }
    await create(source, { Image: IMAGES.plain, Volumes: { '/data': {}, '/shared': {} }, HostConfig })
    await create(`${PREFIX}onnet`, { Image: IMAGES.plain, HostConfig: { NetworkMode: `${PREFIX}a` } })
    await engine.expectOk('POST', `/containers/${source}/start`)
    await engine.expectOk('POST', `/containers/${PREFIX}onnet/start`)
  })
  afterAll(async () => {
    await engine.cleanUp(PREFIX)
    for (const tag of Object.values(IMAGES)) await engine.request('DELETE', `/images/${tag}`)
  })
  afterEach(() => engine.request('DELETE', `/containers/${name}?force=1&v=1`))

  const create = (as: string, request: unknown): Promise<unknown> =>
    engine.expectOk('POST', `/containers/create?name=${as}`, request)

  const request = ({ image, body: parts }: EngineCase): ContainerBody => body({ ...parts, Image: IMAGES[image] })

  const compared = async (test: EngineCase): Promise<Difference> => {
    const client = await observe(engine, { containers: [name, source, `${PREFIX}onnet`], images: [IMAGES[test.image]] })
    const have = client.containers.find((container) => container.name === name)
    if (have === undefined) throw new Error('it is gone')
    return compareContainer(wanted(request(test), { name, endpoints: test.endpoints ?? [] }), have, { client })
  }

  it.each(engineCases(PREFIX).map((test) => [test.name, test] as const))('%s: nothing differs', async (_, test) => {
    await create(name, request(test))
    for (const { network, config } of test.endpoints ?? []) {
      await engine.expectOk('POST', `/networks/${network}/connect`, { Container: name, EndpointConfig: config })
    }
    expect(await compared(test)).toEqual({ _tag: 'Same' })
    if (test.stays === 'created') return
    await engine.expectOk('POST', `/containers/${name}/start`)
    expect(await compared(test)).toEqual({ _tag: 'Same' })
    if (test.stays === 'running') return
    await engine.expectOk('POST', `/containers/${name}/stop?t=0`)
    expect(await compared(test)).toEqual({ _tag: 'Same' })
  })
})
