/**
 * Every option of a container: the keywords of docker-py's `create_container` and `create_host_config` (1.x to 7.x), what
 * they are in the Engine's API, and since when. The Engine's own names are accepted as well: `mem_limit` and `Memory`.
 */

import { extraHosts, links, networkingConfig } from './connections'
import type { Conversion } from './conversion'
import { command, flag, integer, listOf, looseText, oneOf, recordOf, secretText, size, text } from './conversion'
import { bytesPerSecond, deviceRequests, devices, deviceWeights, gpus, operationsPerSecond } from './devices'
import { environment, healthcheck, labels } from './environment'
import { logConfig, lxcConf, restartPolicy, ulimits } from './limits'
import { mounts } from './mounts'
import { portBindings, ports } from './ports'
import { binds, tmpfs, volumes, volumesFrom } from './volumes'

/** The function of docker-py that has the keyword; `Engine`: none, the name is the API's. */
export type Origin = 'create_container' | 'create_host_config' | 'both' | 'Engine'

export interface Option {
  /** Place in the request body: `User`, `HostConfig.Memory`. */
  readonly field: string
  readonly from: Origin
  readonly value: Conversion
  /** Engine API version that brought it. */
  readonly since?: string
  /** Engine API version that no longer has it. */
  readonly before?: string
}

/** A keyword that docker-py has and a map cannot use, with the reason. */
export interface Refused {
  readonly refused: string
  readonly hint: string
}

/** A keyword that changes nothing here, with the reason; taken so that maps need not be rewritten. */
export interface Idle {
  readonly idle: string
}

const container = (field: string, value: Conversion, versions: Versions = {}): Option => ({
  field,
  from: 'create_container',
  value,
  ...versions,
})
const host = (field: string, value: Conversion, versions: Versions = {}): Option => ({
  field: `HostConfig.${field}`,
  from: 'create_host_config',
  value,
  ...versions,
})
/** In docker-py 1.x an argument of create_container, later of create_host_config. */
const moved = (field: string, value: Conversion, versions: Versions = {}): Option => ({
  field: `HostConfig.${field}`,
  from: 'both',
  value,
  ...versions,
})
const engine = (field: string, value: Conversion, versions: Versions = {}): Option => ({
  field,
  from: 'Engine',
  value,
  ...versions,
})

type Versions = Pick<Option, 'since' | 'before'>
const since = (version: string): Versions => ({ since: version })

const texts = listOf(secretText)

