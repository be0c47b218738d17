/**
 * Containers that an Engine can never start, because one that was killed while starting them left their process behind.
 *
 * Engine 20.10 answers each start with 500 and "task …: already exists" or "id already in use", for as long as the
 * container has its id; before the first attempt nothing tells it from one that was just created. (23 and later replace
 * what is in the way.) Where it never ran, nothing is lost with it: the executor removes it, and the error says so, so that
 * whoever made the plan can make a new one. Making it again in its place would leave out what hangs on it: prepared volumes,
 * further networks, containers that are bound to its id. What the killed Engine started stays on the host as a process that
 * no API reaches.
 */
import type { ExecutorError } from './executor'

type Refused = Extract<ExecutorError, { readonly _tag: 'Refused' }>

/** The message is looked at only because no status and no state tells this from other failures. */
export const saysOrphaned = (message: string): boolean => /task .*: already exists|id already in use/.test(message)

/** @param problem why the container could not be removed; null: it was */
export const orphanError = (error: Refused, problem: string | null): Refused => {
  const cause = `${error.message}: left behind by an Engine that was killed while it started the container`
  return problem === null
    ? { ...error, message: `${cause}, which never ran and was removed`, removed: true }
    : { ...error, message: `${cause}; it cannot be removed either: ${problem}` }
}
