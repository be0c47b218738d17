/** `HostConfig` as flags of `docker create`: one row per field. */
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { billionths, each, flag, number, pairs, type Row, type Rows, text, type Words } from './flag'

/** Limits that `docker update` takes as well. */
const LIMITS: Rows = {
  Memory: number('--memory'),
  MemoryReservation: number('--memory-reservation'),
  MemorySwap: number('--memory-swap'),
  NanoCpus: billionths('--cpus'),
  CpuShares: number('--cpu-shares'),
  CpuPeriod: number('--cpu-period'),
  CpuQuota: number('--cpu-quota'),
  CpusetCpus: text('--cpuset-cpus'),
  CpusetMems: text('--cpuset-mems'),
  PidsLimit: number('--pids-limit'),
  BlkioWeight: number('--blkio-weight'),
}

const restart: Row = (value) => {
  if (!isJsonObject(value)) return null
  const { Name: name, MaximumRetryCount: count = 0, ...others } = value
  if (typeof name !== 'string' || Object.keys(others).length > 0) return null
  if (name === 'on-failure' && typeof count === 'number') {
    return ['--restart', count === 0 ? name : `${name}:${count}`]
  }
  return ['no', 'always', 'unless-stopped'].includes(name) && count === 0 ? ['--restart', name] : null
}

/** A path or a volume's name, a path, options. The command would expand what begins with `.` or `~`. */
const BIND = /^[/A-Za-z0-9][^\n:]*:\/[^\n:]*(:[A-Za-z,]+)?$/

const isUserDefined = (mode: Json | undefined): boolean =>
  typeof mode === 'string' && !/^(|default|bridge|host|none|container:.*)$/.test(mode)

/** On a network of one's own the command would put links into the endpoint as well. */
const links: Row = (value, host) =>
  isUserDefined(host['NetworkMode'])
    ? Array.isArray(value) && value.length === 0
      ? []
      : null
    : each('--link')(value, host)

const published: Row = (value) => {
  if (!isJsonObject(value)) return null
  const words: string[] = []
  for (const [port, bindings] of Object.entries(value)) {
    const places = Array.isArray(bindings) ? bindings.map((binding: Json) => place(port, binding)) : [null]
    for (const one of places) {
      if (one === null) return null
      words.push('--publish', one)
    }
    if (places.length === 0) return null
  }
  return words
}

const place = (port: string, binding: Json): string | null => {
  if (!isJsonObject(binding) || !/^\d+\/(tcp|udp|sctp)$/.test(port)) return null
  const { HostIp: address = '', HostPort: hostPort = '', ...others } = binding
  if (typeof address !== 'string' || typeof hostPort !== 'string' || Object.keys(others).length > 0) return null
  if (!/^\d*$/.test(hostPort) || !/^[0-9a-fA-F.:]*$/.test(address)) return null
  if (address === '') return hostPort === '' ? port : `${hostPort}:${port}`
  return `${address.includes(':') ? `[${address}]` : address}:${hostPort}:${port}`
}

const list =
  (one: (item: JsonObject) => Words): Row =>
  (value) => {
    if (!Array.isArray(value)) return null
    const words = value.map((item: Json) => (isJsonObject(item) ? one(item) : null))
    return words.includes(null) ? null : words.flatMap((item) => item ?? [])
  }

const ulimits = list(({ Name, Soft, Hard, ...others }) =>
  typeof Name === 'string' && typeof Soft === 'number' && typeof Hard === 'number' && Object.keys(others).length === 0
    ? ['--ulimit', `${Name}=${Soft}:${Hard}`]
    : null,
)

const devices = list(({ PathOnHost: from, PathInContainer: to, CgroupPermissions: may, ...others }) =>
  [from, to, may].every((part) => typeof part === 'string' && /^[^:\n]+$/.test(part)) &&
  Object.keys(others).length === 0
    ? ['--device', [from, to, may].join(':')]
    : null,
)

const tmpfs: Row = (value) => {
  if (!isJsonObject(value)) return null
  const entries = Object.entries(value)
  return entries.every(([path, options]) => /^\/[^:\n]*$/.test(path) && typeof options === 'string')
    ? entries.flatMap(([path, options]) => ['--tmpfs', options === '' ? path : `${path}:${String(options)}`])
    : null
}

const logging: Row = (value) => {
  if (!isJsonObject(value)) return null
  const { Type: type = '', Config: config = {}, ...others } = value
  const driver = text('--log-driver')(type, value)
  const options = pairs('--log-opt')(config ?? {}, value)
  return driver === null || options === null || Object.keys(others).length > 0 ? null : [...driver, ...options]
}

/** A pointer in the Engine: false is not the same as none. */
const init: Row = (value) => (typeof value === 'boolean' ? [value ? '--init' : '--init=false'] : null)

export const HOST_FLAGS: Rows = {
  Binds: each('--volume', BIND),
  VolumesFrom: each('--volumes-from'),
  Tmpfs: tmpfs,
  VolumeDriver: text('--volume-driver'),
  // The command reads `key=value,…` as its long form.
  NetworkMode: text('--network', /^[^=,\n]*$/),
  Links: links,
  PortBindings: published,
  PublishAllPorts: flag('--publish-all'),
  ExtraHosts: each('--add-host', /^[^:=\s]+:(host-gateway|[0-9a-fA-F.:]+)$/),
  Dns: each('--dns'),
  DnsOptions: each('--dns-option'),
  DnsSearch: each('--dns-search'),
  RestartPolicy: restart,
  AutoRemove: flag('--rm'),
  Init: init,
  ...LIMITS,
  MemorySwappiness: (value, host) =>
    typeof value === 'number' && value >= 0 ? number('--memory-swappiness', 'counts')(value, host) : null,
  OomKillDisable: flag('--oom-kill-disable'),
  OomScoreAdj: number('--oom-score-adj'),
  ShmSize: number('--shm-size'),
  Ulimits: ulimits,
  Devices: devices,
  CapAdd: each('--cap-add'),
  CapDrop: each('--cap-drop'),
  GroupAdd: each('--group-add'),
  Privileged: flag('--privileged'),
  ReadonlyRootfs: flag('--read-only'),
  // Others are files that the command would read, or are rewritten by it.
  SecurityOpt: each('--security-opt', /^(no-new-privileges|(apparmor|label)=[^\n]+)$/),
  Sysctls: pairs('--sysctl'),
  StorageOpt: pairs('--storage-opt'),
  IpcMode: text('--ipc'),
  PidMode: text('--pid'),
  UTSMode: text('--uts'),
  UsernsMode: text('--userns'),
  CgroupnsMode: text('--cgroupns'),
  CgroupParent: text('--cgroup-parent'),
  Runtime: text('--runtime'),
  LogConfig: logging,
}

/** The body of `POST /containers/…/update` as flags of `docker update`. */
export const UPDATE_FLAGS: Rows = { ...LIMITS, RestartPolicy: restart }
