/** Takes the values of secrets out of what was observed, before anything else sees it. */

import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { ownMember } from '../base/record'
import { LABEL } from '../resource/labels'
import { REDACTED } from '../resource/placeholder'
import { envName } from './config'
import type { ObservedContainer, ObservedNetwork, ObservedVolume } from './observation'
import type { ClientQuery } from './query'
import { objectAt, textAt, textMembers, textsAt } from './read'
import { fitsSecret } from './secret'

/**
 * Secrets are where the map of today has them, and where the map had them that the container was made from: its label
 * tells.
 *
 * @param hidden what the query says about the client's objects
 * @example
 * redactContainer(container, { secrets: { 'shop.db': ['PASSWORD'] } }) // Env: ['PASSWORD=<secret>', …]
 */
export const redactContainer = <C extends ObservedContainer>(container: C, hidden: Hidden): C => {
  const { name } = container
  const { Env: names, ...rest } = ownMember(hidden.places?.containers ?? {}, name) ?? {}
  const today = { ...rest, Env: [...textsAt({ names }, 'names'), ...(ownMember(hidden.secrets, name) ?? [])] }
  const then = placesOf(textAt(objectAt(container.config, 'Labels'), LABEL.secrets))
  return [then, today].reduce<C>(withoutPlaces, container)
}

/** The part of a query about secrets. */
export type Hidden = Pick<ClientQuery, 'secrets' | 'places'>

const withoutPlaces = <C extends ObservedContainer>(container: C, places: JsonObject): C => {
  const { Env, HostConfig, ...members } = places
  const config = redactMembers(redactVariables(container.config, new Set(textsAt({ Env }, 'Env'))), members)
  const hostConfig = redactMembers(container.hostConfig, isJsonObject(HostConfig) ? HostConfig : {})
  const same = config === container.config && hostConfig === container.hostConfig
  return same ? container : { ...container, config, hostConfig }
}

/** The same for a network. */
export const redactNetwork = (network: ObservedNetwork, { places }: Hidden): ObservedNetwork =>
  withoutOptions(network, ownMember(places?.networks ?? {}, network.name))

/** The same for a volume. */
export const redactVolume = (volume: ObservedVolume, { places }: Hidden): ObservedVolume =>
  withoutOptions(volume, ownMember(places?.volumes ?? {}, volume.name))

const withoutOptions = <O extends ObservedNetwork | ObservedVolume>(object: O, today: JsonObject = {}): O => {
  const then = placesOf(object.labels[LABEL.secrets] ?? '')
  const { Labels, ...config } = [then, today].reduce<JsonObject>(redactMembers, {
    ...object.config,
    Labels: object.labels,
  })
  return { ...object, config, labels: textMembers(isJsonObject(Labels) ? Labels : {}) }
}

/** A label that somebody else wrote may hold anything. */
const placesOf = (label: string): JsonObject => {
  if (label === '') return {}
  try {
    const places: unknown = JSON.parse(label)
    return isJsonObject(places) ? places : {}
  } catch {
    return {}
  }
}

const redactVariables = (config: JsonObject, secret: ReadonlySet<string>): JsonObject => {
  const variables = textsAt(config, 'Env')
  if (!variables.some((variable) => secret.has(envName(variable)))) return config
  const env = variables.map((variable) =>
    secret.has(envName(variable)) ? `${envName(variable)}=${REDACTED}` : variable,
  )
  return { ...config, Env: env }
}

/** `places`: members with placeholders, as they were asked for. */
const redactMembers = (object: JsonObject, places: JsonObject): JsonObject => {
  const members = Object.entries(places).flatMap(([member, template]): [string, Json][] => {
    const value = ownMember(object, member)
    return value === undefined || template === undefined ? [] : [[member, redacted(value, template)]]
  })
  return members.length === 0 ? object : { ...object, ...Object.fromEntries(members) }
}

/** The template itself where it fits; else nothing of the value is shown but its shape. */
const redacted = (value: Json, template: Json): Json => {
  if (isJsonObject(value) && isJsonObject(template)) {
    const own = Object.entries(value).map(([key, member]): [string, Json | undefined] => {
      const place = ownMember(template, key)
      return [key, member === undefined || place === undefined ? member : redacted(member, place)]
    })
    return Object.fromEntries(own)
  }
  return fitsSecret(template, value) ? template : veiled(value)
}

const veiled = (value: Json): Json => {
  if (typeof value === 'string') return REDACTED
  if (Array.isArray(value)) return value.map(veiled)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === undefined ? member : veiled(member)]),
  )
}
