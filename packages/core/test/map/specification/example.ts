/** A code example of the specification, in every form a map may have, and what must come of it. */
import type { MapInput } from '../../../src/map/input'

/** The same piece of a map, in each syntax. */
export interface Form {
  readonly yaml: string
  readonly json: string
  readonly code: MapInput
}

export interface Example {
  /** What the specification says of it. */
  readonly says: string
  /** Forms of which the specification says that they do the same. */
  readonly forms: ReadonlyArray<Form>
  /** What the example leaves out with three dots or takes as given. */
  readonly rest?: MapInput
  readonly clients?: Readonly<Record<string, unknown>>
  /** By id without the client `default`: part of a resource; null where there is none. */
  readonly makes: Readonly<Record<string, object | null>>
  /** Ids of all containers that are made, where that is the point. */
  readonly containers?: ReadonlyArray<string>
}
