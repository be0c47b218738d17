/** What it takes to change a field: which ones an Engine changes in place, tried on Engine 20.10 and 28.5. */
import type { Json, JsonObject } from '../base/json'
import { present } from '../base/present'
import { numberAt, objectAt } from '../observe/read'
import { holdsSecret } from '../observe/secret'
import { REDACTED } from '../resource/placeholder'
import type { ContainerBody } from '../resource/resource'
import type { Effect, FieldChange } from './difference'

/**
 * Members of HostConfig that `POST /containers/…/update` sets, running or not. The request takes many more and answers
 * 200, but leaves them as they were: ShmSize, Ulimits, OomKillDisable, MemorySwappiness, Devices, CapAdd, LogConfig, …
 * `KernelMemory` is updated by 20.10 and unknown since API 1.42, so that it counts as one that is not.
 */
const UPDATABLE: ReadonlySet<string> = new Set([
  'BlkioWeight',
  'CpuShares',
  'CpuPeriod',
  'CpuQuota',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpusetCpus',
  'CpusetMems',
  'NanoCpus',
  'Memory',
  'MemorySwap',
  'MemoryReservation',
  'PidsLimit',
  'RestartPolicy',
])

/**
 * What takes a limit away again. To the Engine zero and empty text mean "leave it", so that the other limits can only
 * be taken away with the container.
 */
const RESETS: Readonly<Record<string, Json>> = {
  CpuQuota: -1,
  PidsLimit: -1,
  RestartPolicy: { Name: 'no' },
}

/** Noted only: a stop step says signal and timeout itself. */
const LATER: ReadonlySet<string> = new Set(['StopSignal', 'StopTimeout'])

/**
 * Limits of which an Engine does not say whether the host's kernel has them. Where it has not, an update would be tried
 * again and again; of a new container it is known that it was made with the limit.
 */
const DOUBTFUL: ReadonlySet<string> = new Set(['BlkioWeight', 'CpuRealtimePeriod', 'CpuRealtimeRuntime'])

const HOST_CONFIG = 'HostConfig.'
const NETWORKS = 'Networks.'

/** Whether it is a limit or a restart policy that the Engine changes in place. */
const isUpdatable = (field: string): boolean =>
  field.startsWith(HOST_CONFIG) && UPDATABLE.has(field.slice(HOST_CONFIG.length))

export interface Sides {
  /** Sparse HostConfig, as wanted. */
  readonly want: JsonObject
  /** Sparse HostConfig, as observed. */
  readonly have: JsonObject
  readonly skipLimitReset: boolean
  /** Whether some container on the host has the member: then the kernel can set it. */
  readonly isProven: (member: string) => boolean
}

/**
 * @example
 * effectOf('HostConfig.CpuShares', 512, undefined, sides) // 'update'
 * effectOf('HostConfig.CpuShares', undefined, 512, sides) // 'replace'
 */
export const effectOf = (field: string, want: Json | undefined, have: Json | undefined, sides: Sides): Effect => {
  if (LATER.has(field)) return 'none'
  if (field.startsWith(NETWORKS)) return endpointEffect(want, have)
  // A new container has the secret's place in its label, so that its value stays out of sight.
  if (!isUpdatable(field) || holdsSecret(want)) return 'replace'
  const member = field.slice(HOST_CONFIG.length)
  if (want !== undefined) return conflicts(member, sides) || isInDoubt(member, sides) ? 'replace' : 'update'
  return resetEffect(member, sides)
}

const endpointEffect = (want: Json | undefined, have: Json | undefined): Effect => {
  if (want === undefined) return 'disconnect'
  return have === undefined ? 'connect' : 'reconnect'
}

/** `NanoCpus` and `CpuQuota` exclude each other, and the one that is set already cannot be taken away (409). */
const conflicts = (member: string, { have }: Sides): boolean => {
  if (member === 'NanoCpus') return numberAt(have, 'CpuQuota') > 0 || numberAt(have, 'CpuPeriod') > 0
  return (member === 'CpuQuota' || member === 'CpuPeriod') && numberAt(have, 'NanoCpus') > 0
}

const isInDoubt = (member: string, { have, isProven }: Sides): boolean =>
  DOUBTFUL.has(member) && have[member] === undefined && !isProven(member)

const resetEffect = (member: string, { want, skipLimitReset }: Sides): Effect => {
  if (Object.hasOwn(RESETS, member)) return 'update'
  // Goes back to twice the memory.
  if (member === 'MemorySwap' && numberAt(want, 'Memory') > 0) return 'update'
  return skipLimitReset ? 'none' : 'replace'
}

/**
 * Body of `POST /containers/…/update` for those of the changes that it carries out; empty where there are none.
 *
 * @param body of the container as it is wanted
 * @example
 * updateBody([{ field: 'HostConfig.Memory', want: 67108864, effect: 'update', policy: 'strict' }], body)
 * // { Memory: 67108864, MemorySwap: 134217728 }
 */
export const updateBody = (
  changes: ReadonlyArray<FieldChange>,
  body: Pick<ContainerBody, 'HostConfig'>,
): JsonObject => {
  const updated: Record<string, Json> = {}
  for (const { field, want, effect, policy } of changes) {
    if (effect !== 'update' || policy !== 'strict') continue
    const member = field.slice(HOST_CONFIG.length)
    const value = want ?? RESETS[member]
    if (value !== undefined) updated[member] = value
    if (member === 'Memory' || member === 'MemorySwap')
      Object.assign(updated, memory(objectAt(body as JsonObject, 'HostConfig')))
  }
  return updated
}

/**
 * Body that takes `updateBody` back; null where the Engine could not: what was not limited cannot be so again, and the
 * value of a secret is not known.
 *
 * @param have HostConfig of the container as it was before
 */
export const revertBody = (changes: ReadonlyArray<FieldChange>, have: JsonObject): JsonObject | null => {
  const limits = changes.filter(({ effect, policy }) => effect === 'update' && policy === 'strict')
  const sides: Sides = { want: have, have: {}, skipLimitReset: false, isProven: () => true }
  const canGoBack = limits.every(({ field, have: before }) =>
    before === undefined ? resetEffect(field.slice(HOST_CONFIG.length), sides) === 'update' : before !== REDACTED,
  )
  if (!canGoBack) return null
  // A change from one side to the other, told from the other side.
  const back = limits.map(({ want, have: before, ...rest }) => present({ ...rest, want: before, have: want }))
  return updateBody(back, { HostConfig: have })
}

/** Both limits, always: the Engine refuses a memory limit above the swap limit that it keeps (409), also where that is 0. */
const memory = (hostConfig: JsonObject): JsonObject => {
  const limit = numberAt(hostConfig, 'Memory')
  const swap = numberAt(hostConfig, 'MemorySwap')
  return { ...(limit > 0 ? { Memory: limit } : {}), MemorySwap: swap === 0 ? 2 * limit : swap }
}
