/**
 * What one source says about a value, in a form that merges: a leaf that replaces, or parts that merge by key. A layer
 * that starts afresh (`resets`) remembers it, so merging is associative: documents can be merged in any grouping.
 */
import type { Place } from '../base/document'

export interface Layer {
  readonly at: Place
  /** Nothing of earlier layers shows through. Always so for a leaf. */
  readonly resets: boolean
  readonly value?: unknown
  /** Ordered. Equal keys stand for entries that replace earlier ones of that key together (a port bound twice). */
  readonly parts?: ReadonlyArray<Part>
}

export interface Part {
  readonly key: string
  readonly layer: Layer
}

export const leaf = (at: Place, value: unknown): Layer => ({ at, resets: true, value })

export const partsLayer = (at: Place, parts: ReadonlyArray<Part>, resets = false): Layer => ({ at, resets, parts })

/** `later` over `earlier`. Layers of parts keep the earlier one's place: there the value was first defined. */
export const mergeLayers = (earlier: Layer, later: Layer): Layer => {
  if (later.resets) return later
  const parts = mergeParts(earlier.parts ?? [], later.parts ?? [])
  return { at: earlier.at, resets: earlier.resets, parts }
}

export const partOf = (layer: Layer | undefined, key: string): Layer | undefined =>
  layer?.parts?.find((part) => part.key === key)?.layer

/** Each key keeps the position of its first appearance. */
const mergeParts = (earlier: ReadonlyArray<Part>, later: ReadonlyArray<Part>): ReadonlyArray<Part> => {
  if (earlier.length === 0) return later
  if (later.length === 0) return earlier
  const mine = byKey(earlier)
  const theirs = byKey(later)
  const kept = earlier.flatMap((part): ReadonlyArray<Part> => {
    const over = theirs.get(part.key)
    if (over === undefined) return [part]
    const group = mine.get(part.key) ?? []
    return group[0] === part ? mergeGroup(group, over) : []
  })
  return [...kept, ...later.filter((part) => !mine.has(part.key))]
}

const mergeGroup = (earlier: ReadonlyArray<Part>, later: ReadonlyArray<Part>): ReadonlyArray<Part> => {
  const [one, other] = [earlier[0], later[0]]
  if (one === undefined || other === undefined || later.length > 1) return later
  return [{ key: other.key, layer: mergeLayers(one.layer, other.layer) }]
}

const byKey = (parts: ReadonlyArray<Part>): ReadonlyMap<string, ReadonlyArray<Part>> => {
  const groups = new Map<string, Part[]>()
  for (const part of parts) {
    const group = groups.get(part.key)
    if (group === undefined) groups.set(part.key, [part])
    else group.push(part)
  }
  return groups
}
