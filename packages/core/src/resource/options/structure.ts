/** Conversions of the options that have a form of their own: ports, devices, volumes, log and restart settings, … */
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import {
  anything,
  conversion,
  duration,
  either,
  flag,
  integer,
  isSecret,
  listOf,
  looseText,
  mapped,
  oneOf,
  recordOf,
  secretText,
  shape,
  size,
  text,
} from './conversion'

/** `{ $concat: ['NAME=', { $secret: name }] }`: the Engine's form of a variable whose value is a secret. */
const concatenation: Conversion = conversion('NAME=value', (value) => {
  if (!isJsonObject(value) || !Array.isArray(value.$concat) || Object.keys(value).length !== 1) return undefined
  const [name, ...rest] = value.$concat as ReadonlyArray<Json>
  const parts = typeof name === 'string' && /^[^=]+=/.test(name) && rest.every((part) => typeof part === 'string' || isSecret(part))
  return parts ? right(value) : undefined
})

/** `{ NAME: value }` or `['NAME=value']`; a flag's text is lower case, an object's null is passed over. */
export const environment: Conversion = either(
  'an object of variables, or a list of NAME=value',
  listOf(either('NAME=value', text, concatenation)),
  mapped(recordOf(looseText), (value) =>
    Object.entries(value as JsonObject).map(([name, entry]) => variable(name, entry as Json)),
  ),
)

/** `NAME=value` as one text, or as parts where the value is a secret. */
export const variable = (name: string, value: Json): Json =>
  isSecret(value) ? { $concat: [`${name}=`, { $secret: value.$secret }] } : `${name}=${String(value)}`

/** An object, or a list of names that have no value. */
export const labels: Conversion = either(
  'an object of labels, or a list of names',
  mapped(listOfText('a label'), (value) => objectFrom((value as string[]).map((entry) => splitOnce(entry, '=')))),
  recordOf(looseText),
)

/** Paths in the container: a path, a list, or an object whose values say nothing. */
export const volumes: Conversion = either(
  'a path, a list of paths, or an object of paths',
  mapped(listOfText('a path'), (value) => objectFrom((value as string[]).map((path) => [path, {}]))),
  conversion('an object of paths', (value) =>
    isJsonObject(value) && !isSecret(value)
      ? right(objectFrom(Object.keys(value).map((path) => [path, {}])))
      : undefined,
  ),
)

const PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i

