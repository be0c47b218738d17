/** Finds what a misspelt word was meant to be. */

/** Longer words are not compared: nobody misspells a name of a hundred letters, and hostile input may be a megabyte. */
const LONGEST = 64

/** For candidates that are longer than the word by as many letters as there may be edits, and grow in lower case. */
const ROOM = 4 * LONGEST

/**
 * The candidate with the fewest edits (a third of the word at most); among equals, the first in the order given.
 *
 * @example
 * nearest('bind', ['binds', 'links']) // 'binds'
 */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > LONGEST) return undefined
  const wanted = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  const rows = [new Uint8Array(ROOM), new Uint8Array(ROOM), new Uint8Array(ROOM)] as const
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const edits = distanceBelow(least, wanted, candidate.toLowerCase(), rows)
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

/** The table of edits, of which three rows are needed at a time; made once for all candidates. */
type Rows = readonly [Uint8Array, Uint8Array, Uint8Array]

/**
 * Insertions, deletions, substitutions, and neighbours that changed places, row by row; `limit` where there are as many or
 * more. It gives up as soon as two rows are at the limit: a map with thousands of mistakes asks a million times.
 */
const distanceBelow = (limit: number, a: string, b: string, rows: Rows): number => {
  let [before, row, next] = rows
  for (let j = 0; j <= b.length; j++) row[j] = j
  let [leastBefore, least] = [limit, 0]
  for (let i = 1; i <= a.length; i++) {
    if (leastBefore >= limit && least >= limit) return limit
    leastBefore = least
    least = fillRow(i, a, b, [before, row, next])
    ;[before, row, next] = [row, next, before]
  }
  return Math.min(row[b.length] as number, limit)
}

/** Fills the third row from the two before it, and gives the least number in it. */
const fillRow = (i: number, a: string, b: string, [before, row, next]: Rows): number => {
  next[0] = i
  let least = i
  for (let j = 1; j <= b.length; j++) {
    let edits = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      edits = Math.min(edits, (before[j - 2] as number) + 1)
    edits = Math.min(edits, (row[j] as number) + 1, (next[j - 1] as number) + 1)
    next[j] = edits
    least = Math.min(least, edits)
  }
  return least
}
