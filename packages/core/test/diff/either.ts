/** Opens an Either in a test: what went wrong is the test's failure. */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'

export const right = <E, A>(either: Either<E, A>): A => {
  if (isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
