/** Fits a document into a limit of characters: what stands last is left out, and the reader is told how much. */
import { countText, listText } from './words'

/** A part that is shown whole or not at all; `text` begins with the line feeds that part it from the one before. */
export interface Piece {
  readonly kind: 'heading' | 'row' | 'details'
  readonly text: string
}

/** Of the shortest note, whatever the counts in it. */
const ROOM_FOR_NOTE = 300

/**
 * @param limit characters; room for the note is kept
 * @returns ends with a line feed
 */
export const fitted = (pieces: ReadonlyArray<Piece>, limit: number): string => {
  const whole = pieces.map(({ text }) => text).join('')
  if (whole.length < limit) return `${whole}\n`
  let length = 0
  const cut = pieces.findIndex(({ text }) => {
    length += text.length
    return length > limit - ROOM_FOR_NOTE
  })
  const kept = pieces.slice(0, cut)
  // A heading without anything below it says nothing.
  while (kept[kept.length - 1]?.kind === 'heading') kept.pop()
  return `${kept.map(({ text }) => text).join('')}\n\n${noteOf(pieces.slice(kept.length), limit)}\n`
}

const noteOf = (left: ReadonlyArray<Piece>, limit: number): string => {
  const rows = left.filter(({ kind }) => kind === 'row').length
  const details = left.filter(({ kind }) => kind === 'details').length
  const parts = [
    ...(rows > 0 ? [countText(rows, 'row')] : []),
    ...(details > 0 ? [countText(details, 'folded part')] : []),
  ]
  return `> **Cut here:** a comment holds ${limit} characters; ${listText(parts)} more are in the whole report (\`dmap diff --format html\`).`
}
