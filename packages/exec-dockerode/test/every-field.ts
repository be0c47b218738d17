/** For every option and every field of a container config, one config that sets it: a map of them all. */
import { type ContainerConfig, OPTIONS, type Option, type OptionKeyword } from '@dmap/core'

type Value = Readonly<Record<string, unknown>>

/** What a config says beside its image; or why no container here can have the option. */
type Row = Value | string

const MIB = 1048576

/** Needs what few machines have, or another system. */
const WINDOWS = 'of Windows'
const REAL_TIME = "asks for the kernel's real-time scheduling of groups"

const option = (name: string, value: unknown): Row => ({ create_options: { [name]: value } })
const host = (name: string, value: unknown, more: Value = {}): Row => ({ host_config: { [name]: value, ...more } })

/** `source` is a running container beside the map. */
const optionRows = (source: string, other: string): Readonly<Record<OptionKeyword, Row>> => ({
  image: option('image', other),
  command: option('command', '1000'),
  entrypoint: option('entrypoint', ['/bin/sh', '-c', 'sleep 1000']),
  hostname: option('hostname', 'own-name'),
  domainname: option('domainname', 'example.com'),
  user: option('user', '2000'),
  stdin_open: option('stdin_open', true),
  tty: option('tty', true),
  ports: option('ports', [81, '53/udp']),
  environment: option('environment', { OWN: '1', FROM_IMAGE: 'other', EMPTY: '' }),
  volumes: option('volumes', ['/cache', '/data']),
  network_disabled: option('network_disabled', true),
  working_dir: option('working_dir', '/tmp'),
  mac_address: option('mac_address', '02:42:ac:11:00:97'),
  labels: option('labels', { own: '', 'from.image': 'other' }),
  stop_signal: option('stop_signal', 9),
  stop_timeout: option('stop_timeout', 3),
  healthcheck: option('healthcheck', { test: ['CMD', 'true'], interval: '7s', timeout: '2s', retries: 2 }),
  networking_config: {
    create_options: { networking_config: { EndpointsConfig: { bridge: {} } } },
    host_config: { network_mode: 'bridge' },
  },
  mem_limit: host('mem_limit', '64m'),
  memswap_limit: host('memswap_limit', '96m', { mem_limit: '64m' }),
  cpu_shares: host('cpu_shares', 512),
  cpuset: host('cpuset', '0'),
  dns: host('dns', ['10.0.0.2', '10.0.0.1']),
  volumes_from: host('volumes_from', { [source]: 'ro' }),
  volume_driver: host('volume_driver', 'local'),
  runtime: host('runtime', 'runc'),
  auto_remove: host('auto_remove', true),
  binds: host('binds', { '/etc': { bind: '/host', mode: 'ro' } }),
  blkio_weight: host('blkio_weight', 300),
  blkio_weight_device: host('blkio_weight_device', [{ Path: '/dev/null', Weight: 200 }]),
  cap_add: host('cap_add', ['NET_ADMIN', 'CAP_SYS_TIME']),
  cap_drop: host('cap_drop', ['mknod']),
  cgroup_parent: host('cgroup_parent', '/dmap'),
  cgroupns: host('cgroupns', 'host'),
  cpu_count: WINDOWS,
  cpu_percent: WINDOWS,
  cpu_period: host('cpu_period', 50_000),
  cpu_quota: host('cpu_quota', 50_000),
  cpu_rt_period: REAL_TIME,
  cpu_rt_runtime: REAL_TIME,
  cpuset_cpus: host('cpuset_cpus', '0'),
  cpuset_mems: host('cpuset_mems', '0'),
  device_cgroup_rules: host('device_cgroup_rules', ['c 1:3 mr', 'a 7:* rmw']),
  device_read_bps: host('device_read_bps', [{ Path: '/dev/loop0', Rate: '1m' }]),
  device_read_iops: host('device_read_iops', [{ Path: '/dev/loop0', Rate: 100 }]),
  device_requests: host('device_requests', [{ Driver: 'none', Count: 1, Capabilities: [['gpu']] }]),
  device_write_bps: host('device_write_bps', [{ Path: '/dev/loop0', Rate: '1m' }]),
  device_write_iops: host('device_write_iops', [{ Path: '/dev/loop0', Rate: 100 }]),
  devices: host('devices', ['/dev/null:/dev/nothing:r', '/dev/zero']),
  dns_opt: host('dns_opt', ['timeout:2', 'attempts:3']),
  dns_search: host('dns_search', ['b.example.com', 'a.example.com']),
  extra_hosts: host('extra_hosts', { two: '10.0.0.2', one: '10.0.0.1' }),
  gpus: host('gpus', 'all'),
  group_add: host('group_add', [2000, '100']),
  init: host('init', true),
  init_path: host('init_path', '/sbin/init'),
  ipc_mode: host('ipc_mode', 'shareable'),
  isolation: host('isolation', 'default'),
  kernel_memory: host('kernel_memory', '32m'),
  links: host('links', { [source]: 'db' }),
  log_config: host('log_config', { type: 'json-file', config: { 'max-size': '1m', 'max-file': 2 } }),
  lxc_conf: host('lxc_conf', { 'lxc.utsname': 'docker' }),
  mem_reservation: host('mem_reservation', '32m'),
  mem_swappiness: host('mem_swappiness', 0),
  mounts: host('mounts', [
    { target: '/host', source: '/etc', type: 'bind', read_only: true },
    { target: '/anonymous' },
    { target: '/tmpfs', type: 'tmpfs', tmpfs_size: '1m' },
  ]),
  nano_cpus: host('nano_cpus', 500_000_000),
  network_mode: host('network_mode', 'none'),
  oom_kill_disable: host('oom_kill_disable', true, { mem_limit: '64m' }),
  oom_score_adj: host('oom_score_adj', 100),
  pid_mode: host('pid_mode', 'host'),
  pids_limit: host('pids_limit', 100),
  port_bindings: host('port_bindings', { 80: null, '53/udp': ['127.0.0.1', 28_953], 82: ['127.0.0.1'] }),
  privileged: host('privileged', true),
  publish_all_ports: host('publish_all_ports', true),
  read_only: host('read_only', true),
  restart_policy: host('restart_policy', { Name: 'on-failure', MaximumRetryCount: 3 }),
  security_opt: host('security_opt', ['no-new-privileges', 'seccomp=unconfined']),
  shm_size: host('shm_size', '32m'),
  storage_opt: 'asks for a file system with quotas',
  sysctls: host('sysctls', { 'net.ipv4.ip_forward': 1 }),
  tmpfs: host('tmpfs', { '/run': '', '/var/run/app': 'rw,size=1m,mode=700' }),
  ulimits: host('ulimits', { nofile: { soft: 1024, hard: 2048 }, core: 0 }),
  userns_mode: host('userns_mode', 'host'),
  uts_mode: host('uts_mode', 'host'),
  Annotations: host('Annotations', { 'org.example.own': 'yes' }),
  ArgsEscaped: WINDOWS,
  AttachStdin: option('AttachStdin', true),
  AttachStdout: option('AttachStdout', false),
  AttachStderr: option('AttachStderr', true),
  ConsoleSize: host('ConsoleSize', [24, 80]),
  ContainerIDFile: host('ContainerIDFile', '/tmp/id'),
  Cgroup: host('Cgroup', ''),
  IOMaximumBandwidth: WINDOWS,
  IOMaximumIOps: WINDOWS,
  KernelMemoryTCP: host('KernelMemoryTCP', '32m'),
  MaskedPaths: host('MaskedPaths', ['/proc/kcore']),
  OnBuild: option('OnBuild', ['RUN true']),
  ReadonlyPaths: host('ReadonlyPaths', []),
  Shell: option('Shell', ['/bin/sh', '-e']),
  StdinOnce: { create_options: { StdinOnce: true, stdin_open: true } },
})

