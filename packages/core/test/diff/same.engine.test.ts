import { describeWithEngine, type TestEngine } from '@dmap/testing'
import { compareContainer } from '../../src/diff/container'
import type { Difference } from '../../src/diff/difference'
import { assembleClient } from '../../src/observe/assemble'
import { containerFromInspect } from '../../src/observe/container'
import { engineFromInfo } from '../../src/observe/defaults'
import { imageFromInspect } from '../../src/observe/image'
import type { ClientObservation } from '../../src/observe/observation'
import type { ContainerBody } from '../../src/resource/resource'
import { right } from './either'
import { type EngineCase, engineCases } from './engine-bodies'
import { body, wanted } from './sample'

const PREFIX = 'dmapdiff-'
const IMAGES = {
  plain: 'dmapdiff/plain:1',
  full: 'dmapdiff/full:1',
} as const

const FULL = {
  Env: ['PATH=/bin', 'FROM_IMAGE=1'],
  User: '1000:1000',
  Cmd: ['3600'],
  Entrypoint: ['sleep'],
  Labels: { 'from.image': 'yes', other: '' },
  ExposedPorts: { '8000/tcp': {}, '8001/udp': {} },
  Volumes: { '/data': {}, '/logs': {} },
  WorkingDir: '/bin',
  StopSignal: 'SIGKILL',
  Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 3000000000, Retries: 5 },
}

/** The client as it is now, with only these containers of it. */
export const observe = async (engine: TestEngine, names: ReadonlyArray<string>): Promise<ClientObservation> => {
  const info = await engine.expectOk('GET', '/info')
  const version = await engine.expectOk('GET', '/version')
  const seen = engineFromInfo(info, version)
  const containers = await Promise.all(
    names.map(async (name) =>
      right(containerFromInspect(await engine.expectOk('GET', `/containers/${name}/json`), seen.defaults)),
    ),
  )
  const ids = new Set([...containers.map((container) => container.image), ...Object.values(IMAGES)])
  const images = await Promise.all(
    [...ids].map(async (id) => right(imageFromInspect(await engine.expectOk('GET', `/images/${id}/json`)))),
  )
  return assembleClient({ engine: seen, containers, networks: [], volumes: [], images })
}

describeWithEngine('right after its creation', (engine) => {
  const source = `${PREFIX}source`
  const name = `${PREFIX}web`

  beforeAll(async () => {
    await engine.cleanUp(PREFIX)
    await engine.importImage(IMAGES.plain, { Cmd: ['sleep', '3600'], StopSignal: 'SIGKILL' })
    await engine.importImage(IMAGES.full, FULL)
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
  afterAll(() => engine.cleanUp(PREFIX))
  afterEach(() => engine.request('DELETE', `/containers/${name}?force=1&v=1`))

  const create = (as: string, request: unknown): Promise<unknown> =>
    engine.expectOk('POST', `/containers/create?name=${as}`, request)

  const request = ({ image, body: parts }: EngineCase): ContainerBody => body({ ...parts, Image: IMAGES[image] })

  const compared = async (test: EngineCase): Promise<Difference> => {
    const client = await observe(engine, [name, source, `${PREFIX}onnet`])
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
    if (test.body['HostConfig'] !== undefined && JSON.stringify(test.body).includes('AutoRemove')) return
    await engine.expectOk('POST', `/containers/${name}/stop?t=0`)
    expect(await compared(test)).toEqual({ _tag: 'Same' })
  })
})
