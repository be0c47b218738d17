/** Which mounts a container will have, from the body of its creation, its image, and the containers it takes volumes from. */

import { sortedBy } from '../base/compare-text'
import { isJsonObject, type JsonObject } from '../base/json'
import { cleanPath } from '../base/path'
import type { ObservedMount } from './observation'
import { listAt, objectAt, textAt, textsAt } from './read'

/** Mounts of the container of that name; undefined where it is not known. */
export type MountsOf = (container: string) => ReadonlyArray<ObservedMount> | undefined

/**
 * By destination; the later one of each pair wins: volumes of other containers, binds, mounts, then volumes of image and
 * container where nothing else is mounted. A volume without a name is one that the Engine makes and names.
 */
export const predictMounts = (
  config: JsonObject,
  hostConfig: JsonObject,
  mountsOf: MountsOf,
): ReadonlyArray<ObservedMount> => {
  const mounts = new Map<string, ObservedMount>()
  const put = (mount: ObservedMount): void => {
    mounts.set(mount.destination, mount)
  }
  for (const source of textsAt(hostConfig, 'VolumesFrom')) volumesFrom(source, mountsOf).forEach(put)
  for (const bind of textsAt(hostConfig, 'Binds')) put(bindOf(bind))
  for (const mount of listAt(hostConfig, 'Mounts')) if (isJsonObject(mount)) put(mountOf(mount))
  const tmpfs = new Set(Object.keys(objectAt(hostConfig, 'Tmpfs')).map(cleanPath))
  for (const path of Object.keys(objectAt(config, 'Volumes')).map(cleanPath)) {
    if (!mounts.has(path) && !tmpfs.has(path)) put({ type: 'volume', destination: path, readonly: false })
  }
  return sortedBy(mounts.values(), (mount) => mount.destination)
}

/** `name` and `readonly` of an entry of `VolumesFrom`. */
export const volumesFromOf = (entry: string): { readonly container: string; readonly readonly: boolean } => {
  const colon = entry.indexOf(':')
  const mode = colon < 0 ? '' : entry.slice(colon + 1)
  return { container: (colon < 0 ? entry : entry.slice(0, colon)).replace(/^\//, ''), readonly: isReadonly(mode) }
}

const volumesFrom = (entry: string, mountsOf: MountsOf): ReadonlyArray<ObservedMount> => {
  const { container, readonly } = volumesFromOf(entry)
  return (mountsOf(container) ?? []).map((mount) => ({ ...mount, readonly: mount.readonly || readonly }))
}

/** `source:destination[:mode]`, or a destination alone for an anonymous volume. */
const bindOf = (bind: string): ObservedMount => {
  const [first = '', second, mode = ''] = bind.split(':')
  if (second === undefined) return { type: 'volume', destination: cleanPath(first), readonly: false }
  const at = { destination: cleanPath(second), readonly: isReadonly(mode) }
  return first.startsWith('/')
    ? { type: 'bind', source: cleanPath(first), ...at }
    : { type: 'volume', name: first, ...at }
}

const isReadonly = (mode: string): boolean => mode.split(',').includes('ro')

const mountOf = (mount: JsonObject): ObservedMount => {
  const type = textAt(mount, 'Type')
  const source = textAt(mount, 'Source')
  return {
    type,
    ...(type === 'volume' && source !== '' ? { name: source } : {}),
    ...(type === 'bind' ? { source: cleanPath(source) } : {}),
    destination: cleanPath(textAt(mount, 'Target')),
    readonly: mount['ReadOnly'] === true,
  }
}
