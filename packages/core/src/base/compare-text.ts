/** Orders text by UTF-16 code units: the same on every machine, unlike an order that follows a locale. */
export const compareText = (a: string, b: string): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0)

/** A sorted copy of `items`, by the text that `key` gives for each. */
export const sortedBy = <T>(items: Iterable<T>, key: (item: T) => string): ReadonlyArray<T> =>
  [...items].sort((a, b) => compareText(key(a), key(b)))