const fieldRows = (): Readonly<Record<keyof ContainerConfig, Row>> => ({
  abstract: 'makes no container',
  extends: { extends: 'base' },
  image: {},
  instances: { instances: ['one', 'two'] },
  clients: { clients: ['default'] },
  shares: { shares: ['/share', '/logs/'] },
  binds: { binds: ['conf', ['/etc/', '/etc/', 'ro']] },
  uses: { uses: ['f_attaches', ['own_volume', true]] },
  attaches: { attaches: 'own_volume' },
  links: { links: ['f_image', ['f_instances.one', 'first']] },
  exposes: { exposes: [81, '53/udp', [8081, 28_981], [8082, 28_982, 'local'], '8100-8102'] },
  exec_commands: { exec_commands: ['true', [['echo', '1'], 'root', 'initial']] },
  network: { network: 'f_image' },
  networks: {
    networks: [
      { front: { aliases: ['web', 'api'], ipv4_address: '10.217.1.77', links: [['f_networks_other', 'other']] } },
      'back',
    ],
  },
  user: { user: '2000:100' },
  permissions: { attaches: 'second_volume', permissions: 'u=rwX,g=rX,o=' },
  stop_timeout: { stop_timeout: 3 },
  stop_signal: { stop_signal: 'SIGINT' },
  persistent: { persistent: true },
  prevent_destroy: { prevent_destroy: true },
  healthcheck: { healthcheck: { interval: '7s' } },
  start_delay: { start_delay: '10ms' },
  depends_on: { depends_on: { f_healthcheck: 'healthy' } },
  update_order: { update_order: 'start-first' },
  pull: { pull: 'missing' },
  environment: { environment: { OWN: '1', FROM_IMAGE: 'other', PASSWORD: { $secret: 'password' } } },
  labels: { labels: { own: '', 'from.image': 'other' } },
  create_options: { create_options: { working_dir: '/tmp/', tty: true } },
  host_config: { host_config: { mem_limit: '64m', read_only: true } },
  compare: { compare: { env: 'warn' } },
})

