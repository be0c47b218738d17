/** Desired against observed: the cause survives as field changes, never as a boolean. */
import type { Path } from '../base/issue'
import type { Json } from '../base/json'

/**
 * What a change does to the object.
 * - `replace`: the Engine cannot change it, a new object is made
 * - `update`: `POST /containers/…/update` can
 * - `connect` / `disconnect` / `reconnect`: of one network
 * - `none`: it is noted, and takes effect with the next step that touches the object (stop timeout, stop signal)
 */
export type Effect = 'replace' | 'update' | 'connect' | 'disconnect' | 'reconnect' | 'none'

export interface FieldChange {
  /** Place in Engine terms: `Env.PATH`, `HostConfig.Memory`, `Image`, `Networks.shop.front`. */
  readonly field: string
  /** `undefined` (absent in JSON): it is not wanted, or not there. */
  readonly want?: Json
  readonly have?: Json
  readonly effect: Effect
  /** `warn`: shown in the plan, nothing is done. */
  readonly policy: 'strict' | 'warn'
  /** Field of the map that asks for it, where one does. */
  readonly origin?: Path
}

export type Difference =
  | { readonly _tag: 'Same' }
  | { readonly _tag: 'Missing' }
  | { readonly _tag: 'Changed'; readonly changes: ReadonlyArray<FieldChange> }
