/** The fields of a map beside its containers: volumes, host, networks, groups, and the settings for all of it. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Codec } from '../base/codec'
import { codec, collect, isObject, placeOf, refuse, within } from '../base/codec'
import { present } from '../base/present'
import { recordOf } from '../base/record'
import { isSecretRef } from '../base/secret-ref'
import { insteadInNetwork, insteadOf } from './elsewhere'
import type { Field, Fields } from './field'
import { simple } from './field'
import { containerAliases, containerFields, permissions, textList, user } from './fields'
import type { Part } from './layer'
import { leaf, partOf, partsLayer } from './layer'
import { list } from './list-field'
import type { ContainerConfig, ContainerMap, NetworkConfig, VolumeConfig } from './model'
import { buildNested, nestedLayer, record } from './record-field'
import { table, tables } from './table-field'
import { anyText, flag, orSecret, text, textLike, textOrSecret, word } from './values'

export const containerConfig: Field<ContainerConfig> = table('a container configuration', containerFields, {
  aliases: containerAliases,
  instead: insteadOf,
})

const path = text('a path')
const name = text('a name')

/** A volume's path is demanded after merging: a layer may give only its user. */
const volumeConfig: Field<VolumeConfig> = table<VolumeConfig>(
  'a volume ({path, driver, driver_options, labels, user, permissions})',
  {
    path: simple(path, ''),
    driver: simple(name, undefined),
    driver_options: record(textOrSecret),
    labels: record(textOrSecret),
    user: simple(user, undefined),
    permissions: simple(permissions, undefined),
  },
  {
    aliases: { default_path: 'path', driver_opts: 'driver_options' },
    short: (value) => (typeof value === 'string' || typeof value === 'number' ? { path: value } : undefined),
  },
)

type Ipam = NonNullable<NetworkConfig['ipam']>
type Pool = Ipam['config'][number]

const pool: Field<Pool> = table<Pool>(
  'an address pool ({subnet, ip_range, gateway, aux_addresses})',
  {
    subnet: simple(name, undefined),
    ip_range: simple(name, undefined),
    gateway: simple(name, undefined),
    aux_addresses: record(anyText),
  },
  { aliases: { iprange: 'ip_range' } },
)

const ignoreNote = (): void => undefined

const pools: Codec<ReadonlyArray<Pool>> = codec('address pools', (value, context) => {
  const given = Array.isArray(value)
    ? value.map((each, index) => [each, within(context, index, each)] as const)
    : [[value, context] as const]
  const read = collect(given.map(([each, inside]) => pool.codec.validate(each, inside)))
  return isLeft(read) ? read : right(read.right.map((layer) => pool.build(layer, [], ignoreNote)))
})

const ipam: Field<Ipam> = table<Ipam>('address management ({driver, options, config})', {
  driver: simple(name, undefined),
  options: record(textOrSecret),
  config: simple<ReadonlyArray<Pool>, ReadonlyArray<Pool>>(pools, []),
})

const networkConfig: Field<NetworkConfig> = table<NetworkConfig>(
  'a network ({driver, driver_options, internal, attachable, enable_ipv6, labels, ipam})',
  {
    driver: simple(name, undefined),
    driver_options: record(textOrSecret),
    internal: simple(flag, false),
    attachable: simple(flag, false),
    enable_ipv6: simple(flag, false),
    labels: record(textOrSecret),
    ipam: {
      codec: ipam.codec,
      build: (layer, at, note) => (layer === undefined ? undefined : ipam.build(layer, at, note)),
    },
  },
  {
    aliases: { driver_opts: 'driver_options', options: 'driver_options' },
    instead: insteadInNetwork,
    short: (value) => (typeof value === 'string' ? { driver: value } : undefined),
  },
)

const PATHS = 'a path, or an object of paths per instance'

const hostPath: Codec<string | Readonly<Record<string, string>>> = codec<string | Readonly<Record<string, string>>>(
  PATHS,
  (value, context) => {
    if (!isObject(value) || isSecretRef(value)) return text(PATHS).validate(value, context)
    const read = collect(
      Object.entries(value).map(([instance, each]): t.Validation<readonly [string, string | null]> => {
        if (each === null) return right([instance, null])
        const decoded = path.validate(each, within(context, instance, each))
        return isLeft(decoded) ? decoded : right([instance, decoded.right])
      }),
    )
    return isLeft(read) ? read : right(recordOf(read.right as ReadonlyArray<readonly [string, string]>))
  },
)

type Host = ContainerMap['host']

const hostMember = (key: string, value: unknown, context: t.Context): t.Validation<Part> => {
  const inside = within(context, key, value)
  if (value === null) return right({ key, layer: leaf(placeOf(inside), undefined) })
  const read = key === 'root' ? path.validate(value, inside) : hostPath.validate(value, inside)
  if (isLeft(read)) return read
  return right({
    key,
    layer: nestedLayer(read.right, placeOf(inside), (inner, each) => placeOf(within(inside, inner, each))),
  })
}

/** Paths on the host by alias, and `root`, which relative ones are under. */
const host: Field<Host> = {
  codec: codec('an object of paths on the host', (value, context) => {
    if (value === null) return right(partsLayer(placeOf(context), []))
    if (!isObject(value) || isSecretRef(value))
      return refuse(value, context, { expected: 'an object of paths on the host' })
    const read = collect(Object.entries(value).map(([key, member]) => hostMember(key, member, context)))
    return isLeft(read) ? read : right(partsLayer(placeOf(context), read.right))
  }),
  build: (layer, at, note) => {
    if (layer !== undefined) note(at, layer.at)
    const root = partOf(layer, 'root')
    if (root?.value !== undefined) note([...at, 'root'], root.at)
    const paths: Array<readonly [string, Host['paths'][string]]> = []
    for (const part of layer?.parts ?? []) {
      if (part.key === 'root') continue
      const where = [...at, 'paths', part.key]
      note(where, part.layer.at)
      const built = buildNested(part.layer, where, note)
      if (built !== undefined) paths.push([part.key, built as Host['paths'][string]])
    }
    return present({ root: root?.value as string | undefined, paths: recordOf(paths) })
  },
}

const names = (of: string): Field<ReadonlyArray<string>> => list(textList(of))

export const mapFields: Fields<ContainerMap> = {
  name: simple(text('the name of the map'), ''),
  containers: tables('an object of container configurations', containerConfig),
  volumes: tables('an object of volumes', volumeConfig),
  host,
  repository: simple(textLike('a repository', /^\S+$/), undefined),
  default_tag: simple(textLike('a tag', /^[\w][\w.-]{0,127}$/), undefined),
  default_domain: simple(orSecret(text('a domain name')), undefined),
  set_hostname: simple(flag, true),
  use_attached_parent_name: simple(flag, false),
  attached: simple(word(['container', 'volume']), undefined),
  clients: names('the name of a client'),
  networks: tables('an object of networks', networkConfig),
  groups: tables('an object of groups', names('the name of a config or an instance')),
  moved: record(text('the new name of a config or an instance')),
}
