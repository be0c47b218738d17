/** Deep freezing: what core gives out can be shared and kept, since nobody can change it. */

/** Freezes `value` and all that it holds, in place, and returns it. What is frozen already is taken as frozen below. */
export const deepFreeze = <T>(value: T): T => {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null || Object.isFrozen(next)) continue
    Object.freeze(next)
    for (const member of Object.values(next)) if (typeof member === 'object') open.push(member)
  }
  return value
}
