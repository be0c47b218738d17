/** Times that a timer can keep. */

/** Almost 25 days. A timer that is set for longer does not wait at all. */
const LONGEST = 2 ** 31 - 1

/**
 * Milliseconds to set a timer for: whole, and where they are more than it can count the most that it can. A stop or a wait
 * may ask for any time, and who asks for a year wants to wait, not to be told at once that it is over.
 */
export const timerTime = (milliseconds: number): number => Math.min(Math.ceil(milliseconds), LONGEST)
