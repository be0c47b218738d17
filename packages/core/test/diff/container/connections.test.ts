import { compareContainer } from '../../../src/diff/container'
import { LABEL } from '../../../src/resource/labels'
import { body, client, image, observed, wanted } from '../sample'
import { effects, host } from './compared'

describe('volumes', () => {
  const hex = (digit: string): string => digit.repeat(64)
  const volume = (name: string, destination = '/data') => ({ type: 'volume', name, destination, readonly: false })
  const anonymous = wanted(body({ Volumes: { '/data': {} } }))

  it('that nobody named are whatever volume without a given name is there', () => {
    const have = observed(anonymous, image(), { mounts: [volume(hex('a'))] })
    expect(compareContainer(anonymous, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('that were carried over are as wanted, others with a name are not', () => {
    const config = { Image: 'app:1', Labels: { ...anonymous.body.Labels, [LABEL.carried]: 'kept,more' } }
    const have = observed(anonymous, image(), { config, mounts: [volume('kept')] })
    expect(compareContainer(anonymous, have, { client: client() })).toEqual({ _tag: 'Same' })
    const strange = { ...have, mounts: [volume('strange')] }
    expect(effects(compareContainer(anonymous, strange, { client: client() }))).toEqual({ 'Mounts./data': 'replace' })
  })

  const source = (name: string) => ({
    ...observed(wanted(body({}), { name: 'shop.data' })),
    id: hex('5'),
    mounts: [volume(name)],
  })
  const user = wanted(body({ HostConfig: { VolumesFrom: ['shop.data'] } }))

  it('of another container are the ones that it has now', () => {
    const before = source(hex('a'))
    const have = observed(user, image(), {}, [before])
    expect(compareContainer(user, have, { client: client({ containers: [before] }) })).toEqual({ _tag: 'Same' })
    const after = source(hex('b'))
    expect(compareContainer(user, have, { client: client({ containers: [after] }) })).toMatchObject({
      changes: [{ field: 'Mounts./data', want: { Name: hex('b') }, have: { Name: hex('a') }, effect: 'replace' }],
    })
  })

  it('of a container that is not there cannot be told', () => {
    const have = observed(user, image(), {}, [source(hex('a'))])
    expect(compareContainer(user, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('of a container that is no longer used are gone', () => {
    const there = source(hex('a'))
    const have = observed(user, image(), {}, [there])
    const expected = { 'HostConfig.VolumesFrom.shop.data': 'replace', 'Mounts./data': 'replace' }
    expect(effects(compareContainer(wanted(body({})), have, { client: client({ containers: [there] }) }))).toEqual(
      expected,
    )
  })
})

describe('networks', () => {
  const front = { network: 'front', config: { Aliases: ['web'] } }
  const want = wanted(body(host({ NetworkMode: 'back' })), { endpoints: [front] })

  it.each([
    ['is not connected', {}, 'connect'],
    ['has other aliases', { front: { aliases: ['other'] } }, 'reconnect'],
    ['has another address', { front: { aliases: ['web'], ipam: { IPv4Address: '10.0.0.9' } } }, 'reconnect'],
    ['has a link', { front: { aliases: ['web'], links: ['db:db'] } }, 'reconnect'],
  ])('one %s', (_, networks, effect) => {
    const have = observed(want, image(), { networks: { back: {}, ...networks } })
    expect(effects(compareContainer(want, have, { client: client() }))).toEqual({ 'Networks.front': effect })
  })

  it('a stranger has connected it', () => {
    const have = observed(want, image(), { networks: { back: {}, front: { aliases: ['web'] }, other: {} } })
    expect(effects(compareContainer(want, have, { client: client() }))).toEqual({ 'Networks.other': 'disconnect' })
  })

  it('names of its own among the aliases say nothing', () => {
    const aliases = ['shop.web', 'shop.web.next', 'web']
    const have = observed(want, image(), { networks: { back: { aliases: ['shop.web'] }, front: { aliases } } })
    expect(compareContainer(want, have, { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('a change comes from its entry in the map', () => {
    const have = observed(want, image(), { networks: { back: {} } })
    expect(compareContainer(want, have, { client: client() })).toMatchObject({
      changes: [{ origin: ['containers', 'web', 'networks', 0] }],
    })
  })
})

describe('the stack of another container', () => {
  const id = 'beef'.repeat(16)
  const want = wanted(body(host({ NetworkMode: 'container:shop.db' })))
  const shared = (mode: string) => observed(want, image(), { hostConfig: { NetworkMode: mode }, networks: {} })
  const db = { ...observed(wanted(body({}), { name: 'shop.db' })), id }

  it('is the same by id and by name', () => {
    const context = { client: client({ containers: [db] }) }
    expect(compareContainer(want, shared(`container:${id}`), context)).toEqual({ _tag: 'Same' })
  })

  it('differs where the id is that of a container that is gone', () => {
    const context = { client: client({ containers: [db] }) }
    expect(effects(compareContainer(want, shared(`container:${'dead'.repeat(16)}`), context))).toEqual({
      'HostConfig.NetworkMode': 'replace',
    })
  })

  it('is taken as the same where neither of them was looked at', () => {
    expect(compareContainer(want, shared(`container:${id}`), { client: client() })).toEqual({ _tag: 'Same' })
  })

  it('brings its names along', () => {
    const have = shared('container:shop.db')
    const named = { ...have, config: { ...have.config, Hostname: 'db', Domainname: 'example.com' } }
    expect(compareContainer(want, named, { client: client({ containers: [db] }) })).toEqual({ _tag: 'Same' })
  })
})
