/**
 * What a map with mistakes may have meant: names in the parts that could not be read. References to them are not
 * reported, since they most likely are right.
 */
import type { Path } from '../base/issue'
import { nearest } from '../base/nearest'
import type { ContainerConfig, ContainerMap } from './model'

export interface Lost {
  /** So much is missing that no reference can be judged. */
  readonly all: boolean
  /** Configs of which nobody knows what they inherit, or whether there are containers of them. */
  readonly undecided: ReadonlySet<string>
  readonly names: ReadonlySet<string>
}

export const NOTHING_LOST: Lost = { all: false, undecided: new Set(), names: new Set() }

export const joinLost = (parts: ReadonlyArray<Lost>): Lost => ({
  all: parts.some((part) => part.all),
  undecided: new Set(parts.flatMap((part) => [...part.undecided])),
  names: new Set(parts.flatMap((part) => [...part.names])),
})

/** Keys that decide what all names of the map mean. */
const DECISIVE: ReadonlyArray<string> = ['use_attached_parent_name', '$merge']

/** Fields that decide what a config is. */
const OF_CONFIG: ReadonlyArray<string> = ['extends', 'abstract']

/** What goes with the value at a path. */
export const lostAt = (path: Path, value: unknown): Lost => {
  const keys = path.map(String)
  const last = keys[keys.length - 1] ?? ''
  const field = keys.findIndex((key, index) => index > 0 && nearest(key, OF_CONFIG) !== undefined)
  return {
    all: path.length === 0 || nearest(last, DECISIVE) !== undefined,
    undecided: new Set(keys.slice(Math.max(0, field - 1), Math.max(0, field))),
    names: new Set([...keys, ...textsIn(value)]),
  }
}

/** With those that extend an undecided config; what any config attaches may be theirs. */
export const withHeirs = (lost: Lost, map: ContainerMap): Lost => {
  if (lost.undecided.size === 0) return lost
  const configs = Object.entries(map.containers)
  const undecided = new Set(lost.undecided)
  const open = [...undecided]
  const heirs = groupedByBase(configs)
  while (open.length > 0) {
    for (const heir of heirs.get(open.pop() as string) ?? []) {
      if (undecided.has(heir)) continue
      undecided.add(heir)
      open.push(heir)
    }
  }
  const attached = configs.flatMap(([, config]) => config.attaches.map(({ name }) => name))
  return { ...lost, undecided, names: new Set([...lost.names, ...undecided, ...attached]) }
}

const groupedByBase = (
  configs: ReadonlyArray<readonly [string, ContainerConfig]>,
): ReadonlyMap<string, ReadonlyArray<string>> => {
  const heirs = new Map<string, string[]>()
  for (const [name, { extends: bases }] of configs) {
    for (const base of bases) {
      const known = heirs.get(base)
      if (known === undefined) heirs.set(base, [name])
      else known.push(name)
    }
  }
  return heirs
}

/** Whether a reference may mean something that was lost: itself, or one of its parts between dots. */
export const isLost = (lost: Lost, reference: string): boolean =>
  lost.all || lost.names.has(reference) || reference.split('.').some((part) => lost.names.has(part))

/** Keys and texts, at any depth. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  const texts: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string' || typeof next === 'number') texts.push(String(next))
    if (typeof next !== 'object' || next === null) continue
    for (const [key, member] of Object.entries(next)) open.push(Array.isArray(next) ? null : key, member)
  }
  return texts
}
