/** Options that set variables, labels, and the health check of a container. */
import { right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import {
  concatenation,
  conversion,
  duration,
  either,
  integer,
  joined,
  listOf,
  listOfText,
  looseText,
  mapped,
  orSecret,
  recordOf,
  secretText,
  shape,
  splitOnce,
  text,
} from './conversion'

/** `{ NAME: value }` or `['NAME=value']`; a flag's text is lower case, an object's null is passed over. */
export const environment: Conversion = either(
  'an object of variables, or a list of NAME=value',
  listOf(either('NAME=value', text, concatenation('NAME=value', /^[^=]+=/))),
  mapped(recordOf(looseText), (value) =>
    Object.entries(value as JsonObject).map(([name, entry]) => variable(name, entry as Json)),
  ),
)

/** `NAME=value` as one text, or as parts where the value is a secret. */
export const variable = (name: string, value: Json): Json => joined(`${name}=`, value)

/** An object, or a list of names that have no value. */
export const labels: Conversion = either(
  'an object of labels, or a list of names',
  mapped(listOfText('a label'), (value) => objectFrom((value as string[]).map((entry) => splitOnce(entry, '=')))),
  recordOf(looseText),
)

export const healthcheck: Conversion = shape({
  Test: either(
    'a list, or a line for the shell (or a secret)',
    mapped(orSecret(conversion('text', (value) => (typeof value === 'string' ? right(value) : undefined))), (line) => [
      'CMD-SHELL',
      line,
    ]),
    conversion('a list', (value) => (Array.isArray(value) ? listOf(secretText).read(value) : undefined)),
  ),
  Interval: duration,
  Timeout: duration,
  Retries: integer,
  StartPeriod: duration,
  StartInterval: duration,
})
