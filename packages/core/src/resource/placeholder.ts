/** What stands in the place of a secret wherever its value must not be: in observations, comparisons, and labels. */
import { canonicalJson } from '../base/canonical'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { isSecretRef } from '../base/secret-ref'
import { LABEL } from './labels'
import { variableName } from './options/merge'
import type { EngineText } from './resource'

/** Placeholder for a value that is a secret; an observation never holds the value. */
export const REDACTED = '<secret>'

/**
 * @example
 * plainText({ $concat: ['--password=', { $secret: 'db' }] }) // '--password=<secret>'
 */
export const plainText = (text: EngineText): string => {
  if (typeof text === 'string') return text
  if ('$secret' in text) return REDACTED
  return text.$concat.map((part) => (typeof part === 'string' ? part : REDACTED)).join('')
}

/** Whether a secret stands in a part of a request. */
const holdsSecretText = (value: Json | undefined): boolean => {
  if (Array.isArray(value)) return value.some(holdsSecretText)
  return isJsonObject(value) && (isSecretText(value) || Object.values(value).some(holdsSecretText))
}

/** The names of the secrets anywhere in a value. */
export const namesIn = (value: Json | undefined, names: Set<string> = new Set()): ReadonlySet<string> => {
  if (Array.isArray(value)) for (const item of value) namesIn(item, names)
  else if (isSecretRef(value)) names.add(value.$secret)
  else if (isJsonObject(value)) for (const key of Object.keys(value)) namesIn(value[key], names)
  return names
}

/** A body of a request with placeholders where secrets stand. */
export const plainBody = (body: JsonObject): JsonObject =>
  holdsSecretText(body) ? (plainJson(body) as JsonObject) : body

/** A part of a request with placeholders where secrets stand. */
const plainJson = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(plainJson)
  if (!isJsonObject(value)) return value
  if (isSecretText(value)) return plainText(value as unknown as EngineText)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, plainJson(member)]])),
  )
}

/**
 * Where in a request secrets stand, as a label: so that whoever looks at the object later leaves their values out,
 * whatever the map says by then. Names of variables, and of other members the parts that hold secrets, with placeholders;
 * no label where there is none.
 *
 * @param body of the creation of a container, a network or a volume
 * @example
 * secretsLabel({ Env: [{ $concat: ['PASSWORD=', { $secret: 'db' }] }], Cmd: ['run'] })
 * // { 'io.dmap.secrets': '{"Env":["PASSWORD"]}' }
 */
export const secretsLabel = (body: JsonObject): Readonly<Record<string, string>> => {
  const places = secretPlaces(body)
  return Object.keys(places).length === 0 ? {} : { [LABEL.secrets]: canonicalJson(places) }
}

export const secretPlaces = (body: JsonObject): JsonObject => {
  const { Env, ...rest } = body
  const variables = Array.isArray(Env) ? Env.filter(holdsSecretText).map(variableName) : []
  return { ...(places(rest) as JsonObject), ...(variables.length === 0 ? {} : { Env: variables.sort() }) }
}

/** Lists as a whole, since places in them are told by their number. */
const places = (value: Json): Json =>
  !isJsonObject(value) || isSecretText(value)
    ? plainJson(value)
    : Object.fromEntries(
        Object.entries(value).flatMap(([key, member]) =>
          member === undefined || !holdsSecretText(member) ? [] : [[key, places(member)]],
        ),
      )

/** Whether the value is a text in which a secret stands. */
export const isSecretText = ({ $secret, $concat, ...others }: JsonObject): boolean =>
  Object.keys(others).length === 0 && (typeof $secret === 'string' || Array.isArray($concat))
