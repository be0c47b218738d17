/** Tells a stop that waits for its process from one that an Engine is busy with. */

/**
 * Milliseconds after which a stop is taken to wait for its process, unless others have ended meanwhile: then it is the
 * Engine that is busy, and forty stops at once take it half as long again as eight at once (tried on 28.5).
 */
const LOOK = 300

/** After so many looks it waits, whatever the others do. */
const MOST_LOOKS = 4

/**
 * Calls `settle` once, when a stop that has just begun is taken to only wait.
 *
 * @param ended how many stops of the same host have ended so far
 * @returns what keeps it from being called
 */
export const onceItWaits = (ended: () => number, settle: () => void): (() => void) => {
  let [before, looks] = [ended(), 0]
  const timer = setInterval(() => {
    const moving = ended() > before
    before = ended()
    looks += 1
    if (moving && looks < MOST_LOOKS) return
    clearInterval(timer)
    settle()
  }, LOOK)
  return () => clearInterval(timer)
}
