/** Small pieces of text that every rendering is made of: names, values, times, lists, for people's eyes. */
import { isJsonObject, type Json } from '../base/json'
import { partsOf, type ResourceId } from '../resource/id'
import type { EngineText } from '../resource/resource'
import { redact } from './redact'

const LONGEST_VALUE = 200

/** Control and direction characters, with which a name could make a terminal or a reviewer see something else. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * @example
 * printable('a\u001b[31mb') // 'a\\u001b[31mb'
 */
export const printable = (text: string): string =>
  text.replace(UNSEEN, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)

/** One line of JSON, long ones cut, secrets by name; `(none)` for what is not there. */
export const valueText = (value: Json | undefined): string => {
  if (value === undefined) return '(none)'
  const text = printable(JSON.stringify(redact(value)))
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text
}

/** `container shop.web`, with the host where it is another one than `client`. */
export const resourceText = (id: ResourceId, client?: string): string => {
  const parts = partsOf(id)
  return printable(`${parts.kind} ${parts.name}${parts.client === client ? '' : ` on ${parts.client}`}`)
}

/** A command as one would type it: words with white space, quotes or nothing in them are quoted. */
export const commandText = (command: ReadonlyArray<EngineText>): string =>
  command.map((word) => wordText(String(isJsonObject(word) ? redact(word) : word))).join(' ')

const wordText = (word: string): string => (/^[\w@%+=:,./<>-]+$/.test(word) ? word : printable(JSON.stringify(word)))

/**
 * @example
 * listText(['a', 'b', 'c']) // 'a, b and c'
 */
export const listText = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`

/**
 * @example
 * countText(2, 'step') // '2 steps'
 */
export const countText = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/**
 * @param seconds any number, not negative
 * @example
 * durationText(0.25) // '0.3 s'
 * durationText(125) // '2 min 5 s'
 */
export const durationText = (seconds: number): string => {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`
  const whole = Math.round(seconds)
  const rest = whole % 60
  return `${Math.floor(whole / 60)} min${rest === 0 ? '' : ` ${rest} s`}`
}
