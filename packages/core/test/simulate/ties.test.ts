/** What a container is tied to by identity and loses: the same before and after a snapshot. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { type Action, type Observation, type SimulationOptions, simulatedEngine } from '../../src/index'
import { containerIn, create, hostAfter, on, remove, start, stop } from './sample'

const network = { client: 'default', target: 'network:n@default', name: 'n' } as const
const make: Action = { _tag: 'CreateNetwork', ...network, body: {} }
const drop: Action = { _tag: 'RemoveNetwork', ...network }
const connect: Action = { _tag: 'ConnectNetwork', ...on('a'), network: 'n', endpoint: {} }
const onNetwork = create('a', { HostConfig: { NetworkMode: 'n' } })
const linked = create('b', { HostConfig: { Links: ['a:x'] } })

const perform = (host: Observation, action: Action, options: SimulationOptions = {}) => {
  const performed = simulatedEngine(host, options).perform(action)
  return isLeft(performed) && performed.left._tag === 'Refused' ? performed.left.status : performed._tag
}

describe('A stopped container whose network was made again', () => {
  const host = hostAfter([make, onNetwork, start('a'), stop('a'), drop, make])

  it('has lost its endpoint and is not started', () => {
    expect(containerIn(host, 'a')?.networks).toEqual({ n: { lost: true } })
    expect(perform(host, start('a'))).toBe(404)
  })

  it('is started when it was connected again', () => {
    const again = simulatedEngine(host)
    again.perform(connect)
    expect(containerIn(again.snapshot(), 'a')?.networks).toEqual({ n: {} })
    expect(perform(again.snapshot(), start('a'))).toBe('Right')
  })

  it('has lost nothing where it was never started', () => {
    const host = hostAfter([make, onNetwork, drop, make])
    expect(containerIn(host, 'a')?.networks).toEqual({ n: {} })
    expect(perform(host, start('a'))).toBe('Right')
  })
})

describe('A link', () => {
  it('leads nowhere once its target was removed, whoever has the name', () => {
    const host = hostAfter([create('a'), start('a'), linked, stop('a'), remove('a'), create('a'), start('a')])
    expect(containerIn(host, 'b')?.hostConfig['Links']).toEqual([':x'])
    expect(perform(host, start('b'))).toBe(500)
  })
})

it('An image that fails is told by its reference; a config or a container of that name counts first', () => {
  const host = hostAfter([create('a')])
  expect(perform(host, start('a'), { behaviour: { 'web:1': { startFails: true } } })).toBe(400)
  expect(perform(host, start('a'), { behaviour: { 'web:1': { startFails: true }, a: {} } })).toBe('Right')
})
