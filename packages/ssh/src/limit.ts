/** At most so many at once; the others wait their turn. */

export interface Limit {
  /** Waits for a place; the function given back frees it, once. */
  readonly enter: () => Promise<() => void>
}

/** @example const leave = await limitOf(8).enter() */
export const limitOf = (places: number): Limit => {
  let free = places
  const waiting: (() => void)[] = []
  const leave = (): (() => void) => {
    let left = false
    return () => {
      if (left) return
      left = true
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
  return {
    enter: async () => {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      return leave()
    },
  }
}
