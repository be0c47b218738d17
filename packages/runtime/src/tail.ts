/** The end of a stream. */

export interface Tail {
  readonly add: (bytes: Buffer) => void
  readonly bytes: () => Buffer
}

/** Keeps the last `limit` bytes of what is added. */
export const tail = (limit: number): Tail => {
  let chunks: Buffer[] = []
  let length = 0
  return {
    add: (bytes) => {
      if (bytes.length === 0) return
      chunks.push(bytes)
      length += bytes.length
      if (length > 2 * limit) {
        chunks = [Buffer.concat(chunks).subarray(-limit)]
        length = chunks[0]?.length ?? 0
      }
    },
    bytes: () => {
      const all = Buffer.concat(chunks)
      return all.length > limit ? all.subarray(-limit) : all
    },
  }
}
