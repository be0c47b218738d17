/** Owners of attached volumes, as chown takes them: in numbers, or with names that an image knows. */

const NAME = '[A-Za-z_][\\w.-]{0,255}\\$?'
const OWNER = new RegExp(`^(\\d{1,10}|${NAME})(?::(\\d{1,10}|${NAME}))?$`)

/**
 * A user of the map as an owner; a user alone is its own group. Undefined for what is neither a number nor a name.
 *
 * @example
 * ownerOf('2000')      // '2000:2000'
 * ownerOf('app:staff') // 'app:staff'
 * ownerOf('root')      // '0:0', as in every image
 */
export const ownerOf = (user: string): string | undefined => {
  const [, uid, gid = uid] = OWNER.exec(user) ?? []
  return uid === undefined ? undefined : `${numbered(uid)}:${numbered(gid as string)}`
}

/** Whether an owner is one only in an image that knows its names. */
export const hasNames = (owner: string | null): boolean => owner !== null && !/^\d+:\d+$/.test(owner)

/** For the message of a failed preparation: what an owner with names takes, and what to do otherwise. */
export const namesAdvice = ({ owner, image }: { readonly owner: string | null; readonly image: string }): string =>
  hasNames(owner)
    ? ` (${image} must have /bin/sh, chown, and the names ${owner}; otherwise write numbers in the map)`
    : ''

const numbered = (name: string): string => (name === 'root' ? '0' : name)
