/** One request to the Engine API, as data. */
import type { JsonObject } from '@dmap/core'

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Without the version and the query: `/containers/shop.web/start`. Names in it are encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: JsonObject
  /** Seconds that the answer may take beyond the usual; null: as long as it likes. */
  readonly extra?: number | null
  /** Sending it twice does no more than sending it once: a lost answer is no reason to look first. */
  readonly repeatable: boolean
}

/** How a request is called in reports: without its body, which may hold secrets, and without its query. */
export const nameOfCall = (call: ApiCall): string => `${call.method} ${call.path}`

export const get = (path: string, query?: Readonly<Record<string, string>>): ApiCall => ({
  method: 'GET',
  path,
  repeatable: true,
  ...(query === undefined ? {} : { query }),
})

/** A part of a path: a name or id that cannot lead anywhere else. */
export const segment = (name: string): string => encodeURIComponent(name)
