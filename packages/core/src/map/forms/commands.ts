/** The forms of `exec_commands`. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Codec } from '../../base/codec'
import { closed, codec, collect, refuse, within } from '../../base/codec'
import { nearest } from '../../base/nearest'
import { present } from '../../base/present'
import { isSecretRef } from '../../base/secret-ref'
import type { ExecCommand, Text } from '../model'
import { flag, orSecret, text, textOrSecret, word } from '../values'
import type { ItemForms } from './items'
import { failures, hasOnly, items, nullable, optional, refuseBeyond, spread } from './items'

const FORMS = 'command, [command, user, policy] or {command, user, policy, ignore_exit}'
const COMMAND = 'a command line, or a list of its words'

/** A line is split into words when the plan is made. */
const WORDS = 'a secret can stand for a word of a command: [[program, !secret name]]'

const line = text(COMMAND)

const command: Codec<ExecCommand['command']> = codec(COMMAND, (value, context) => {
  if (isSecretRef(value)) return refuse(value, context, { expected: COMMAND, secretHint: WORDS })
  if (!Array.isArray(value)) return line.validate(value, context)
  if (value.length === 0) return refuse(value, context, { expected: COMMAND })
  return collect<Text>(value.map((word, index) => textOrSecret.validate(word, within(context, index, word))))
})

const policyWord = word(['restart', 'initial', 'created'])

const policy: Codec<ExecCommand['policy']> = codec(policyWord.name, (value, context) => {
  const read = policyWord.validate(value, context)
  if (!isLeft(read) || typeof value !== 'string') return read
  const hint = 'the words of one command go into a list of their own: [[program, word, word], user, policy]'
  return refuse(value, context, { expected: policyWord.name, hint })
})

const user = orSecret(text('a user'))

const long = closed(
  'a command ({command, user, policy, ignore_exit})',
  { command, user: nullable(user), policy: nullable(policy), ignore_exit: nullable(flag) },
  { aliases: { cmd: 'command' } },
)

const KEYS = ['command', 'cmd', 'user', 'policy', 'ignore_exit']

/** `{command: ls, usr: root}` would be read as two commands, `command` and `usr`, and nobody would be told. */
const isMisspelt = (object: Readonly<Record<string, unknown>>): boolean => {
  const keys = Object.keys(object)
  return (
    keys.some((key) => KEYS.includes(key)) &&
    keys.some((key) => !KEYS.includes(key) && nearest(key, KEYS) !== undefined)
  )
}

const commandForms: ItemForms<ExecCommand> = {
  expected: `a command: ${FORMS}`,
  pair: (head, rest) => {
    const behind = spread(rest)
    const beyond = refuseBeyond(behind, 2, FORMS)
    if (beyond !== undefined) return beyond
    const what = command.validate(head.value, head.context)
    const who = optional(user, behind[0])
    const when = optional(policy, behind[1])
    if (isLeft(what) || isLeft(who) || isLeft(when)) return failures([what, who, when])
    return right([
      present({ command: what.right, user: who.right, policy: when.right ?? 'restart', ignore_exit: false }),
    ])
  },
  isLong: (object) => hasOnly(object, KEYS, ['command', 'cmd']) || isMisspelt(object),
  long: (value, context) => {
    const read = long.validate(value, context)
    if (isLeft(read)) return read
    const { command: what, user: who, policy: when = 'restart', ignore_exit = false } = read.right
    if (what === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a command' })
    return right([present({ command: what, user: who, policy: when, ignore_exit })])
  },
}

export const commands = items(commandForms)
