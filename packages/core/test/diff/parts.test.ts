import type { JsonObject } from '../../src/base/json'
import type { FieldChange } from '../../src/diff/difference'
import { effectOf, updateBody } from '../../src/diff/effects'
import { originOf } from '../../src/diff/origin'
import { placesOf, policyFor } from '../../src/diff/policy'
import { signalName } from '../../src/diff/signal'
import { fitsSecret } from '../../src/observe/secret'
import { body, wanted } from './sample'

describe('the effect of a change', () => {
  const nothing = { want: {}, have: {}, skipLimitReset: false, isProven: () => false }

  it.each([
    ['Image', 'replace'],
    ['Env.A', 'replace'],
    ['StopTimeout', 'none'],
    ['Networks.a', 'connect'],
    ['HostConfig.Memory', 'update'],
    ['HostConfig.RestartPolicy', 'update'],
    ['HostConfig.ShmSize', 'replace'],
    ['HostConfig.Ulimits.nofile', 'replace'],
    ['HostConfig.KernelMemory', 'replace'],
    ['HostConfig.BlkioWeight', 'replace'],
  ])('of %s, added, is %s', (field, effect) => {
    expect(effectOf(field, 1, undefined, nothing)).toBe(effect)
  })

  it('of a limit that only the host can tell of is an update once some container has it', () => {
    const proven = { ...nothing, isProven: (member: string) => member === 'BlkioWeight' }
    expect(effectOf('HostConfig.BlkioWeight', 300, undefined, proven)).toBe('update')
    expect(effectOf('HostConfig.BlkioWeight', 300, 200, { ...nothing, have: { BlkioWeight: 200 } })).toBe('update')
  })

  it.each<readonly [string, JsonObject, JsonObject, string]>([
    ['HostConfig.NanoCpus', {}, { CpuPeriod: 1000 }, 'replace'],
    ['HostConfig.CpuPeriod', {}, { NanoCpus: 1000 }, 'replace'],
    ['HostConfig.CpuPeriod', {}, { CpuQuota: 1000 }, 'update'],
  ])('of %s depends on what is set already', (field, want, have, effect) => {
    expect(effectOf(field, 1, undefined, { ...nothing, want, have })).toBe(effect)
  })
})

describe('the body of an update', () => {
  const update = (member: string, parts: Partial<FieldChange> = {}): FieldChange => ({
    field: `HostConfig.${member}`,
    effect: 'update',
    policy: 'strict',
    ...parts,
  })

  it.each<readonly [string, ReadonlyArray<FieldChange>, JsonObject, JsonObject]>([
    [
      'nothing where nothing is updated',
      [update('Memory', { effect: 'replace' }), update('CpuShares', { want: 1, policy: 'warn' })],
      {},
      {},
    ],
    [
      'values that are wanted',
      [update('CpuShares', { want: 5 }), update('CpusetCpus', { want: '0' })],
      {},
      { CpuShares: 5, CpusetCpus: '0' },
    ],
    [
      'resets',
      [update('PidsLimit'), update('CpuQuota'), update('RestartPolicy')],
      {},
      { PidsLimit: -1, CpuQuota: -1, RestartPolicy: { Name: 'no' } },
    ],
    ['swap along with memory', [update('Memory', { want: 100 })], { Memory: 100 }, { Memory: 100, MemorySwap: 200 }],
    [
      'swap as it is wanted',
      [update('Memory', { want: 100 })],
      { Memory: 100, MemorySwap: -1 },
      { Memory: 100, MemorySwap: -1 },
    ],
    ['memory along with swap', [update('MemorySwap')], { Memory: 100 }, { Memory: 100, MemorySwap: 200 }],
  ])('has %s', (_, changes, HostConfig, expected) => {
    expect(updateBody(changes, body({ HostConfig }))).toEqual(expected)
  })
})

describe('the places of a name in `compare`', () => {
  it.each([
    ['env', ['Env']],
    ['env.PATH', ['Env.PATH']],
    ['labels.io.example', ['Labels.io.example']],
    ['command', ['Cmd']],
    ['exposes.80/tcp', ['Ports.80/tcp', 'HostConfig.PublishAllPorts.80/tcp']],
    ['HostConfig.Memory', ['HostConfig.Memory']],
    ['constructor', ['constructor']],
  ])('%s', (name, places) => {
    expect(placesOf(name)).toEqual(places)
  })

  it.each([
    ['Env.PATH', 'ignore'],
    ['Env.PATHS', 'warn'],
    ['EnvX', 'strict'],
    ['HostConfig.Memory', 'warn'],
    ['HostConfig.Init', 'ignore'],
  ])('%s is compared as told by the nearest one: %s', (field, policy) => {
    const policies = { env: 'warn', 'env.PATH': 'ignore', limits: 'warn', host_config: 'ignore' } as const
    expect(policyFor(field, policies)).toBe(policy)
  })
})

describe('the origin of a field', () => {
  const endpoints = [{ network: 'front', config: {} }]
  const origins = {
    Env: ['env'],
    'Env.A': ['env', 'A'],
    'HostConfig.PortBindings.80/tcp': ['exposes', 0],
    'ExposedPorts.81/tcp': ['exposes', 1],
    'HostConfig.Binds./a': ['binds', 0],
    'HostConfig.VolumesFrom': ['uses'],
    'HostConfig.Links.shop.db': ['links', 0],
    'HostConfig.Memory': ['limit'],
    'HostConfig.NetworkMode': ['network'],
    Labels: ['labels'],
  }
  const want = wanted(body({ HostConfig: { Links: ['shop.db:db'] } }), { endpoints, origins })

  it.each([
    ['Env.A', ['env', 'A']],
    ['Env.B', ['env']],
    ['Labels.a.b.c', ['labels']],
    ['Ports.80/tcp', ['exposes', 0]],
    ['Ports.81/tcp', ['exposes', 1]],
    ['Mounts./a', ['binds', 0]],
    ['Mounts./b', ['uses']],
    ['Networks.front', ['containers', 'web', 'networks', 0]],
    ['Networks.back', ['network']],
    ['HostConfig.Links.db', ['links', 0]],
    ['HostConfig.MemorySwap', ['limit']],
    ['User', undefined],
  ])('%s', (field, origin) => {
    expect(originOf(field, want)).toEqual(origin)
  })
})

describe('a value with a secret in it', () => {
  it.each([
    ['<secret>', 'anything', true],
    ['<secret>', '', true],
    ['a<secret>b', 'axb', true],
    ['a<secret>b', 'ab', true],
    ['a<secret>a', 'a', false],
    ['a<secret>b<secret>c', 'a1b2c', true],
    ['a<secret>b<secret>c', 'a1c', false],
    ['a<secret>b', 'xaxb', false],
    ['<secret>', 5, false],
    [['a', '<secret>'], ['a', 'b'], true],
    [['a', '<secret>'], ['a', 'b', 'c'], false],
    [{ a: '<secret>' }, { a: 'b' }, true],
    [{ a: '<secret>' }, { a: 'b', c: 'd' }, false],
    [['a', 5, null], ['a', 5, null], true],
  ])('%j may be %j: %s', (want, have, fits) => {
    expect(fitsSecret(want, have)).toBe(fits)
  })
})

describe('a signal', () => {
  it.each([
    ['9', 'SIGKILL'],
    ['int', 'SIGINT'],
    ['SIGUSR1', 'SIGUSR1'],
    ['RTMIN+3', 'SIGRTMIN+3'],
  ])('%s is %s', (text, name) => {
    expect(signalName(text)).toBe(name)
  })
})
