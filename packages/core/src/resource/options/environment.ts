/** Options that set variables, labels, and the health check of a container. */
import { right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import { recordOf as objectFrom } from '../../base/record'
import type { Conversion } from './conversion'
import {
  conversion,
  duration,
  either,
  integer,
  isSecret,
  listOf,
  listOfText,
  looseText,
  mapped,
  recordOf,
  shape,
  splitOnce,
  text,
} from './conversion'

/** `{ $concat: ['NAME=', { $secret: name }] }`: the Engine's form of a variable whose value is a secret. */
const concatenation: Conversion = conversion('NAME=value', (value) => {
  if (!isJsonObject(value) || !Array.isArray(value.$concat) || Object.keys(value).length !== 1) return undefined
  const [name, ...rest] = value.$concat as ReadonlyArray<Json>
  const parts =
    typeof name === 'string' && /^[^=]+=/.test(name) && rest.every((part) => typeof part === 'string' || isSecret(part))
  return parts ? right(value) : undefined
})

/** `{ NAME: value }` or `['NAME=value']`; a flag's text is lower case, an object's null is passed over. */
export const environment: Conversion = either(
  'an object of variables, or a list of NAME=value',
  listOf(either('NAME=value', text, concatenation)),
  mapped(recordOf(looseText), (value) =>
    Object.entries(value as JsonObject).map(([name, entry]) => variable(name, entry as Json)),
  ),
)

/** `NAME=value` as one text, or as parts where the value is a secret. */
export const variable = (name: string, value: Json): Json =>
  isSecret(value) ? { $concat: [`${name}=`, { $secret: value.$secret }] } : `${name}=${String(value)}`

/** An object, or a list of names that have no value. */
export const labels: Conversion = either(
  'an object of labels, or a list of names',
  mapped(listOfText('a label'), (value) => objectFrom((value as string[]).map((entry) => splitOnce(entry, '=')))),
  recordOf(looseText),
)

export const healthcheck: Conversion = shape({
  Test: conversion('a list, or a line for the shell', (value) =>
    typeof value === 'string'
      ? right(['CMD-SHELL', value])
      : Array.isArray(value)
        ? listOf(text).read(value)
        : undefined,
  ),
  Interval: duration,
  Timeout: duration,
  Retries: integer,
  StartPeriod: duration,
  StartInterval: duration,
})
