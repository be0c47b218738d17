/** Reads a volume from `GET /volumes/NAME`, and tells what one will be like from the body of its creation. */
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../base/json'
import type { ObservedVolume } from './observation'
import { objectAt, textAt, textMembers } from './read'
import { sparse, without } from './sparse'

/** Label that Engines since API 1.42 give to the volumes they make up. */
const ANONYMOUS = 'com.docker.volume.anonymous'

/** Left says what is missing in `raw`. `users` is empty: `assembleClient` finds them in the containers' mounts. */
export const volumeFromInspect = (raw: unknown): Either<string, ObservedVolume> => {
  const name = textAt(raw, 'Name')
  const mountpoint = textAt(raw, 'Mountpoint')
  if (name === '') return left('an inspected volume has no Name')
  return right({
    name,
    labels: textMembers(without(objectAt(raw, 'Labels'), ANONYMOUS)),
    config: normalVolume({ Driver: textAt(raw, 'Driver'), DriverOpts: objectAt(raw, 'Options') }),
    ...(mountpoint === '' ? {} : { mountpoint }),
    users: [],
  })
}

/**
 * A volume's settings, named as in the request: `Driver` unless it is `local`, and `DriverOpts` (the answer calls them
 * `Options`).
 */
export const normalVolume = (body: JsonObject): JsonObject =>
  sparse({
    Driver: textAt(body, 'Driver') === 'local' ? '' : textAt(body, 'Driver'),
    DriverOpts: objectAt(body, 'DriverOpts'),
  })

/** Volumes that nobody named are called by 64 hexadecimal digits. */
export const isAnonymousName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)
