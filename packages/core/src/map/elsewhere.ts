/** Keys that people bring from elsewhere to a config: options of the Engine, and words of Compose files. */

/** Keywords of options that are no fields; the table of options stands behind this folder, and a test compares the two. */
const OPTION_WORDS: ReadonlySet<string> = new Set(
  `Annotations ArgsEscaped AttachStderr AttachStdin AttachStdout Cgroup ConsoleSize ContainerIDFile IOMaximumBandwidth
  IOMaximumIOps KernelMemoryTCP MaskedPaths OnBuild ReadonlyPaths Shell StdinOnce auto_remove blkio_weight
  blkio_weight_device cap_add cap_drop cgroup_parent cgroupns command cpu_count cpu_percent cpu_period cpu_quota
  cpu_rt_period cpu_rt_runtime cpu_shares cpuset cpuset_cpus cpuset_mems device_cgroup_rules device_read_bps
  device_read_iops device_requests device_write_bps device_write_iops devices dns dns_opt dns_search domainname
  entrypoint extra_hosts gpus group_add hostname init init_path ipc_mode isolation kernel_memory log_config lxc_conf
  mac_address mem_limit mem_reservation mem_swappiness memswap_limit mounts nano_cpus network_disabled
  networking_config oom_kill_disable oom_score_adj pid_mode pids_limit port_bindings ports privileged
  publish_all_ports read_only restart_policy runtime security_opt shm_size stdin_open storage_opt sysctls tmpfs tty
  ulimits userns_mode uts_mode volume_driver volumes volumes_from working_dir`.split(/\s+/),
)

const WORDS: Readonly<Record<string, string>> = {
  port: 'ports are written as exposes: [[container port, host port]]',
  ports: 'ports are written as exposes: [[container port, host port]]',
  expose: 'write exposes',
  volumes: 'write binds for paths of the host, shares for anonymous volumes, attaches for shared ones',
  volumes_from: 'write uses',
  restart: 'write host_config: { restart_policy: { Name: always } }',
  build: 'nothing is built here: name an image',
  container_name: 'names are made of the map, the config, and its instances',
  env: 'write environment',
  env_file: 'write environment; !env and --env-file take values from outside',
  stop_grace_period: 'write stop_timeout',
  scale: 'name the containers: instances: [a, b]',
  pull_policy: 'write pull',
  logging: 'write host_config: { log_config: { type, config } }',
}

export const isOptionWord = (key: string): boolean => OPTION_WORDS.has(key)

/**
 * What to write instead of a key that a config does not have, where it is a word of elsewhere.
 *
 * @example
 * insteadOf('mem_limit') // 'mem_limit is an option: write it in create_options'
 */
export const insteadOf = (key: string): string | undefined => {
  if (Object.hasOwn(WORDS, key)) return WORDS[key]
  if (key.includes('=')) return 'a comma inside { } begins another key: put the value in quotes'
  return isOptionWord(key) ? `${key} is an option: write it in create_options` : undefined
}

const FLAGS: ReadonlySet<string> = new Set(['ro', 'rw', 'true', 'false'])

/** For a name that is a flag: `[data, ro]` is a list of two volumes. */
export const flagHint = (word: string, before: string | undefined): { readonly hint?: string } =>
  FLAGS.has(word) && before !== undefined ? { hint: `a flag stands with its volume: [[${before}, ${word}]]` } : {}

/** For a volume as the docker command has it, `/host:/container:ro`: here the path in the container comes first. */
export const bindHint = (text: string): { readonly hint?: string } => {
  const [, host, container, flag = 'rw'] = /^([^:\s]{1,80}):(\/[^:\s]{1,80})(?::(ro|rw))?$/.exec(text) ?? []
  return host === undefined
    ? {}
    : { hint: `write { ${container}: [${host}, ${flag}] }: the path in the container first` }
}

/** For two things in one text, `db:alias`: here they are a list. */
export const pairHint = (text: string): { readonly hint?: string } => {
  const [, first, second] = /^([\w.-]{1,80}):([\w.-]{1,80})$/.exec(text) ?? []
  return first === undefined ? {} : { hint: `write [[${first}, ${second}]]` }
}

/** Settings of an address pool beside the network's own ones. */
export const insteadInNetwork = (key: string): string | undefined =>
  ['subnet', 'ip_range', 'gateway', 'aux_addresses'].includes(key) ? `write ipam: { config: { ${key}: … } }` : undefined
