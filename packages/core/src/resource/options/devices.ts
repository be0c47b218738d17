/** Options about devices of the host: access, limits, requests. */
import { right } from 'fp-ts/lib/Either.js'
import type { Conversion } from './conversion'
import {
  conversion,
  either,
  integer,
  listOf,
  mapped,
  oneOf,
  recordOf,
  secretText,
  shape,
  size,
  text,
} from './conversion'

const device = shape({ PathOnHost: text, PathInContainer: text, CgroupPermissions: text })

/** `/dev/sda:/dev/xvda:rwm`, with path and permissions left out where they are the same and `rwm`; or an object. */
export const devices: Conversion = listOf(
  either(
    'host[:container[:permissions]], or an object',
    conversion('text', (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      const [host = '', path = host, permissions = 'rwm'] = value.split(':')
      return right({ PathOnHost: host, PathInContainer: path, CgroupPermissions: permissions })
    }),
    device,
  ),
)

const throttle = (rate: Conversion): Conversion => listOf(shape({ Path: text, Rate: rate }))
export const bytesPerSecond = throttle(size)
export const operationsPerSecond = throttle(integer)
export const deviceWeights = listOf(shape({ Path: text, Weight: integer }))

const deviceRequest = shape({
  Driver: secretText,
  Count: integer,
  DeviceIDs: listOf(secretText),
  Capabilities: listOf(listOf(secretText)),
  Options: recordOf(secretText),
})
export const deviceRequests: Conversion = listOf(deviceRequest)

/** `all`, a number, or device requests. */
export const gpus: Conversion = either(
  'all, a number, or a list of device requests',
  mapped(either('all, or a number', oneOf('all'), integer), (value) => [
    { Count: value === 'all' ? -1 : value, Capabilities: [['gpu']] },
  ]),
  deviceRequests,
)
