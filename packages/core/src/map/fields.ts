/**
 * The fields of a container configuration, one row each: how it is read, its default, how it merges. The type demands a
 * row for every field of the model.
 */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec, Read } from '../base/codec'
import { codec, collect, isObject, placeOf, refuse, within } from '../base/codec'
import type { Path } from '../base/issue'
import type { Field, Fields, Note } from './field'
import { plainly, simple } from './field'
import { commands } from './forms/commands'
import { dependencies } from './forms/dependencies'
import type { HealthPart } from './forms/healthcheck'
import { healthParts } from './forms/healthcheck'
import type { Placed } from './forms/items'
import { endpoints, links } from './forms/links'
import { networkMode } from './forms/network-mode'
import { ports } from './forms/ports'
import { binds, volumeUses } from './forms/volumes'
import type { Layer, Part } from './layer'
import { leaf, partsLayer } from './layer'
import { list } from './list-field'
import type { ComparePolicy, ContainerConfig, Healthcheck } from './model'
import { options, record } from './record-field'
import { duration, flag, orSecret, seconds, text, textLike, textOrSecret, word } from './values'

/** One text or a list of texts, each with its place. */
export const textList = (expected: string): Codec<ReadonlyArray<Placed<string>>> => {
  const item = text(expected)
  return codec(`${expected}, or a list of them`, (value, context) => {
    const given = Array.isArray(value)
      ? value.map((each, index) => ({ each: each as unknown, context: within(context, index, each) }))
      : [{ each: value, context }]
    return collect(
      given.map((one) => {
        const read = item.validate(one.each, one.context)
        return isLeft(read) ? read : right({ value: read.right, at: placeOf(one.context) })
      }),
    )
  })
}

/** `NAME=value` lines as an object. */
const assignments: Read<Readonly<Record<string, unknown>>> = (value, context) => {
  const expected = 'an object, or a list of NAME=value'
  if (!Array.isArray(value)) return refuse(value, context, { expected })
  const read = collect(
    value.map((line: unknown, index) => {
      const inside = within(context, index, line)
      const parts = typeof line === 'string' ? /^([^=]+)=(.*)$/s.exec(line) : null
      return parts === null
        ? refuse<readonly [string, string]>(line, inside, {
            expected: 'NAME=value',
            hint: lineHint(line),
            secretHint: OBJECT,
          })
        : right([parts[1] as string, parts[2] as string] as const)
    }),
  )
  return isLeft(read) ? read : right(Object.fromEntries(read.right))
}

const OBJECT = 'write an object instead of the list: { NAME: !secret name }'

const lineHint = (line: unknown): string | undefined => {
  if (isObject(line)) return 'write an object instead of the list'
  const isName = typeof line === 'string' && /^\w{1,80}$/.test(line)
  return isName ? `write ${line}=value, or an object: { ${line}: !env ${line} }` : undefined
}

const comparePolicy = word<ComparePolicy>(['strict', 'ignore', 'warn'])

const MODE = /^([0-7]{1,5}|[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*)$/

export const permissions = textLike(
  'a mode for chmod, such as 750 or u=rwX,g=rX,o=',
  MODE,
  "write octal digits in quotes: '750'",
)

const USER = 'a user: a name or number, with an optional group (2000:2000)'

/** `[user, group]` as well. */
export const user: Codec<string> = codec(USER, (value, context) => {
  const one = textLike(USER, /^[^\s:]+(:[^\s:]+)?$/)
  if (!Array.isArray(value)) return one.validate(value, context)
  if (value.length === 0 || value.length > 2) return refuse(value, context, { expected: USER })
  const parts = collect(
    value.map((each, index) => textLike(USER, /^[^\s:]+$/).validate(each, within(context, index, each))),
  )
  return isLeft(parts) ? parts : right(parts.right.join(':'))
})

const signal = textLike('a signal: its name (SIGINT) or its number', /^(\d{1,2}|(SIG)?[A-Z][A-Z0-9]*([+-]\d+)?)$/i)

const image = textLike('the name of an image', /^\S+$/)

/** Its parts merge by key. */
const healthcheck: Field<Healthcheck | undefined> = {
  codec: codec(healthParts.name, (value, context) => {
    if (value === null || value === '' || (isObject(value) && Object.keys(value).length === 0)) return resetAt(context)
    if (Array.isArray(value) && value.length === 0) return resetAt(context)
    const read = healthParts.validate(value, context)
    return isLeft(read) ? read : right(partsLayer(placeOf(context), read.right.map(healthPart)))
  }),
  build: (layer, path, note) => buildHealthcheck(layer, path, note),
}

const resetAt = (context: Parameters<typeof placeOf>[0]) => right(partsLayer(placeOf(context), [], true))

const healthPart = ({ value: [key, value], at }: HealthPart): Part => ({ key, layer: leaf(at, value) })

const buildHealthcheck = (layer: Layer | undefined, path: Path, note: Note): Healthcheck | undefined => {
  const parts = (layer?.parts ?? []).filter((part) => part.layer.value !== undefined)
  if (layer === undefined || parts.length === 0) return undefined
  note(path, layer.at)
  for (const part of parts) note([...path, part.key], part.layer.at)
  // Without a test the Engine takes the image's.
  return { test: [], ...Object.fromEntries(parts.map((part) => [part.key, part.layer.value])) }
}

export const containerFields: Fields<ContainerConfig> = {
  abstract: simple(flag, false),
  extends: list(textList('the name of a config')),
  image: simple(image, undefined),
  instances: list(textList('the name of an instance')),
  clients: list(textList('the name of a client')),
  shares: list(textList('a path in the container')),
  binds: list(binds, { key: (bind) => ('alias' in bind ? bind.alias : bind.path) }),
  uses: list(volumeUses, { key: (use) => use.name }),
  attaches: list(volumeUses, { key: (use) => use.name }),
  links: list(links),
  exposes: list(ports, { key: (port) => `${port.port}/${port.protocol}`, several: true }),
  exec_commands: list(commands, { repeats: true }),
  network: plainly(networkMode),
  networks: list(endpoints, { key: (endpoint) => endpoint.network }),
  user: simple(orSecret(user), undefined),
  permissions: simple(permissions, undefined),
  stop_timeout: simple(seconds, undefined),
  stop_signal: simple(signal, undefined),
  persistent: simple(flag, false),
  prevent_destroy: simple(flag, false),
  healthcheck,
  start_delay: simple(duration, undefined),
  depends_on: list(dependencies, { key: (dependency) => dependency.reference }),
  update_order: simple(word(['stop-first', 'start-first']), undefined),
  pull: simple(word(['missing', 'always', 'never']), undefined),
  environment: record(textOrSecret, assignments),
  labels: record(textOrSecret, assignments),
  create_options: options('options for creating the container'),
  host_config: options('options of the host configuration'),
  compare: record(comparePolicy),
}

/** Other names of fields. */
export const containerAliases: Readonly<Record<string, string>> = {
  start_options: 'host_config',
  network_mode: 'network',
}
