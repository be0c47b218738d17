/** Reads a plain value (from code, from a module) to a document: only what JSON can hold gets through. */
import type { Issue, Path, Position } from '../base/issue'
import { recordOf } from '../base/record'
import type { Reading } from './salvage'
import { MOST_LEVELS } from './yaml-depth'

/**
 * A copy of `value` with functions called (each one once, however often it appears) and null for everything that is no
 * data. Values have no lines: every position is the file's beginning.
 */
export const readValue = (file: string, value: unknown): Reading => {
  const start: Position = { file, line: 1, column: 1 }
  const copying = new Copying(start)
  const copy = copying.copy(value, [])
  return { document: { file, value: copy, spot: { value: 0 }, positionAt: () => start }, issues: copying.issues }
}

/** Visits beyond the first to values that appear in several places. */
const FREE_COPIES = 10_000

class Copying {
  readonly issues: Issue[] = []
  private readonly results = new Map<unknown, unknown>()
  private readonly open = new Set<unknown>()
  private readonly seen = new Set<unknown>()
  private repeated = 0
  private exploded = false

  constructor(private readonly start: Position) {}

  copy(value: unknown, path: Path): unknown {
    if (this.exploded) return null
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') {
      return Number.isFinite(value) ? value : this.refuse(path, `a map holds no ${String(value)}`)
    }
    if (typeof value === 'function') return this.copy(this.call(value as () => unknown, path), path)
    if (typeof value !== 'object') return this.refuse(path, `a map holds no ${typeof value}`)
    return this.copyObject(value, path)
  }

  private copyObject(value: object, path: Path): unknown {
    if (this.open.has(value)) return this.refuse(path, 'the value holds itself')
    if (path.length > MOST_LEVELS)
      return this.refuse(path.slice(0, 3), `the value nests deeper than ${MOST_LEVELS} levels`)
    if (this.seen.has(value)) this.repeated++
    this.seen.add(value)
    if (this.repeated > FREE_COPIES + 10 * this.seen.size) {
      this.exploded = true
      return this.refuse(path.slice(0, 3), 'the value repeats its parts too much')
    }
    this.open.add(value)
    const copy = this.guarded(path, () =>
      Array.isArray(value) ? this.copyList(value, path) : this.copyMembers(value, path),
    )
    this.open.delete(value)
    return copy
  }

  private copyList(list: ReadonlyArray<unknown>, path: Path): unknown {
    return Array.from(list, (item, index) => this.copy(item, [...path, index]))
  }

  private copyMembers(value: object, path: Path): unknown {
    if (!isPlain(value)) {
      const name = (value.constructor as { name?: string } | undefined)?.name ?? 'a class'
      return this.refuse(path, `a map holds plain objects, no instance of ${String(name).slice(0, 60)}`)
    }
    const members: Array<readonly [string, unknown]> = []
    for (const symbol of Object.getOwnPropertySymbols(value))
      this.refuse(path, `a map holds no symbol as a key: ${String(symbol).slice(0, 60)}`)
    for (const key of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[key]
      // As in JSON: an undefined member is an absent one.
      if (member !== undefined) members.push([key, this.copy(member, [...path, key])])
    }
    return recordOf(members)
  }

  private call(producer: () => unknown, path: Path): unknown {
    if (this.results.has(producer)) return this.results.get(producer)
    const result = this.guarded(path, () => producer())
    const value =
      typeof result === 'function' ? this.refuse(path, 'the function gives another function') : (result ?? null)
    this.results.set(producer, value)
    return value
  }

  /** Code of the user runs here (functions, getters, proxies): what it throws is a mistake in the map. */
  private guarded(path: Path, work: () => unknown): unknown {
    try {
      return work()
    } catch (error) {
      const text = error instanceof Error ? error.message : 'an unknown error'
      return this.refuse(path, `the value could not be computed: ${text.slice(0, 200)}`)
    }
  }

  private refuse(path: Path, message: string): null {
    this.issues.push({ code: 'invalid-value', path, position: this.start, message })
    return null
  }
}

/** Made by `{}`, `Object.create(null)`, or a literal of another realm (a module loaded in a sandbox). */
const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
