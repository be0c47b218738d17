import type { Json } from '../../src/base/json'
import { OPTIONS, optionOf } from '../../src/resource/options/table'
import { bodyOf, issuesOf, mapOf } from './build'
import { ROWS } from './option-rows'

const at = (body: unknown, field: string): unknown =>
  field.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], body)

describe('an option', () => {
  it.each(ROWS)('%s: %j is %s: %j', (keyword, written, field, sent) => {
    expect(at({ Hostname: written, ...bodyOf({ create_options: { [keyword]: written } }) }, field)).toEqual(sent)
  })

  it.each(ROWS)('%s may stand in host_config as well (%j → %s)', (keyword, written, field) => {
    const body = bodyOf({ create_options: { [keyword]: written } })
    expect(bodyOf({ host_config: { [keyword]: written } })).toEqual(body)
    expect(bodyOf({ create_options: { host_config: { [keyword]: written } } })).toEqual(body)
    expect(
      bodyOf({
        create_options: {
          [field.slice(field.lastIndexOf('.') + 1)]: at({ Hostname: written, ...body }, field) as Json,
        },
      }),
    ).toEqual(body)
  })

  it('has at least one row here', () => {
    expect(
      Object.keys(OPTIONS).filter((keyword) => keyword !== 'image' && !ROWS.some(([name]) => name === keyword)),
    ).toEqual([])
  })

  it.each(Object.values(OPTIONS).map(({ field }) => field))('is known as %s to the Engine as well', (field) => {
    expect(optionOf(field.slice(field.lastIndexOf('.') + 1))?.field).toBe(field)
  })

  it.each(['detach', 'use_config_proxy', 'version'])('%s changes nothing', (keyword) => {
    expect(bodyOf({ create_options: { [keyword]: true } })).toEqual(bodyOf({}))
  })
})

describe('an issue', () => {
  const path = ['containers', 'web', 'create_options']
  it.each([
    [
      'an unknown keyword',
      { mem_limt: '3g' },
      { code: 'unknown-option', path: [...path, 'mem_limt'], hint: 'did you mean "mem_limit"?' },
    ],
    ['a key of the prototype', { constructor: 1 }, { code: 'unknown-option' }],
    ['the key __proto__', JSON.parse('{ "__proto__": 1 }'), { code: 'unknown-option' }],
    ['a name', { name: 'x' }, { code: 'unsupported', path: [...path, 'name'] }],
    ['a platform', { platform: 'linux/arm64' }, { code: 'unsupported' }],
    [
      'a size without sense',
      { mem_limit: '3x' },
      { code: 'invalid-value', path: [...path, 'mem_limit'], found: '"3x"' },
    ],
    ['a size that is true', { mem_limit: true }, { code: 'invalid-value' }],
    ['a number that is none', { cpu_shares: Number.NaN }, { code: 'invalid-value' }],
    ['a flag that is text', { privileged: 'yes' }, { code: 'invalid-value' }],
    [
      'an open quote',
      { command: `sh -c 'x` },
      { code: 'invalid-value', expected: `a command line (a quote (') is not closed)` },
    ],
    ['a port out of range', { ports: [80, 70000] }, { code: 'invalid-value', path: [...path, 'ports', 1] }],
    ['a binding of no port', { port_bindings: { web: 80 } }, { code: 'invalid-value' }],
    ['a misspelt member', { log_config: { typ: 'x' } }, { code: 'invalid-value' }],
    [
      'a member of the wrong kind',
      { device_read_bps: [{ Path: '/dev/sda', Rate: 'fast' }] },
      { code: 'invalid-value', path: [...path, 'device_read_bps', 0, 'Rate'] },
    ],
    ['a restart policy that nobody knows', { restart_policy: { Name: 'often' } }, { code: 'invalid-value' }],
    ['an object for text', { user: {} }, { code: 'invalid-value' }],
    [
      'two names of one option, with two values',
      { Memory: '2g', mem_limit: '1g', labels: { a: '1' }, Labels: { b: '1' }, CpusetCpus: '1', cpuset: '1' },
      {
        code: 'conflict',
        path: [...path, 'mem_limit'],
        message: '"mem_limit" and "Memory" are one option, and differ',
        related: [{ path: [...path, 'Memory'] }],
      },
    ],
    [
      'an issue within host_config',
      { host_config: { cpu_share: 1 } },
      { code: 'unknown-option', path: [...path, 'host_config', 'cpu_share'] },
    ],
  ])('is made of %s', (_, create_options, expected) => {
    expect(issuesOf(mapOf({ web: { create_options } }))).toMatchObject([expected])
  })

  it('is made of each mistake, in one go', () => {
    expect(
      issuesOf(mapOf({ web: { create_options: { a_: 1, mem_limit: 'x' }, host_config: { b_: 1 } } })),
    ).toHaveLength(3)
  })
})
