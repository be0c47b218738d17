import { describeWithEngine } from '@dmap/testing'
import type { JsonObject } from '../../src/base/json'
import { compareNetwork } from '../../src/diff/network'
import { compareVolume } from '../../src/diff/volume'
import { observe } from './on-engine'
import { network, OUR_LABELS, volume } from './sample'

const PREFIX = 'dmapobjects-'

describeWithEngine('right after its creation', (engine) => {
  const name = `${PREFIX}one`
  beforeAll(() => engine.cleanUp(PREFIX))
  afterEach(() => engine.cleanUp(PREFIX))

  it.each<readonly [string, JsonObject]>([
    ['with nothing', {}],
    [
      'with defaults in so many words',
      { Driver: 'bridge', IPAM: { Driver: 'default' }, Internal: false, EnableIPv6: false },
    ],
    ['that is internal and attachable', { Internal: true, Attachable: true }],
    ['with labels', { Labels: { a: '', b: 'c' } }],
    [
      'with options',
      { Options: { 'com.docker.network.bridge.name': 'dmapobj0', 'com.docker.network.driver.mtu': '1400' } },
    ],
    ['with a subnet', { IPAM: { Config: [{ Subnet: '10.215.1.0/24' }] } }],
    [
      'with subnet, range, gateway, addresses',
      {
        IPAM: {
          Config: [
            {
              Subnet: '10.215.1.0/24',
              IPRange: '10.215.1.128/25',
              Gateway: '10.215.1.254',
              AuxiliaryAddresses: { host: '10.215.1.5' },
            },
          ],
        },
      },
    ],
    ['with the first address as gateway', { IPAM: { Config: [{ Subnet: '10.215.1.0/24', Gateway: '10.215.1.1' }] } }],
    ['with IPv6', { EnableIPv6: true, IPAM: { Config: [{ Subnet: 'fd00:215::/64' }, { Subnet: '10.215.2.0/24' }] } }],
  ])('a network %s is the same', async (_, body) => {
    const want = network({ ...body, Labels: { ...OUR_LABELS, ...(body['Labels'] as JsonObject) } }, name)
    await engine.expectOk('POST', '/networks/create', { Name: name, ...want.body })
    const { networks, engine: seen } = await observe(engine, { networks: [name] })
    expect(compareNetwork(want, networks[0], { defaults: seen.defaults })).toEqual({ _tag: 'Same' })
  })

  it.each<readonly [string, JsonObject]>([
    ['with nothing', {}],
    ['with the default driver', { Driver: 'local' }],
    ['with options and labels', { DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' }, Labels: { a: '' } }],
  ])('a volume %s is the same', async (_, body) => {
    const want = volume({ ...body, Labels: { ...OUR_LABELS, ...(body['Labels'] as JsonObject) } }, name)
    await engine.expectOk('POST', '/volumes/create', { Name: name, ...want.body })
    const { volumes } = await observe(engine, { volumes: [name] })
    expect(compareVolume(want, volumes[0])).toEqual({ _tag: 'Same' })
  })
})
