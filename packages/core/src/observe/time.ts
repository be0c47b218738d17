/** Instants as Engines write them: RFC 3339 with any number of digits after the second. */

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/**
 * Whether `a` is after `b`; false where one of them is no instant.
 *
 * @example
 * isLater('2024-05-01T10:00:00.15Z', '2024-05-01T10:00:00.1499Z') // true
 */
export const isLater = (a: string, b: string): boolean => {
  const [first, second] = [instantOf(a), instantOf(b)]
  if (first === null || second === null) return false
  if (first.seconds !== second.seconds) return first.seconds > second.seconds
  const digits = Math.max(first.fraction.length, second.fraction.length)
  return first.fraction.padEnd(digits, '0') > second.fraction.padEnd(digits, '0')
}

interface Instant {
  readonly seconds: number
  /** Digits after the point: nanoseconds since 1970 would not fit a number. */
  readonly fraction: string
}

const instantOf = (text: string): Instant | null => {
  const match = RFC3339.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ahead = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === '-' ? -60 : 60)
  const seconds = ((daysBefore(year, month, day) * 24 + hour) * 60 + minute) * 60 + second - ahead
  return { seconds, fraction: match[7] ?? '' }
}

/** Days from a fixed day on; years begin in March, so that the leap day is their last one. */
const daysBefore = (year: number, month: number, day: number): number => {
  const from = month > 2 ? year : year - 1
  const since = (month + 9) % 12
  const leap = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400)
  return from * 365 + leap + Math.floor((since * 153 + 2) / 5) + day
}
