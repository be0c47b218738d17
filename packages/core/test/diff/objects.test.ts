import type { JsonObject } from '../../src/base/json'
import { compareImage } from '../../src/diff/image'
import { compareNetwork } from '../../src/diff/network'
import { compareVolume } from '../../src/diff/volume'
import { STANDARD_DEFAULTS } from '../../src/observe/defaults'
import { normalNetwork } from '../../src/observe/network'
import type { EngineDefaults, ObservedNetwork, ObservedVolume } from '../../src/observe/observation'
import { normalVolume } from '../../src/observe/volume'
import { resourceId } from '../../src/resource/id'
import { LABEL } from '../../src/resource/labels'
import { client, image, network, OUR_LABELS, volume } from './sample'

const DEFAULTS = STANDARD_DEFAULTS

const thatNetwork = (config: JsonObject, labels: Readonly<Record<string, string>> = OUR_LABELS): ObservedNetwork => ({
  id: 'n',
  name: 'shop.front',
  labels,
  config: normalNetwork(config),
  containers: [],
})

const thatVolume = (config: JsonObject, labels: Readonly<Record<string, string>> = OUR_LABELS): ObservedVolume => ({
  name: 'shop.data',
  labels,
  config: normalVolume(config),
  users: [],
})

const ours = (body: JsonObject): JsonObject => ({
  ...body,
  Labels: { ...OUR_LABELS, ...(body['Labels'] as JsonObject) },
})

const changes = (difference: ReturnType<typeof compareNetwork>) =>
  difference._tag === 'Changed'
    ? difference.changes.map(({ field, effect, policy }) => `${field} ${effect} ${policy}`)
    : difference._tag

describe('a network', () => {
  it('may be missing', () => {
    expect(compareNetwork(network({}), undefined)).toEqual({ _tag: 'Missing' })
  })

  it.each<readonly [string, JsonObject, JsonObject, string | ReadonlyArray<string>]>([
    ['nothing', {}, { Driver: 'bridge' }, 'Same'],
    [
      'the order of subnets',
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24' }, { Subnet: 'fd00::/64' }] } },
      { IPAM: { Config: [{ Subnet: 'fd00::/64' }, { Subnet: '10.1.0.0/24' }] } },
      'Same',
    ],
    ['a flag', { Internal: true }, {}, ['Internal replace strict']],
    ['an option', { Options: { mtu: '1400' } }, { Options: { mtu: '1500' } }, ['Options.mtu replace strict']],
    [
      'a subnet',
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24' }] } },
      { IPAM: { Config: [{ Subnet: '10.2.0.0/24' }] } },
      ['IPAM.Config replace strict'],
    ],
    ['a driver', { Driver: 'macvlan' }, {}, ['Driver replace strict']],
    ['a label', { Labels: { a: 'b' } }, {}, ['Labels.a replace warn']],
  ])('%s differs', (_, want, have, expected) => {
    expect(changes(compareNetwork(network(ours(want)), thatNetwork(have)))).toEqual(expected)
  })

  it('has the subnet that its Engine chose, out of whatever pools, as long as its spec asks for none', () => {
    const labels = (spec: string) => ({ ...OUR_LABELS, 'io.dmap.spec': spec })
    const there = thatNetwork({ IPAM: { Config: [{ Subnet: '10.230.0.0/24', Gateway: '10.230.0.1' }] } }, labels('1'))
    const compared = (body: JsonObject, spec: string) =>
      changes(compareNetwork(network({ ...body, Labels: labels(spec) }), there))
    expect(compared({}, '1')).toBe('Same')
    expect(compared({}, '2')).toContain('IPAM.Config replace strict')
    expect(compared({ IPAM: { Config: [{ Subnet: '10.1.0.0/24' }] } }, '1')).toEqual(['IPAM.Config replace strict'])
  })

  const spec = (hash: string) => ({ ...OUR_LABELS, [LABEL.spec]: hash })
  const pools = [{ base: '10.220.0.0/16', size: 24 }]
  const six = { Subnet: 'fd34:769f:e3d3::/64' }
  it.each<readonly [string, JsonObject[], JsonObject[], string, EngineDefaults | undefined, string]>([
    ['the Engine chose it', [], [{ Subnet: '172.20.0.0/16', Gateway: '172.20.0.1' }], 'b', undefined, 'Same'],
    ['the Engine chose another one', [], [{ Subnet: '192.168.32.0/20' }], 'b', undefined, 'Same'],
    ['it chose out of its own pools', [], [{ Subnet: '10.220.3.0/24' }], 'b', { ...DEFAULTS, pools }, 'Same'],
    ['it chose one of version 6 as well', [], [{ Subnet: '172.20.0.0/16' }, six], 'b', undefined, 'Same'],
    ['it chose one beside ours', [six], [{ Subnet: '172.20.0.0/16' }, six], 'b', undefined, 'Same'],
    ['it was made as it is wanted, whatever the pools', [], [{ Subnet: '10.1.0.0/24' }], 'a', undefined, 'Same'],
    ['it is no longer wanted', [], [{ Subnet: '10.1.0.0/24' }], 'b', undefined, 'Changed'],
    ['it is larger than those of the pools', [], [{ Subnet: '10.220.0.0/20' }], 'b', { ...DEFAULTS, pools }, 'Changed'],
    ['it stands beside the pools', [], [{ Subnet: '10.221.0.0/24' }], 'b', { ...DEFAULTS, pools }, 'Changed'],
    [
      'somebody wants another one',
      [{ Subnet: '172.20.0.0/16' }],
      [{ Subnet: '172.21.0.0/16' }],
      'b',
      undefined,
      'Changed',
    ],
    [
      'somebody wants the one that it chose',
      [{ Subnet: '172.20.0.0/16' }],
      [{ Subnet: '172.20.0.0/16' }],
      'b',
      undefined,
      'Same',
    ],
    ['it has a range', [], [{ Subnet: '172.20.0.0/16', IPRange: '172.20.1.0/24' }], 'b', undefined, 'Changed'],
  ])('has a subnet: %s', (_, want, have, hash, defaults, expected) => {
    const wanted = network({ IPAM: { Config: want }, Labels: spec('a') })
    const observed = thatNetwork({ IPAM: { Config: have } }, spec(hash))
    expect(compareNetwork(wanted, observed, { defaults })._tag).toBe(expected)
  })

  it('is adopted whatever its labels, and compared by them once it is ours', () => {
    const want = network(ours({ Labels: { a: 'b' } }))
    expect(changes(compareNetwork(want, thatNetwork({}, { x: 'y' }), { adopt: true }))).toBe('Same')
    expect(changes(compareNetwork(want, thatNetwork({}), { adopt: true }))).toEqual(['Labels.a replace warn'])
  })
})