/** `80`, `'53/udp'`, `[53, 'udp']`, `'8000-8010'` → `['80/tcp', …]`; undefined for anything else. */
export const portKeys = (value: Json): ReadonlyArray<string> | undefined => {
  const written = Array.isArray(value) && value.length === 2 ? `${value[0]}/${value[1]}` : value
  const [, first, last, protocol = 'tcp'] = PORT.exec(String(written)) ?? []
  const from = Number(first)
  const to = last === undefined ? from : Number(last)
  if (first === undefined || from < 1 || to > 65535 || from > to) return undefined
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol.toLowerCase()}`)
}

/** Ports that the container listens on. */
export const ports: Conversion = conversion('ports: 80, "53/udp", [53, udp], or an object of ports', (value) => {
  const items = isJsonObject(value)
    ? Object.keys(value)
    : Array.isArray(value)
      ? (value as ReadonlyArray<Json>)
      : [value]
  const keys: string[] = []
  for (const [index, item] of items.entries()) {
    const found = portKeys(item)
    if (found === undefined)
      return left({ at: [isJsonObject(value) ? String(item) : index], expected: 'a port', found: item })
    keys.push(...found)
  }
  return right(objectFrom(keys.map((key) => [key, {}])))
})

/** `{ 80: 8080, '53/udp': ['10.0.0.1', 53], 443: [443, 8443], 9000: null }` */
export const portBindings: Conversion = conversion('an object of ports to host ports', (value) => {
  if (!isJsonObject(value)) return undefined
  const result: [string, Json][] = []
  for (const [key, entry] of Object.entries(value)) {
    const [port, more] = portKeys(key) ?? []
    const bound = hostPorts(entry ?? null)
    if (port === undefined || more !== undefined) return left({ at: [], expected: 'ports as keys', found: key })
    if (bound === undefined)
      return left({ at: [key], expected: 'a host port, [address, host port], or a list of these', found: entry })
    result.push([port, bound])
  }
  return right(objectFrom(result))
})

const hostPorts = (value: Json): ReadonlyArray<JsonObject> | undefined => {
  if (!Array.isArray(value) || isAddressPair(value)) {
    const one = hostPort(value)
    return one === undefined ? undefined : [one]
  }
  const all = (value as ReadonlyArray<Json>).map(hostPort)
  return all.includes(undefined) ? undefined : (all as JsonObject[])
}

const hostPort = (value: Json): JsonObject | undefined => {
  if (value === null) return { HostPort: '' }
  if (isJsonObject(value)) return hostPortObject(value)
  if (!Array.isArray(value)) return isHostPort(value) ? { HostPort: String(value) } : undefined
  const [address, port = null] = value as ReadonlyArray<Json>
  if (!isAddressPair(value) || !(port === null || isHostPort(port))) return undefined
  return { HostIp: address as string, HostPort: port === null ? '' : String(port) }
}

const hostPortObject = ({ HostIp, HostPort }: JsonObject): JsonObject | undefined => {
  if (HostPort !== undefined && HostPort !== null && !isHostPort(HostPort)) return undefined
  const port = HostPort === undefined || HostPort === null ? '' : String(HostPort)
  return typeof HostIp === 'string' && HostIp !== '' ? { HostIp, HostPort: port } : { HostPort: port }
}

const isHostPort = (value: Json): boolean =>
  value === '' ||
  (/^\d{1,5}(-\d{1,5})?$/.test(plainText(value)) &&
    plainText(value)
      .split('-')
      .every((port) => Number(port) <= 65535))

/** `['10.0.0.1']` or `['10.0.0.1', 80]`, where a list of host ports could stand as well. */
const isAddressPair = (value: ReadonlyArray<Json>): boolean =>
  value.length >= 1 && value.length <= 2 && typeof value[0] === 'string' && /[.:]/.test(value[0])

/** `['/host:/path:ro']`, or `{ '/host': { bind: '/path', mode: 'ro' } }`, or `{ '/host': '/path' }`. */
export const binds: Conversion = either(
  'a list of host:path[:mode], or an object of host paths',
  listOfText('host:path[:mode]', (entry) => /^[^:]+:[^:]+(:[A-Za-z,]+)?$/.test(entry)),
  conversion('an object of host paths', (value) => {
    if (!isJsonObject(value)) return undefined
    const entries = Object.entries(value).map(([host, entry]) => bindOf(host, entry ?? null))
    return entries.includes(undefined) ? undefined : right(entries as string[])
  }),
)

const bindOf = (host: string, entry: Json): string | undefined => {
  if (typeof entry === 'string') return `${host}:${entry}:rw`
  if (!isJsonObject(entry) || typeof entry.bind !== 'string') return undefined
  const { bind, mode, ro, propagation } = entry
  const access = typeof mode === 'string' && mode !== '' ? mode : ro === true ? 'ro' : 'rw'
  return `${host}:${bind}:${access}${typeof propagation === 'string' ? `,${propagation}` : ''}`
}

/** `['web', 'db:ro']`, text with commas, or `{ db: 'ro' }`. */
export const volumesFrom: Conversion = either(
  'a list of container[:mode], or an object of containers',
  conversion('text', (value) =>
    typeof value === 'string' ? right(value.split(',').map((name) => name.trim())) : undefined,
  ),
  listOfText('container[:mode]'),
  mapped(recordOf(either('ro, rw, true (read-only) or false', flag, oneOf('ro', 'rw'))), (value) =>
    Object.entries(value as JsonObject).map(([name, mode]) => (mode === 'ro' || mode === true ? `${name}:ro` : name)),
  ),
)

/** `{ container: alias }`, or a list of `container:alias`, `[container, alias]`, or names alone. */
export const links: Conversion = either(
  'an object of containers to aliases, or a list of container:alias',
  mapped(recordOf(either('an alias', text, listOfText('an alias'))), (value) =>
    Object.entries(value as JsonObject).flatMap(([name, alias]) =>
      [alias].flat().map((one) => `${name}:${String(one)}`),
    ),
  ),
  mapped(listOf(either('container:alias', text, listOfText('a name', undefined, 2))), (value) =>
    (value as ReadonlyArray<string | string[]>).map((link) => {
      const [name, alias] = typeof link === 'string' ? splitOnce(link, ':') : (link as [string, string?])
      return `${name}:${alias === undefined || alias === '' ? name : alias}`
    }),
  ),
)

/** `{ Name, MaximumRetryCount }`, or `always`, `on-failure:3`. */
export const restartPolicy: Conversion = either(
  'Name and MaximumRetryCount, or text: always, unless-stopped, no, on-failure:3',
  conversion('text', (value) => {
    const [, Name, count] = /^(no|always|unless-stopped|on-failure)(?::(\d{1,9}))?$/.exec(plainText(value)) ?? []
    if (typeof value !== 'string' || Name === undefined) return undefined
    return right(count === undefined ? { Name } : { Name, MaximumRetryCount: Number(count) })
  }),
  shape({ Name: oneOf('', 'no', 'always', 'unless-stopped', 'on-failure'), MaximumRetryCount: integer }),
)

const device = shape({ PathOnHost: text, PathInContainer: text, CgroupPermissions: text })

/** `/dev/sda:/dev/xvda:rwm`, with path and permissions left out where they are the same and `rwm`; or an object. */
export const devices: Conversion = listOf(
  either(
    'host[:container[:permissions]], or an object',
    conversion('text', (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      const [host = '', path = host, permissions = 'rwm'] = value.split(':')
      return right({ PathOnHost: host, PathInContainer: path, CgroupPermissions: permissions })
    }),
    device,
  ),
)

const ulimit = shape({ Name: text, Soft: integer, Hard: integer })

/** A list of `{ name, soft, hard }`, or `{ nofile: 1024, nproc: { soft: 1, hard: 2 } }`, or `nofile=1024:2048`. */
export const ulimits: Conversion = either(
  'a list of name, soft, hard',
  listOf(
    either(
      'name, soft, hard',
      conversion('text', (value) => {
        const [, Name, soft, hard = soft] = /^([a-z]+)=(-?\d{1,15})(?::(-?\d{1,15}))?$/.exec(plainText(value)) ?? []
        return Name === undefined ? undefined : right({ Name, Soft: Number(soft), Hard: Number(hard) })
      }),
      ulimit,
    ),
  ),
  mapped(recordOf(either('a limit', integer, shape({ Soft: integer, Hard: integer }))), (value) =>
    Object.entries(value as JsonObject).map(([Name, limit]) =>
      isJsonObject(limit) ? { Name, ...limit } : { Name, Soft: limit as Json, Hard: limit as Json },
    ),
  ),
)

export const logConfig: Conversion = either(
  'Type and Config, or the name of a driver',
  conversion('text', (value) => (typeof value === 'string' ? right({ Type: value }) : undefined)),
  shape({ Type: text, Config: recordOf(looseText) }),
)

/** `{ '/run': 'size=64m' }`, or a list of `/run:size=64m`. */
export const tmpfs: Conversion = either(
  'an object of paths, or a list of path[:options]',
  mapped(listOfText('path[:options]'), (value) =>
    objectFrom((value as string[]).map((entry) => splitOnce(entry, ':'))),
  ),
  recordOf(text),
)

/** `{ name: address }`, or a list of `name:address`. */
export const extraHosts: Conversion = either(
  'an object of names to addresses, or a list of name:address',
  listOfText('name:address', (entry) => entry.includes(':')),
  mapped(recordOf(either('an address', text, listOfText('an address'))), (value) =>
    Object.entries(value as JsonObject).flatMap(([name, address]) =>
      [address].flat().map((one) => `${name}:${String(one)}`),
    ),
  ),
)

const throttle = (rate: Conversion): Conversion => listOf(shape({ Path: text, Rate: rate }))
export const bytesPerSecond = throttle(size)
export const operationsPerSecond = throttle(integer)
export const deviceWeights = listOf(shape({ Path: text, Weight: integer }))

/** Members that lxc had: `{ key: value }`, or a list of `{ Key, Value }`. */
export const lxcConf: Conversion = either(
  'an object, or a list of Key and Value',
  listOf(shape({ Key: text, Value: text })),
  mapped(recordOf(text), (value) =>
    Object.entries(value as JsonObject).map(([Key, Value]) => ({ Key, Value: Value as Json })),
  ),
)

export const healthcheck: Conversion = shape({
  Test: conversion('a list, or a line for the shell', (value) =>
    typeof value === 'string'
      ? right(['CMD-SHELL', value])
      : Array.isArray(value)
        ? listOf(text).read(value)
        : undefined,
  ),
  Interval: duration,
  Timeout: duration,
  Retries: integer,
  StartPeriod: duration,
  StartInterval: duration,
})

const deviceRequest = shape({
  Driver: text,
  Count: integer,
  DeviceIDs: listOf(text),
  Capabilities: listOf(listOf(text)),
  Options: recordOf(text),
})
export const deviceRequests: Conversion = listOf(deviceRequest)

/** `all`, a number, or device requests. */
export const gpus: Conversion = either(
  'all, a number, or a list of device requests',
  conversion('all, or a number', (value) => {
    const count = value === 'all' ? -1 : Number(value)
    if (Array.isArray(value) || isJsonObject(value) || typeof value === 'boolean' || !Number.isSafeInteger(count))
      return undefined
    return right([{ Count: count, Capabilities: [['gpu']] }])
  }),
  deviceRequests,
)

const MOUNT_TYPE = oneOf('bind', 'volume', 'tmpfs', 'npipe')
const engineMount = shape({
  Target: text,
  Source: text,
  Type: MOUNT_TYPE,
  ReadOnly: flag,
  Consistency: text,
  BindOptions: anything,
  VolumeOptions: anything,
  TmpfsOptions: anything,
  // The arguments of docker-py's Mount, sorted into the Engine's three objects below.
  Propagation: text,
  NoCopy: flag,
  Labels: recordOf(text),
  DriverConfig: anything,
  Subpath: text,
  TmpfsSize: size,
  TmpfsMode: integer,
})

/** The Engine's mounts, or docker-py's arguments (`target`, `source`, `tmpfs_size`, …), or `source:target[:ro]`. */
export const mounts: Conversion = listOf(
  either(
    'target, source, type and so on, or source:target[:ro]',
    conversion('text', (value) => (typeof value === 'string' ? asMount(value) : undefined)),
    mapped(engineMount, (value) => sortMount(value as JsonObject)),
  ),
)

const asMount = (value: string): ReturnType<Conversion['read']> | undefined => {
  const [source = '', target, mode] = value.split(':')
  if (target === undefined) return right({ Target: source, Type: 'volume' })
  const mount = { Source: source, Target: target, Type: source.startsWith('/') ? 'bind' : 'volume' }
  return right(mode === 'ro' ? { ...mount, ReadOnly: true } : mount)
}

const sortMount = (mount: JsonObject): JsonObject => {
  const { Propagation, NoCopy, Labels, DriverConfig, Subpath, TmpfsSize, TmpfsMode, ...rest } = mount
  const group = (own: Json | undefined, extra: JsonObject): JsonObject | undefined => {
    const set = Object.entries(extra).filter(([, value]) => value !== undefined) as [string, Json][]
    if (set.length === 0) return isJsonObject(own) ? own : undefined
    return { ...(isJsonObject(own) ? own : {}), ...objectFrom(set) }
  }
  const parts = {
    BindOptions: group(rest.BindOptions, { Propagation }),
    VolumeOptions: group(rest.VolumeOptions, { NoCopy, Labels, DriverConfig, Subpath }),
    TmpfsOptions: group(rest.TmpfsOptions, { SizeBytes: TmpfsSize, Mode: TmpfsMode }),
  }
  const set = Object.entries(parts).filter(([, value]) => value !== undefined) as [string, JsonObject][]
  return { Type: 'volume', ...rest, ...Object.fromEntries(set) }
}

const endpoint = shape({
  Aliases: listOf(text),
  Links: links,
  IPAMConfig: shape({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: listOf(text) }),
  MacAddress: text,
  DriverOpts: recordOf(text),
  NetworkID: text,
  IPv4Address: text,
  IPv6Address: text,
  LinkLocalIPs: listOf(text),
  DriverOpt: recordOf(text),
})

/** `{ network: { aliases, links, ipv4_address, … } }`, with or without `EndpointsConfig` around it. */
export const networkingConfig: Conversion = conversion('an object of networks to endpoints', (value) => {
  const networks = isJsonObject(value) && value.EndpointsConfig !== undefined ? value.EndpointsConfig : value
  const read = recordOf(mapped(endpoint, (one) => sortEndpoint(one as JsonObject))).read(networks)
  return isLeft(read) ? read : right({ EndpointsConfig: read.right })
})

const sortEndpoint = ({ IPv4Address, IPv6Address, LinkLocalIPs, DriverOpt, ...rest }: JsonObject): JsonObject => {
  const ipam = Object.entries({ IPv4Address, IPv6Address, LinkLocalIPs }).filter(([, value]) => value !== undefined)
  const own = isJsonObject(rest.IPAMConfig) ? rest.IPAMConfig : {}
  return {
    ...rest,
    ...(ipam.length === 0 ? {} : { IPAMConfig: { ...own, ...Object.fromEntries(ipam) } }),
    ...(DriverOpt === undefined ? {} : { DriverOpts: DriverOpt }),
  }
}

export const secretRecord: Conversion = recordOf(secretText)

function listOfText(expects: string, accepts: (entry: string) => boolean = () => true, length?: number): Conversion {
  const item = conversion(expects, (value) => {
    const read = text.read(value)
    return isLeft(read) || !accepts(read.right as string) ? undefined : read
  })
  const list = listOf(item)
  return conversion(list.expects, (value) => {
    if (isJsonObject(value) || (length !== undefined && !(Array.isArray(value) && value.length === length)))
      return undefined
    return list.read(value)
  })
}

const splitOnce = (entry: string, separator: string): [string, string] => {
  const at = entry.indexOf(separator)
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
}

/** Empty for what is neither text nor number: an object without a prototype cannot be made text of. */
const plainText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
