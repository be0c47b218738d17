/** What an executor must look at for a map: made by core, so that every executor observes the same. */

export interface Query {
  readonly map: string
  readonly clients: Readonly<Record<string, ClientQuery>>
}

/**
 * All objects that carry the label `io.dmap.map=<map>`, and those that have one of these names, whoever made them; and
 * the containers that mount one of the volumes.
 */
export interface ClientQuery {
  /** With the names that a replacement uses (`.next`, `.prev`). */
  readonly containers: ReadonlyArray<string>
  readonly networks: ReadonlyArray<string>
  readonly volumes: ReadonlyArray<string>
  /** References; the images of the containers found are looked at as well. */
  readonly images: ReadonlyArray<string>
  /** Environment variables whose values are secrets, by container: the executor replaces what it reads. */
  readonly secrets: Readonly<Record<string, ReadonlyArray<string>>>
}

/** Placeholder for a value that is a secret; an observation never holds the value. */
export const REDACTED = '<secret>'

export const NEXT = '.next'
export const PREVIOUS = '.prev'

