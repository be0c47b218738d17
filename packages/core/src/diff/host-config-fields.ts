/** A container's `HostConfig` in the comparable form: one row per member whose value is more than one plain field. */
import type { Json, JsonObject } from '../base/json'
import { linksOf } from '../observe/links'
import { volumesFromOf } from '../observe/mounts'
import { textAt } from '../observe/read'
import {
  entriesBy,
  type Fields,
  type Form,
  fieldsOf,
  members,
  type NameOf,
  nowhere,
  optionMembers,
  set,
  setOf,
} from './fields'

/**
 * @param nameOf resolves the ids that stand where the request had a container's name
 * @example
 * hostConfigFields({ Memory: 67108864, CapAdd: ['NET_ADMIN'] }, () => undefined)
 * // HostConfig.Memory: 67108864, HostConfig.CapAdd: ['NET_ADMIN']
 */
export const hostConfigFields = (hostConfig: JsonObject, nameOf: NameOf): Fields =>
  fieldsOf(hostConfig, 'HostConfig.', FORMS, nameOf)

const texts = (value: Json): ReadonlyArray<string> =>
  (Array.isArray(value) ? value : []).filter((entry): entry is string => typeof entry === 'string')

/** No limit is no limit, however it is written; an update can only write it as -1. */
const limit: Form = (value) => (Number(value) > 0 ? [['', value]] : [])

/** `CAP_NET_ADMIN` is `NET_ADMIN`. */
const capabilities = setOf((capability) => capability.toUpperCase().replace(/^CAP_/, ''))

/** Older forms: `label:disable` for `label=disable`, `no-new-privileges:true` for `no-new-privileges`. */
const securityOptions = setOf((option) => {
  if (/^no-new-privileges([:=]true)?$/.test(option)) return 'no-new-privileges'
  return option.includes('=') ? option : option.replace(':', '=')
})

const links: Form = (value) =>
  linksOf(texts(value)).map((link) => {
    const colon = link.indexOf(':')
    return [`.${link.slice(colon + 1)}`, link.slice(0, colon)]
  })

const volumesFrom: Form = (value, nameOf) =>
  texts(value).map((entry) => {
    const { container, readonly } = volumesFromOf(entry)
    return [`.${nameOf(container) ?? container}`, readonly ? 'ro' : 'rw']
  })

const CONTAINER = 'container:'

const namespace: Form = (value, nameOf) => {
  const mode = String(value)
  if (!mode.startsWith(CONTAINER)) return [['', mode]]
  const container = mode.slice(CONTAINER.length).replace(/^\//, '')
  return [['', `${CONTAINER}${nameOf(container) ?? container}`]]
}

const device = (entry: JsonObject): JsonObject => ({
  ...entry,
  CgroupPermissions: [...(textAt(entry, 'CgroupPermissions') || 'rwm')].sort().join(''),
})

/**
 * Mounts and ports are compared as what they lead to. In `Dns` and `DnsSearch` the order counts: resolvers ask one after
 * the other.
 */
const FORMS: Readonly<Record<string, Form>> = {
  Binds: nowhere,
  Mounts: nowhere,
  PortBindings: nowhere,
  NetworkMode: namespace,
  IpcMode: namespace,
  PidMode: namespace,
  VolumesFrom: volumesFrom,
  Links: links,
  CapAdd: capabilities,
  CapDrop: capabilities,
  SecurityOpt: securityOptions,
  DnsOptions: set,
  ExtraHosts: set,
  GroupAdd: set,
  DeviceCgroupRules: set,
  Devices: entriesBy('PathInContainer', device),
  Ulimits: entriesBy('Name'),
  BlkioWeightDevice: entriesBy('Path'),
  BlkioDeviceReadBps: entriesBy('Path'),
  BlkioDeviceWriteBps: entriesBy('Path'),
  BlkioDeviceReadIOps: entriesBy('Path'),
  BlkioDeviceWriteIOps: entriesBy('Path'),
  Sysctls: members,
  StorageOpt: members,
  Annotations: members,
  Tmpfs: optionMembers,
  PidsLimit: limit,
  CpuQuota: limit,
}
