/** What stands in the place of a secret wherever its value must not be: in observations, comparisons, and labels. */
import { canonicalJson } from '../base/canonical'
import { isJsonObject, type Json, type JsonObject } from '../base/json'
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
export const holdsSecretText = (value: Json | undefined): boolean => {
  if (Array.isArray(value)) return value.some(holdsSecretText)
  return isJsonObject(value) && (isSecretText(value) || Object.values(value).some(holdsSecretText))
}

/** A part of a request with placeholders where secrets stand. */
export const plainJson = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(plainJson)
  if (!isJsonObject(value)) return value
  if (isSecretText(value)) return plainText(value as unknown as EngineText)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, plainJson(member)]])),
  )
}

/**
 * Where in a container's request secrets stand, as text for a label: so that whoever looks at the container later leaves
 * their values out, whatever the map says by then. Names of variables, and other members with placeholders in them;
 * undefined where there is none.
 *
 * @example
 * secretPlaces({ Env: [{ $concat: ['PASSWORD=', { $secret: 'db' }] }], Cmd: ['run'] }) // '{"Env":["PASSWORD"]}'
 */
export const secretPlaces = (body: JsonObject): string | undefined => {
  const { Env, HostConfig, ...rest } = body
  const variables = Array.isArray(Env) ? Env.filter(holdsSecretText).map(variableName) : []
  const host = membersWithSecrets(isJsonObject(HostConfig) ? HostConfig : {})
  const places: JsonObject = {
    ...membersWithSecrets(rest),
    ...(variables.length === 0 ? {} : { Env: variables.sort() }),
    ...(Object.keys(host).length === 0 ? {} : { HostConfig: host }),
  }
  return Object.keys(places).length === 0 ? undefined : canonicalJson(places)
}

const membersWithSecrets = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([member, value]) =>
      value === undefined || !holdsSecretText(value) ? [] : [[member, plainJson(value)]],
    ),
  )

/** Whether the value is a text in which a secret stands. */
export const isSecretText = (value: JsonObject): boolean => '$secret' in value || '$concat' in value