describe('a volume', () => {
  it('may be missing', () => {
    expect(compareVolume(volume({}), undefined)).toEqual({ _tag: 'Missing' })
  })

  it.each<readonly [string, JsonObject, JsonObject, string | ReadonlyArray<string>]>([
    ['nothing', {}, { Driver: 'local' }, 'Same'],
    ['the hash of the spec', { Labels: { 'io.dmap.spec': 'a' } }, {}, 'Same'],
    ['a driver', { Driver: 'nfs' }, {}, ['Driver replace warn']],
    ['an option', { DriverOpts: { type: 'tmpfs' } }, { DriverOpts: { type: 'nfs' } }, ['DriverOpts.type replace warn']],
    ['a label', { Labels: { a: 'b' } }, {}, ['Labels.a replace warn']],
  ])('%s differs, and is only told of', (_, want, have, expected) => {
    expect(changes(compareVolume(volume(ours(want)), thatVolume(have)))).toEqual(expected)
  })
})

describe('an image', () => {
  it.each([
    ['app:1', 'Same'],
    ['docker.io/library/app:1', 'Same'],
    ['app', 'Missing'],
    ['registry.example.com:5000/app@sha256:abc', 'Same'],
    ['registry.example.com:5000/app:9@sha256:abc', 'Same'],
    ['registry.example.com:5000/app', 'Missing'],
  ])('%s is there or not', (reference, expected) => {
    const id = resourceId('image', reference, 'default')
    const want = {
      kind: 'image',
      id,
      client: 'default',
      name: reference,
      needs: [],
      field: [],
      reference,
      pull: 'missing',
    } as const
    const images = [image({}, { references: ['app:1', 'registry.example.com:5000/app@sha256:abc'] })]
    expect(compareImage(want, client({ images }))._tag).toBe(expected)
  })
})
