/** Options that bound or restart a container, and say where its output goes. */
import { right } from 'fp-ts/lib/Either.js'
import type { Json, JsonObject } from '../../base/json'
import { isJsonObject } from '../../base/json'
import type { Conversion } from './conversion'
import {
  conversion,
  either,
  integer,
  listOf,
  looseText,
  mapped,
  oneOf,
  orSecret,
  plainText,
  recordOf,
  secretText,
  shape,
  text,
} from './conversion'

/** `{ Name, MaximumRetryCount }`, or `always`, `on-failure:3`. */
export const restartPolicy: Conversion = either(
  'Name and MaximumRetryCount, or text: always, unless-stopped, no, on-failure:3',
  conversion('text', (value) => {
    const [, Name, count] = /^(no|always|unless-stopped|on-failure)(?::(\d{1,9}))?$/.exec(plainText(value)) ?? []
    if (typeof value !== 'string' || Name === undefined) return undefined
    return right(count === undefined ? { Name } : { Name, MaximumRetryCount: Number(count) })
  }),
  shape({ Name: oneOf('', 'no', 'always', 'unless-stopped', 'on-failure'), MaximumRetryCount: integer }),
)

const ulimit = shape({ Name: text, Soft: integer, Hard: integer })

/** A list of `{ name, soft, hard }`, or `{ nofile: 1024, nproc: { soft: 1, hard: 2 } }`, or `nofile=1024:2048`. */
export const ulimits: Conversion = either(
  'a list of name, soft, hard',
  listOf(
    either(
      'name, soft, hard',
      conversion('text', (value) => {
        const [, Name, soft, hard = soft] = /^([a-z]+)=(-?\d{1,15})(?::(-?\d{1,15}))?$/.exec(plainText(value)) ?? []
        return Name === undefined ? undefined : right({ Name, Soft: Number(soft), Hard: Number(hard) })
      }),
      ulimit,
    ),
  ),
  mapped(recordOf(either('a limit', integer, shape({ Soft: integer, Hard: integer }))), (value) =>
    Object.entries(value as JsonObject).map(([Name, limit]) =>
      isJsonObject(limit) ? { Name, ...limit } : { Name, Soft: limit as Json, Hard: limit as Json },
    ),
  ),
)

export const logConfig: Conversion = either(
  'Type and Config, or the name of a driver',
  mapped(orSecret(conversion('text', (value) => (typeof value === 'string' ? right(value) : undefined))), (Type) => ({
    Type,
  })),
  shape({ Type: secretText, Config: recordOf(looseText) }),
)

/** Members that lxc had: `{ key: value }`, or a list of `{ Key, Value }`. */
export const lxcConf: Conversion = either(
  'an object, or a list of Key and Value',
  listOf(shape({ Key: text, Value: secretText })),
  mapped(recordOf(secretText), (value) =>
    Object.entries(value as JsonObject).map(([Key, Value]) => ({ Key, Value: Value as Json })),
  ),
)