/** The same things said in other words, and where what is said is what would be anyway. */
const MORE: Readonly<Record<string, Value>> = {
  nothing_disabled: { healthcheck: 'NONE', network: 'disabled' },
  host_network: { network: 'host', create_options: { hostname: 'own-name' } },
  same_as_the_image: {
    user: '1000:1000',
    environment: { FROM_IMAGE: '1', PATH: '/bin' },
    exposes: [8000],
    shares: ['/data'],
    labels: { 'from.image': 'yes' },
    create_options: { command: '3600', entrypoint: 'sleep', working_dir: '/bin' },
  },
  no_limits: { host_config: { mem_limit: 0, pids_limit: -1, cpu_quota: -1, mem_swappiness: -1, restart_policy: 'no' } },
  unlimited_swap: { host_config: { mem_limit: '64m', memswap_limit: -1 } },
  empty_entrypoint: { create_options: { entrypoint: [], command: ['sleep', '1000'] } },
  bind_options: { host_config: { binds: ['/etc:/host:ro,rprivate', 'NAME-volume:/volume:nocopy'] } },
  volume_over_the_image: { binds: [['/data', '/tmp/NAME-data']], host_config: { tmpfs: ['/logs'] } },
  f_networks_other: { networks: { front: { aliases: ['other'] } } },
  half_health: { create_options: { healthcheck: { retries: 9 } } },
  numbers_as_text: { host_config: { mem_limit: String(64 * MIB), cpu_shares: '512', shm_size: '64m' } },
  labels_of_a_list: { labels: ['a=b=c'], environment: ['LIST=1=2'] },
  ports_of_both: { exposes: [[80, 28_983]], host_config: { port_bindings: { 81: 28_984 } } },
}

