/** Durations as text: `1m30s`, as Go and Docker write them. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  // The micro sign, and the Greek letter that looks the same.
  '\u00b5s': 1e3,
  '\u03bcs': 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

const PART = String.raw`(\d+(?:\.\d+)?)(${Object.keys(UNITS).join('|')})`
const WHOLE = new RegExp(`^(?:${PART})+$`)

/** Nobody writes more; it also keeps the pattern from long work. */
const LONGEST = 100

/**
 * Nanoseconds of a text such as `1m30s`, or nothing.
 *
 * @example
 * nanosecondsOf('1m30s') // 90_000_000_000
 */
export const nanosecondsOf = (duration: string): number | undefined => {
  if (duration.length > LONGEST || !WHOLE.test(duration)) return undefined
  let sum = 0
  for (const [, count, unit] of duration.matchAll(new RegExp(PART, 'g')))
    sum += Number(count) * (UNITS[unit as string] as number)
  return Number.isSafeInteger(Math.round(sum)) ? Math.round(sum) : undefined
}
