/** Reads members of JSON whose shape nobody vouches for: each answer has the type asked for, or is empty. */
import { isJsonObject, type Json, type JsonObject } from '../base/json'

export const objectAt = (from: unknown, key: string): JsonObject => {
  const value = isJsonObject(from) ? from[key] : undefined
  return isJsonObject(value) ? value : {}
}

export const textAt = (from: unknown, key: string): string => {
  const value = isJsonObject(from) ? from[key] : undefined
  return typeof value === 'string' ? value : ''
}

export const numberAt = (from: unknown, key: string): number => {
  const value = isJsonObject(from) ? from[key] : undefined
  return typeof value === 'number' ? value : 0
}

export const listAt = (from: unknown, key: string): ReadonlyArray<Json> => {
  const value = isJsonObject(from) ? from[key] : undefined
  return Array.isArray(value) ? value : []
}

export const textsAt = (from: unknown, key: string): ReadonlyArray<string> =>
  listAt(from, key).filter((item): item is string => typeof item === 'string')

/** Members whose values are text. */
export const textMembers = (object: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(object).filter((member): member is [string, string] => typeof member[1] === 'string'),
  )
