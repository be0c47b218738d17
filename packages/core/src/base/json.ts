/** Plain JSON values: the only kind of value that actions, plans and observations hold. */

export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject

/** A member that is `undefined` is the same as an absent one. */
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
