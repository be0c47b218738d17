/** How much a YAML document becomes: a few lines of aliases can be gigabytes, and circles through copies have no end. */
import { MOST_LEVELS } from './yaml-depth'

/** Values that aliases may add to those that stand in the text: ten for each, and this many for a small document. */
const FREE_COPIES = 10_000

export class Growth {
  private written = 0
  private copied = 0
  private following = 0

  /** Counts one more value, so many levels deep. What stands against it; null: nothing. */
  refuses(level: number): string | null {
    if (this.following > 0) this.copied++
    else this.written++
    if (level > MOST_LEVELS) return 'the document nests too deep through its aliases'
    return this.copied > FREE_COPIES + 10 * this.written ? 'the aliases repeat too much' : null
  }

  /** What is read meanwhile is a copy. */
  whileFollowing<T>(work: () => T): T {
    this.following++
    const result = work()
    this.following--
    return result
  }
}
