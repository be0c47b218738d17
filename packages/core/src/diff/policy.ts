/** Which differences count: `strict`, `warn` or `ignore` per field, as containers and clients set it. */
import type { ComparePolicy } from '../map/model'

export type Policies = Readonly<Record<string, ComparePolicy>>

/** The map's own words for fields; each stands for these places in Engine terms and all below them. */
const TERMS: Readonly<Record<string, ReadonlyArray<string>>> = {
  env: ['Env'],
  environment: ['Env'],
  labels: ['Labels'],
  image: ['Image'],
  command: ['Cmd'],
  entrypoint: ['Entrypoint'],
  user: ['User'],
  working_dir: ['WorkingDir'],
  hostname: ['Hostname'],
  domainname: ['Domainname'],
  healthcheck: ['Healthcheck'],
  stop_signal: ['StopSignal'],
  stop_timeout: ['StopTimeout'],
  ports: ['Ports', 'HostConfig.PublishAllPorts'],
  exposes: ['Ports', 'HostConfig.PublishAllPorts'],
  volumes: ['Mounts', 'HostConfig.VolumesFrom'],
  mounts: ['Mounts', 'HostConfig.VolumesFrom'],
  binds: ['Mounts'],
  shares: ['Mounts'],
  uses: ['Mounts', 'HostConfig.VolumesFrom'],
  attaches: ['Mounts', 'HostConfig.VolumesFrom'],
  links: ['HostConfig.Links'],
  networks: ['Networks'],
  network: ['HostConfig.NetworkMode'],
  network_mode: ['HostConfig.NetworkMode'],
  restart_policy: ['HostConfig.RestartPolicy'],
  log_config: ['HostConfig.LogConfig'],
  host_config: ['HostConfig'],
  limits: [
    'HostConfig.BlkioWeight',
    'HostConfig.CpuShares',
    'HostConfig.CpuPeriod',
    'HostConfig.CpuQuota',
    'HostConfig.CpuRealtimePeriod',
    'HostConfig.CpuRealtimeRuntime',
    'HostConfig.CpusetCpus',
    'HostConfig.CpusetMems',
    'HostConfig.KernelMemory',
    'HostConfig.Memory',
    'HostConfig.MemoryReservation',
    'HostConfig.MemorySwap',
    'HostConfig.MemorySwappiness',
    'HostConfig.NanoCpus',
    'HostConfig.PidsLimit',
    'HostConfig.Ulimits',
  ],
}

/**
 * Places in Engine terms that a name in `compare` stands for: a word of the map, one with a member (`env.PATH`), or
 * the Engine's own name.
 *
 * @example
 * placesOf('env.PATH') // ['Env.PATH']
 * placesOf('HostConfig.Memory') // ['HostConfig.Memory']
 */
export const placesOf = (name: string): ReadonlyArray<string> => {
  const dot = name.indexOf('.')
  const word = dot < 0 ? name : name.slice(0, dot)
  const rest = dot < 0 ? '' : name.slice(dot)
  return Object.hasOwn(TERMS, word) ? (TERMS[word] as ReadonlyArray<string>).map((place) => `${place}${rest}`) : [name]
}

/**
 * The policy for the longest place that `field` is at or below; of two for one place the later one, `strict` where there
 * is none. A container's policies stand after its client's.
 *
 * @example
 * policyFor('Env.PATH', { env: 'ignore', 'env.PATH': 'warn' }) // 'warn'
 */
export const policyFor = (field: string, policies: Policies): ComparePolicy => {
  let found: { readonly length: number; readonly policy: ComparePolicy } = { length: 0, policy: 'strict' }
  for (const [name, policy] of Object.entries(policies)) {
    for (const place of placesOf(name)) {
      if (covers(place, field) && place.length >= found.length) found = { length: place.length, policy }
    }
  }
  return found.policy
}

const covers = (place: string, field: string): boolean => field === place || field.startsWith(`${place}.`)
