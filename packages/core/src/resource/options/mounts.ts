/** Mounts, in the words of the Engine and in those of docker-py. */
import { right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import {
  anything,
  conversion,
  either,
  flag,
  integer,
  listOf,
  mapped,
  oneOf,
  recordOf,
  secretText,
  shape,
  size,
  text,
} from './conversion'

const MOUNT_TYPE = oneOf('bind', 'volume', 'tmpfs', 'npipe')
const engineMount = shape({
  Target: text,
  Source: text,
  Type: MOUNT_TYPE,
  ReadOnly: flag,
  Consistency: text,
  BindOptions: anything,
  VolumeOptions: anything,
  TmpfsOptions: anything,
  // The arguments of docker-py's Mount, sorted into the Engine's three objects below.
  Propagation: text,
  NoCopy: flag,
  Labels: recordOf(secretText),
  DriverConfig: anything,
  Subpath: text,
  TmpfsSize: size,
  TmpfsMode: integer,
})

/** The Engine's mounts, or docker-py's arguments (`target`, `source`, `tmpfs_size`, …), or `source:target[:ro]`. */
export const mounts: Conversion = listOf(
  either(
    'target, source, type and so on, or source:target[:ro]',
    conversion('text', (value) => (typeof value === 'string' ? asMount(value) : undefined)),
    mapped(engineMount, (value) => sortMount(value as JsonObject)),
  ),
)

const asMount = (value: string): ReturnType<Conversion['read']> | undefined => {
  const [source = '', target, mode] = value.split(':')
  if (target === undefined) return right({ Target: source, Type: 'volume' })
  const mount = { Source: source, Target: target, Type: source.startsWith('/') ? 'bind' : 'volume' }
  return right(mode === 'ro' ? { ...mount, ReadOnly: true } : mount)
}

const sortMount = (mount: JsonObject): JsonObject => {
  const { Propagation, NoCopy, Labels, DriverConfig, Subpath, TmpfsSize, TmpfsMode, ...rest } = mount
  const group = (own: Json | undefined, extra: JsonObject): JsonObject | undefined => {
    const set = Object.entries(extra).filter(([, value]) => value !== undefined) as [string, Json][]
    if (set.length === 0) return isJsonObject(own) ? own : undefined
    return { ...(isJsonObject(own) ? own : {}), ...objectFrom(set) }
  }
  const parts = {
    BindOptions: group(rest.BindOptions, { Propagation }),
    VolumeOptions: group(rest.VolumeOptions, { NoCopy, Labels, DriverConfig, Subpath }),
    TmpfsOptions: group(rest.TmpfsOptions, { SizeBytes: TmpfsSize, Mode: TmpfsMode }),
  }
  const set = Object.entries(parts).filter(([, value]) => value !== undefined) as [string, JsonObject][]
  return { Type: 'volume', ...rest, ...Object.fromEntries(set) }
}
