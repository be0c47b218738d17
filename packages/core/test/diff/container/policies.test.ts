/** Secrets, policies, and containers that are taken over. */
import type { JsonObject } from '../../../src/base/json'
import { compareContainer } from '../../../src/diff/container'
import type { ComparePolicy } from '../../../src/map/model'
import { body, client, image, observed, wanted } from '../sample'
import { compared, effects } from './compared'

describe('secrets', () => {
  const secret = { $secret: 'db' }
  const want = wanted(
    body({ Env: [{ $concat: ['PASSWORD=', secret] }], Cmd: ['run', { $concat: ['--key=', secret] }] }),
  )
  const have = (config: JsonObject) => observed(want, image(), { config: { ...observed(want).config, ...config } })

  it.each([
    ['redacted', { Env: ['PASSWORD=<secret>'] }],
    ['shown', { Env: ['PASSWORD=abc'], Cmd: ['run', '--key=abc'] }],
  ])('that are there are not compared, %s', (_, config) => {
    expect(compareContainer(want, have(config), { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('that are missing are, and no value is shown', () => {
    const difference = compareContainer(want, have({ Env: [], Cmd: ['run', '--other=abc'] }), { client: client() })
    expect(effects(difference)).toEqual({ Cmd: 'replace', 'Env.PASSWORD': 'replace' })
    expect(JSON.stringify(difference)).not.toContain('abc')
  })
})

describe('policies', () => {
  const there = observed(wanted(body({ Env: ['A=1', 'B=1'], Labels: { l: '1' } })))

  it.each<readonly [string, Readonly<Record<string, ComparePolicy>>, Readonly<Record<string, string>>]>([
    ['ignore a part', { env: 'ignore' }, { 'Labels.l': 'replace' }],
    ['warn of a part', { env: 'warn', labels: 'ignore' }, { 'Env.A': 'warn', 'Env.B': 'warn' }],
    ['hold for the nearest place', { Env: 'ignore', 'env.B': 'warn', labels: 'ignore' }, { 'Env.B': 'warn' }],
    [
      'that come later hold for the same place',
      { environment: 'ignore', env: 'warn', labels: 'ignore' },
      { 'Env.A': 'warn', 'Env.B': 'warn' },
    ],
    ['are strict where none is set', {}, { 'Env.A': 'replace', 'Env.B': 'replace', 'Labels.l': 'replace' }],
  ])('%s', (_, compare, expected) => {
    expect(effects(compareContainer(wanted(body({}), { compare }), there, { client: client() }))).toEqual(expected)
  })
})

describe('adoption', () => {
  const foreign = observed(wanted({ Image: 'app:1', Labels: { theirs: '1' } }))

  it('does not compare labels of a container that is not ours', () => {
    expect(compareContainer(wanted(body({})), foreign, { client: client(), adopt: true })).toEqual({ _tag: 'Same' })
  })

  it('compares those of one that is ours', () => {
    expect(effects(compared({ Labels: { a: '1' } }, {}, {}, { adopt: true }))).toEqual({ 'Labels.a': 'replace' })
  })
})
