/** Limits that an Engine leaves out, with a warning, where the host's kernel does not have them. */
import type { JsonObject } from '../base/json'

/** Members of `HostConfig`. */
export const DISCARDABLE: ReadonlySet<string> = new Set([
  'BlkioWeight',
  'BlkioWeightDevice',
  'CpuShares',
  'CpuPeriod',
  'CpuQuota',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpusetCpus',
  'CpusetMems',
  'KernelMemory',
  'KernelMemoryTCP',
  'Memory',
  'MemoryReservation',
  'MemorySwap',
  'MemorySwappiness',
  'NanoCpus',
  'OomKillDisable',
])

/**
 * Which of them a request asks for, as text for a label: so that one that is missing later is known to have been left
 * out, whatever else was changed in place since. Undefined where there is none.
 *
 * @example
 * limitsAsked({ CpuShares: 512, BlkioWeight: 300, Privileged: true }) // 'BlkioWeight,CpuShares'
 */
export const limitsAsked = (hostConfig: JsonObject): string | undefined => {
  const asked = Object.keys(hostConfig).filter((member) => DISCARDABLE.has(member))
  return asked.length === 0 ? undefined : asked.sort().join(',')
}
