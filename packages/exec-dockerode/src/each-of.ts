/** Does something for each item, some at once; the results are in the items' order. */
export const eachOf = async <T, R>(
  items: ReadonlyArray<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<ReadonlyArray<R>> => {
  const results = new Array<R>(items.length)
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}
