/** The forms of `links` and of a network's endpoints. */

import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../../base/codec'
import { closed, codec, collect, isObject, refuse, within } from '../../base/codec'
import { present } from '../../base/present'
import type { Link, NetworkEndpoint } from '../model'
import { text } from '../values'
import type { Given, ItemForms } from './items'
import { failures, hasOnly, items, nullable, optional, refuseBeyond, spread } from './items'

const container = text('the name of a config or an instance')
const alias = text('an alias')

const LINK_FORMS = 'name, [name, alias] or {name: alias}'

const linkLong = closed('a link ({container, alias})', { container, alias: nullable(alias) })

const linkForms: ItemForms<Link> = {
  expected: `a link: ${LINK_FORMS}`,
  pair: (head, rest) => {
    const behind = spread(rest)
    const beyond = refuseBeyond(behind, 1, LINK_FORMS)
    if (beyond !== undefined) return beyond
    const first = container.validate(head.value, head.context)
    const second = optional(alias, behind[0])
    if (isLeft(first) || isLeft(second)) return failures([first, second])
    return right([present({ container: first.right, alias: second.right })])
  },
  isLong: (object) => hasOnly(object, ['container', 'alias'], ['container']),
  long: (value, context) => {
    const read = linkLong.validate(value, context)
    if (isLeft(read)) return read
    const { container: target, alias: name } = read.right
    if (target === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a container' })
    return right([present({ container: target, alias: name })])
  },
}

export const links = items(linkForms)

/** Texts in a list; one of them alone counts as a list of one. */
const texts = (expected: string): Codec<ReadonlyArray<string>> => {
  const item = text(expected)
  return codec(`${expected}, or a list of them`, (value, context) => {
    if (value === null) return right([])
    if (!Array.isArray(value)) return one(item, value, context)
    return collect(value.map((each, index) => item.validate(each, within(context, index, each))))
  })
}

const one = (item: Codec<string>, value: unknown, context: t.Context): t.Validation<ReadonlyArray<string>> => {
  const read = item.validate(value, context)
  return isLeft(read) ? read : right([read.right])
}

const linkList: Codec<ReadonlyArray<Link>> = codec('links', (value, context) => {
  if (value === null) return right([])
  const read = links.validate(value, context)
  return isLeft(read) ? read : right(read.right.map((link) => link.value))
})

const network = text('the name of a network')
const address = text('an address')
const ENDPOINT = 'an endpoint ({network, aliases, links, ipv4_address, ipv6_address, link_local_ips})'

const settings = {
  aliases: texts('an alias'),
  links: linkList,
  ipv4_address: nullable(address),
  ipv6_address: nullable(address),
  link_local_ips: texts('an address'),
}

const endpointSettings = closed(ENDPOINT, settings, { aliases: { ipv4: 'ipv4_address', ipv6: 'ipv6_address' } })
const endpointLong = closed(ENDPOINT, { network, ...settings }, { aliases: { network_name: 'network' } })

/** The order of what may stand behind a network's name in a list. */
const ORDER = ['aliases', 'links', 'ipv4_address', 'ipv6_address', 'link_local_ips'] as const

type Settings = Partial<Omit<{ [K in keyof NetworkEndpoint]: NetworkEndpoint[K] | undefined }, 'network'>>

const endpoint = (name: string, given: Settings): NetworkEndpoint => {
  const { aliases = [], links: linked = [], link_local_ips = [], ipv4_address, ipv6_address } = given
  return present({
    network: name,
    aliases,
    links: linked,
    ipv4_address,
    ipv6_address,
    link_local_ips,
  }) as NetworkEndpoint
}

const readSettings = (rest: ReadonlyArray<Given>): t.Validation<Settings> => {
  const [first] = rest
  if (rest.length === 1 && first !== undefined && isObject(first.value))
    return endpointSettings.validate(first.value, first.context)
  const beyond = refuseBeyond(rest, ORDER.length, `name, ${ORDER.join(', ')}`)
  if (beyond !== undefined) return beyond
  const read = collect(
    rest.map((given, index): t.Validation<readonly [string, unknown]> => {
      const key = ORDER[index] as (typeof ORDER)[number]
      const value = given.value === null ? right(undefined) : settings[key].validate(given.value, given.context)
      return isLeft(value) ? value : right([key, value.right])
    }),
  )
  return isLeft(read) ? read : right(Object.fromEntries(read.right) as Settings)
}

const endpointForms: ItemForms<NetworkEndpoint> = {
  expected: 'a network: name, [name, aliases, …] or {name: {aliases, …}}',
  pair: (head, rest) => {
    const name = network.validate(head.value, head.context)
    const given = readSettings(rest)
    return isLeft(name) || isLeft(given) ? failures([name, given]) : right([endpoint(name.right, given.right)])
  },
  isLong: (object) => hasOnly(object, ['network', 'network_name', ...ORDER], ['network', 'network_name']),
  long: (value, context) => {
    const read = endpointLong.validate(value, context)
    if (isLeft(read)) return read
    const { network: name, ...given } = read.right
    if (name === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a network' })
    return right([endpoint(name, given)])
  },
}

export const endpoints = items(endpointForms)