/** All at once, as far as it can be together. */
const TOGETHER: Value = {
  instances: ['one', 'two'],
  shares: ['/share'],
  binds: ['conf', ['/etc', '/etc', 'ro']],
  uses: 'own_volume',
  attaches: 'together_volume',
  links: [['f_image', 'image']],
  exposes: [81, '53/udp', [8081, null]],
  exec_commands: ['true'],
  user: '2000:100',
  permissions: '750',
  stop_timeout: 3,
  stop_signal: 'SIGQUIT',
  healthcheck: { test: 'true', interval: '1s', start_period: '1s' },
  depends_on: 'f_stop_timeout',
  environment: { OWN: '1', FROM_IMAGE: 'other', PASSWORD: { $secret: 'password' } },
  labels: { own: '', 'from.image': 'other' },
  create_options: {
    entrypoint: '/bin/sh -c',
    command: ['trap "exit 0" QUIT; sleep 3600 & wait'],
    working_dir: '/tmp',
    domainname: 'example.com',
    tty: true,
    stdin_open: true,
  },
  host_config: {
    mem_limit: '64m',
    memswap_limit: '96m',
    mem_reservation: '32m',
    cpu_shares: 512,
    cpuset_cpus: '0',
    pids_limit: 100,
    cap_add: ['NET_ADMIN'],
    cap_drop: ['MKNOD'],
    dns: ['10.0.0.1'],
    dns_search: ['example.com'],
    extra_hosts: { one: '10.0.0.1' },
    devices: ['/dev/null:/dev/nothing:r'],
    group_add: ['100'],
    init: true,
    log_config: { type: 'json-file', config: { 'max-size': '1m' } },
    read_only: true,
    restart_policy: 'unless-stopped',
    security_opt: ['no-new-privileges'],
    shm_size: '32m',
    sysctls: { 'net.ipv4.ip_forward': '1' },
    tmpfs: { '/run': 'size=1m' },
    ulimits: { nofile: 1024 },
    ipc_mode: 'private',
  },
}

/** Made, but not started: the Engine could not start it on this kernel, or it is gone once it ends. */
export const NEVER_STARTED: ReadonlySet<string> = new Set(
  [
    'blkio_weight',
    'blkio_weight_device',
    'device_read_bps',
    'device_read_iops',
    'device_write_bps',
    'device_write_iops',
    'device_requests',
    'gpus',
    'privileged',
    'auto_remove',
    'cgroupns',
  ].map((keyword) => `o_${keyword}`),
)

const fits = ({ since, before }: Option, apiVersion: string): boolean =>
  (since === undefined || compareVersions(apiVersion, since) >= 0) &&
  (before === undefined || compareVersions(apiVersion, before) < 0)

const compareVersions = (a: string, b: string): number => minor(a) - minor(b)

const minor = (version: string): number => Number(version.split('.')[1])

/** A map named `name`; its images are `one` and `two` of the repository `name`, beside it runs the container `source`. */
export const everyField = (name: string, source: string, apiVersion: string): Value => {
  const keywords = (Object.entries(optionRows(source, `${name}/two`)) as ReadonlyArray<[OptionKeyword, Row]>)
    .filter(([keyword, row]) => typeof row !== 'string' && fits(OPTIONS[keyword], apiVersion))
    .map(([keyword, row]) => [`o_${keyword}`, row] as const)
  const fields = Object.entries(fieldRows())
    .filter(([, row]) => typeof row !== 'string')
    .map(([field, row]) => [`f_${field}`, row] as const)
  const all = Object.entries({ ...Object.fromEntries([...keywords, ...fields]), ...MORE, together: TOGETHER })
  const configs = all.map(([config, row]) => [config, { image: 'one', ...(row as Value) }])
  return JSON.parse(
    JSON.stringify({
      name: 'NAME',
      repository: 'NAME',
      default_domain: 'example.org',
      volumes: {
        conf: '/conf',
        own_volume: { path: '/own', user: 2000, permissions: '770' },
        second_volume: '/second',
        together_volume: { path: '/together', driver: 'local', driver_options: {}, labels: { of: 'together' } },
      },
      host: { root: '/tmp/NAME-root', conf: 'conf' },
      networks: {
        front: { internal: true, labels: { of: 'front' }, ipam: { config: [{ subnet: '10.217.1.0/24' }] } },
        back: { driver: 'bridge', driver_options: { 'com.docker.network.bridge.enable_icc': 'false' } },
      },
      containers: { base: { abstract: true, environment: { BASE: '1' } }, ...Object.fromEntries(configs) },
    }).replaceAll('NAME', name),
  )
}
