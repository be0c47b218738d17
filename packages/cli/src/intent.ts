/** From the words of the command line to an intent. */
import { didYouMean, type Intent, type IntentKind } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'

/** Every intent, with one sentence for the help. */
export const INTENTS: Readonly<Record<IntentKind, string>> = {
  create: 'create what is absent, dependencies first',
  start: 'start what is there and does not run, dependencies first',
  startup: 'create and start, dependencies first',
  update: 'startup, and make what is there as the map says',
  restart: 'stop and start what is selected',
  stop: 'stop, dependents first',
  remove: 'remove what is stopped, dependents first',
  shutdown: 'stop and remove, dependents first',
  pull: 'pull the images of the selection and its dependencies',
  signal: 'send a signal to what runs',
  script: "run a command in a container like the config's, dependencies up first",
  prune: 'remove what is ours and no longer in the map',
}

export const ALIASES: Readonly<Record<string, IntentKind>> = { up: 'update', down: 'shutdown', run: 'script' }

/** `up` is `update`; an unknown word is a failure that names the nearest one. */
export const intentKind = (word: string): Either<Failure, IntentKind> => {
  if (Object.hasOwn(INTENTS, word)) return right(word as IntentKind)
  const alias = Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined
  if (alias !== undefined) return right(alias)
  const known = [...Object.keys(INTENTS), ...Object.keys(ALIASES)]
  return left(usage(`unknown intent "${word}"`, didYouMean(word, known).hint ?? `one of ${known.join(', ')}`))
}

type Key = Exclude<keyof Intent['options'], 'command'>
type Reader = (text: string) => unknown

const flag: Reader = (text) => FLAGS[text.toLowerCase()]
const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  '': true,
  false: false,
  no: false,
  off: false,
  '0': false,
}
const word: Reader = (text) => (text === '' ? undefined : text)

/** How each option is read, and what is expected of it. */
const OPTIONS: Readonly<Record<Key, readonly [Reader, string]>> = {
  force: [flag, 'true or false'],
  pull: [flag, 'true or false'],
  prune: [flag, 'true or false'],
  adopt: [flag, 'true or false'],
  signal: [word, 'a signal such as SIGHUP'],
  remove_persistent: [flag, 'true or false'],
  remove_attached: [flag, 'true or false'],
  update_persistent: [flag, 'true or false'],
  restart_exec_commands: [flag, 'true or false'],
  check_exec_commands: [(text) => (/^(none|partial|full)$/.test(text) ? text : undefined), 'none, partial or full'],
  skip_limit_reset: [flag, 'true or false'],
  wait: [flag, 'true or false'],
}

export const INTENT_OPTIONS = Object.keys(OPTIONS) as ReadonlyArray<Key>

/**
 * @param settings `KEY=VALUE`, or `KEY` alone for true
 * @param command of a script
 */
export const intentOf = (
  kind: IntentKind,
  selection: ReadonlyArray<string>,
  settings: ReadonlyArray<string>,
  command: ReadonlyArray<string> = [],
): Either<Failure, Intent> => {
  const options: Record<string, unknown> = {}
  for (const setting of settings) {
    const read = readOption(setting)
    if (isLeft(read)) return read
    options[read.right.key] = read.right.value
  }
  if (command.length > 0) options['command'] = command
  return right({ kind, selection: [...new Set(selection)].sort(), options })
}

const readOption = (setting: string): Either<Failure, { readonly key: Key; readonly value: unknown }> => {
  const equals = setting.indexOf('=')
  const key = equals < 0 ? setting : setting.slice(0, equals)
  if (!Object.hasOwn(OPTIONS, key))
    return left(
      usage(`unknown option "${key}"`, didYouMean(key, INTENT_OPTIONS).hint ?? `one of ${INTENT_OPTIONS.join(', ')}`),
    )
  const [read, expected] = OPTIONS[key as Key]
  const value = read(equals < 0 ? '' : setting.slice(equals + 1))
  return value === undefined
    ? left(usage(`--option ${setting}: expected ${expected}`))
    : right({ key: key as Key, value })
}