export const OPTIONS = {
  // create_container
  image: container('Image', text),
  command: container('Cmd', command),
  entrypoint: container('Entrypoint', command),
  hostname: container('Hostname', secretText),
  domainname: container('Domainname', secretText),
  user: container('User', secretText),
  stdin_open: container('OpenStdin', flag),
  tty: container('Tty', flag),
  ports: container('ExposedPorts', ports),
  environment: container('Env', environment),
  volumes: container('Volumes', volumes),
  network_disabled: container('NetworkDisabled', flag),
  working_dir: container('WorkingDir', secretText),
  mac_address: container('MacAddress', secretText, since('1.15')),
  labels: container('Labels', labels, since('1.18')),
  stop_signal: container('StopSignal', text, since('1.21')),
  stop_timeout: container('StopTimeout', integer, since('1.25')),
  healthcheck: container('Healthcheck', healthcheck, since('1.24')),
  networking_config: container('NetworkingConfig', networkingConfig, since('1.22')),
  // both, over time
  mem_limit: moved('Memory', size),
  memswap_limit: moved('MemorySwap', size),
  cpu_shares: moved('CpuShares', integer),
  cpuset: moved('CpusetCpus', secretText, since('1.18')),
  dns: moved('Dns', texts, since('1.10')),
  volumes_from: moved('VolumesFrom', volumesFrom),
  volume_driver: moved('VolumeDriver', secretText, since('1.21')),
  runtime: moved('Runtime', secretText, since('1.25')),
  // create_host_config
  auto_remove: host('AutoRemove', flag, since('1.25')),
  binds: host('Binds', binds),
  blkio_weight: host('BlkioWeight', integer, since('1.22')),
  blkio_weight_device: host('BlkioWeightDevice', deviceWeights, since('1.22')),
  cap_add: host('CapAdd', texts),
  cap_drop: host('CapDrop', texts),
  cgroup_parent: host('CgroupParent', secretText, since('1.18')),
  cgroupns: host('CgroupnsMode', oneOf('private', 'host'), since('1.41')),
  cpu_count: host('CpuCount', integer, since('1.25')),
  cpu_percent: host('CpuPercent', integer, since('1.25')),
  cpu_period: host('CpuPeriod', integer, since('1.19')),
  cpu_quota: host('CpuQuota', integer, since('1.19')),
  cpu_rt_period: host('CpuRealtimePeriod', integer, since('1.25')),
  cpu_rt_runtime: host('CpuRealtimeRuntime', integer, since('1.25')),
  cpuset_cpus: host('CpusetCpus', secretText, since('1.18')),
  cpuset_mems: host('CpusetMems', secretText, since('1.19')),
  device_cgroup_rules: host('DeviceCgroupRules', texts, since('1.28')),
  device_read_bps: host('BlkioDeviceReadBps', bytesPerSecond, since('1.22')),
  device_read_iops: host('BlkioDeviceReadIOps', operationsPerSecond, since('1.22')),
  device_requests: host('DeviceRequests', deviceRequests, since('1.40')),
  device_write_bps: host('BlkioDeviceWriteBps', bytesPerSecond, since('1.22')),
  device_write_iops: host('BlkioDeviceWriteIOps', operationsPerSecond, since('1.22')),
  devices: host('Devices', devices),
  dns_opt: host('DnsOptions', texts, since('1.21')),
  dns_search: host('DnsSearch', texts, since('1.15')),
  extra_hosts: host('ExtraHosts', extraHosts, since('1.15')),
  gpus: host('DeviceRequests', gpus, since('1.40')),
  group_add: host('GroupAdd', texts, since('1.20')),
  init: host('Init', flag, since('1.25')),
  init_path: host('InitPath', secretText, { since: '1.25', before: '1.29' }),
  ipc_mode: host('IpcMode', text, since('1.17')),
  isolation: host('Isolation', secretText, since('1.24')),
  kernel_memory: host('KernelMemory', size, { since: '1.21', before: '1.42' }),
  links: host('Links', links),
  log_config: host('LogConfig', logConfig, since('1.18')),
  lxc_conf: host('LxcConf', lxcConf, { before: '1.22' }),
  mem_reservation: host('MemoryReservation', size, since('1.21')),
  mem_swappiness: host('MemorySwappiness', integer, since('1.20')),
  mounts: host('Mounts', mounts, since('1.30')),
  nano_cpus: host('NanoCpus', integer, since('1.25')),
  network_mode: host('NetworkMode', text, since('1.15')),
  oom_kill_disable: host('OomKillDisable', flag, since('1.20')),
  oom_score_adj: host('OomScoreAdj', integer, since('1.22')),
  pid_mode: host('PidMode', text, since('1.17')),
  pids_limit: host('PidsLimit', integer, since('1.23')),
  port_bindings: host('PortBindings', portBindings),
  privileged: host('Privileged', flag),
  publish_all_ports: host('PublishAllPorts', flag),
  read_only: host('ReadonlyRootfs', flag, since('1.17')),
  restart_policy: host('RestartPolicy', restartPolicy, since('1.15')),
  security_opt: host('SecurityOpt', texts, since('1.17')),
  shm_size: host('ShmSize', size, since('1.22')),
  storage_opt: host('StorageOpt', recordOf(looseText), since('1.24')),
  sysctls: host('Sysctls', recordOf(looseText), since('1.24')),
  tmpfs: host('Tmpfs', tmpfs, since('1.22')),
  ulimits: host('Ulimits', ulimits, since('1.18')),
  userns_mode: host('UsernsMode', text, since('1.23')),
  uts_mode: host('UTSMode', text, since('1.19')),
  // Only the Engine has a name for these.
  Annotations: engine('HostConfig.Annotations', recordOf(secretText), since('1.43')),
  ArgsEscaped: engine('ArgsEscaped', flag),
  AttachStdin: engine('AttachStdin', flag),
  AttachStdout: engine('AttachStdout', flag),
  AttachStderr: engine('AttachStderr', flag),
  ConsoleSize: engine('HostConfig.ConsoleSize', listOf(integer), since('1.22')),
  ContainerIDFile: engine('HostConfig.ContainerIDFile', secretText),
  Cgroup: engine('HostConfig.Cgroup', text, since('1.22')),
  IOMaximumBandwidth: engine('HostConfig.IOMaximumBandwidth', size, since('1.22')),
  IOMaximumIOps: engine('HostConfig.IOMaximumIOps', integer, since('1.22')),
  KernelMemoryTCP: engine('HostConfig.KernelMemoryTCP', size, { since: '1.40', before: '1.42' }),
  MaskedPaths: engine('HostConfig.MaskedPaths', texts, since('1.38')),
  OnBuild: engine('OnBuild', texts),
  ReadonlyPaths: engine('HostConfig.ReadonlyPaths', texts, since('1.38')),
  Shell: engine('Shell', texts, since('1.25')),
  StdinOnce: engine('StdinOnce', flag),
} as const satisfies Readonly<Record<string, Option>>

/** Keywords of docker-py that lead nowhere, so that an issue can say why. */
export const REFUSED: Readonly<Record<string, Refused>> = {
  name: { refused: 'names of containers are made from the map', hint: 'name the configuration, or its instances' },
  platform: {
    refused: "the platform is no part of a container's configuration, and could not be compared afterwards",
    hint: 'name an image of that platform, by its digest',
  },
}

export const IDLE: Readonly<Record<string, Idle>> = {
  detach: { idle: 'containers are never attached to' },
  use_config_proxy: { idle: 'proxies are set by `environment`' },
  version: { idle: "the API version is the Engine's" },
}

/** Objects of options within options: `HostConfig: { Memory: … }`. */
export const NESTED: ReadonlySet<string> = new Set(['host_config', 'HostConfig'])

export type OptionKeyword = keyof typeof OPTIONS

const byName: ReadonlyMap<string, Option> = (() => {
  const result = new Map<string, Option>()
  for (const option of Object.values(OPTIONS) as Option[]) {
    const name = option.field.slice(option.field.lastIndexOf('.') + 1)
    // `gpus` and `cpuset` share their field with a keyword that reads the Engine's own form.
    if (!result.has(name) || option.from === 'create_host_config') result.set(name, option)
  }
  result.set('DeviceRequests', OPTIONS.device_requests)
  for (const [keyword, option] of Object.entries(OPTIONS)) result.set(keyword, option)
  return result
})()

/** The option of a docker-py keyword or an Engine name. */
export const optionOf = (name: string): Option | undefined => byName.get(name)

/** All that can be written: for "did you mean". */
export const OPTION_NAMES: ReadonlyArray<string> = [...byName.keys(), ...NESTED]
