/** What is mounted where, as `Mounts.<path>`: another volume behind the same path is a difference. */
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { cleanPath } from '../base/path'
import type { ObservedMount } from '../observe/observation'
import { listAt, textAt, textsAt } from '../observe/read'
import { sparse, without } from '../observe/sparse'
import { isAnonymousName } from '../observe/volume'
import { type Fields, sortedSet } from './fields'

export interface Mounted {
  readonly mounts: ReadonlyArray<ObservedMount>
  readonly hostConfig: JsonObject
}

/**
 * Both sides at once: a volume that nobody named is wanted without a name, and is whatever volume without a given name
 * is there. `carried` are the names of those that were carried over from the container before.
 */
export const mountFields = (
  want: Mounted,
  have: Mounted,
  carried: ReadonlySet<string>,
): { readonly want: Fields; readonly have: Fields } => {
  const anonymous = new Set(want.mounts.filter(isAnonymous).map((mount) => mount.destination))
  const isUnnamed = (mount: ObservedMount): boolean =>
    anonymous.has(mount.destination) &&
    (mount.name === undefined || isAnonymousName(mount.name) || carried.has(mount.name))
  return {
    want: fields(want, isAnonymous),
    have: fields(have, (mount) => mount.type === 'volume' && isUnnamed(mount)),
  }
}

const isAnonymous = (mount: ObservedMount): boolean => mount.type === 'volume' && mount.name === undefined

const fields = ({ mounts, hostConfig }: Mounted, unnamed: (mount: ObservedMount) => boolean): Fields => {
  const options = mountOptions(hostConfig)
  return new Map(
    mounts.map((mount): [string, Json] => [
      `Mounts.${mount.destination}`,
      unnamed(mount)
        ? { Type: 'volume' }
        : sparse({
            Type: mount.type,
            Name: mount.name,
            Source: mount.source,
            ReadOnly: mount.readonly,
            Options: options.get(mount.destination),
          }),
    ]),
  )
}

/** Options beyond read-only, which the answer's own list of mounts does not have. */
const mountOptions = (hostConfig: JsonObject): ReadonlyMap<string, Json> => {
  const options = new Map<string, Json>()
  for (const bind of textsAt(hostConfig, 'Binds')) {
    const [, destination, mode = ''] = bind.split(':')
    if (destination !== undefined) options.set(cleanPath(destination), bindOptions(mode))
  }
  for (const mount of listAt(hostConfig, 'Mounts').filter(isJsonObject)) {
    options.set(cleanPath(textAt(mount, 'Target')), ownOptions(mount))
  }
  return options
}

/** `rprivate` is the Engine's default. */
const bindOptions = (mode: string): ReadonlyArray<string> =>
  sortedSet(mode.split(',').filter((option) => !['', 'rw', 'ro', 'rprivate'].includes(option)))

const ownOptions = (mount: JsonObject): Json =>
  sparse(without(mount, 'Type', 'Source', 'Target', 'ReadOnly', 'Consistency'))
