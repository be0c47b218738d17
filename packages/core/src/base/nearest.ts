/** Finds what a misspelt word was meant to be. */

/** Longer words are not compared: nobody misspells a name of a hundred letters, and hostile input may be a megabyte. */
const LONGEST = 64

/**
 * The candidate with the fewest edits (a third of the word at most); among equals, the first in the order given.
 *
 * @example
 * nearest('bind', ['binds', 'links']) // 'binds'
 */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > LONGEST) return undefined
  const limit = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits >= least) continue
    best = candidate
    least = edits
  }
  return best
}

/** A word of four letters or more is taken for the first one that begins with it: `health` for `healthcheck`. */
const longer = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length < 4 || word.length > LONGEST) return undefined
  for (const candidate of candidates) if (candidate.toLowerCase().startsWith(word.toLowerCase())) return candidate
  return undefined
}

/** `did you mean "binds"?`, or nothing where no candidate is near. */
export const didYouMean = (word: string, candidates: Iterable<string>): { readonly hint?: string } => {
  const all = [...candidates]
  const found = nearest(word, all) ?? longer(word, all)
  return found === undefined ? {} : { hint: `did you mean "${found}"?` }
}

/** Insertions, deletions, substitutions, and neighbours that changed places, row by row. */
const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : substituted
      next.push(Math.min(substituted, swapped, at(row, j) + 1, at(next, j - 1) + 1))
    }
    before = row
    row = next
  }
  return at(row, b.length)
}

const at = (row: ReadonlyArray<number>, index: number): number => row[index] ?? Number.POSITIVE_INFINITY
