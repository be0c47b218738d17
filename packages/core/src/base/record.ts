/** Objects whose keys come from outside: without a prototype, so that `__proto__` or `constructor` is a key like any other. */

/** A record of the given entries; of equal keys the last one stays. */
export const recordOf = <V>(entries: Iterable<readonly [string, V]>): Readonly<Record<string, V>> => {
  const record = Object.create(null) as Record<string, V>
  for (const [key, value] of entries) record[key] = value
  return record
}

/** The member of that name which the object itself has, not one that it inherits. */
export const ownMember = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
