/** A short text that changes exactly when something changes that a plan was decided on, and tells what did. */
import { shortHash } from '../base/canonical'
import type { Json } from '../base/json'
import type { ObservedContainer, ObservedImage, ObservedNetwork, ObservedVolume } from './observation'

export type ObservedObject = ObservedContainer | ObservedNetwork | ObservedVolume | ObservedImage

/**
 * Over id, image, settings, names, networks, and run state (status, exit code). Never over health, which comes and goes, nor
 * over who else is connected to a network or mounts a volume: that is drift elsewhere.
 *
 * @example
 * fingerprintOf(container) // 'id=3f2a6c1e90d4,name=4c9e…,image=…,state=running,exit code=0,first start=…,settings=…,…'
 */
export const fingerprintOf = (object: ObservedObject): string =>
  Object.entries(partsOf(object))
    .map(([part, value]) => `${part}=${PLAIN.has(part) ? String(value) : shortHash(value)}`)
    .join(',')

/** These stand there as they are, so that it can be told what they were. */
const PLAIN: ReadonlySet<string> = new Set(['state', 'exit code'])

/**
 * What has changed from one fingerprint of an object to another, in words; empty where they are the same.
 *
 * @example
 * changesBetween(before, fingerprintOf(container)) // ['state (running, now exited)', 'exit code (0, now 137)', 'networks']
 */
export const changesBetween = (before: string, now: string): ReadonlyArray<string> => {
  if (before === now) return []
  const was = readParts(before)
  const changed = [...readParts(now)].flatMap(([part, value]) => {
    const old = was.get(part)
    if (old === value) return []
    return [PLAIN.has(part) && old !== undefined ? `${part} (${old}, now ${value})` : part]
  })
  return changed.length > 0 ? changed : [...was.keys()]
}

const readParts = (fingerprint: string): ReadonlyMap<string, string> =>
  new Map(
    fingerprint.split(',').map((part) => {
      const [name = '', value = ''] = part.split('=')
      return [name, value]
    }),
  )

const partsOf = (object: ObservedObject): Readonly<Record<string, Json>> => {
  if ('state' in object) return containerParts(object)
  if ('references' in object) return { id: object.id, references: object.references }
  const { name, labels, config } = object
  return { ...('users' in object ? {} : { id: object.id }), name, labels, settings: config }
}

const containerParts = (container: ObservedContainer): Readonly<Record<string, Json>> => {
  const { id, name, image, state, config, hostConfig, mounts, networks } = container
  return {
    id,
    name,
    image,
    state: state.status,
    'exit code': state.exitCode ?? 'none',
    'first start': state.started,
    settings: config,
    'host settings': hostConfig,
    mounts: mounts.map((mount) => ({ ...mount })),
    networks: Object.fromEntries(Object.entries(networks).map(([network, endpoint]) => [network, { ...endpoint }])),
  }
}
