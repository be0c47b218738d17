/**
 * Which of the commands that are run in a container have left a process there. An observation holds the answer and no
 * command lines, since a process's own may hold anything.
 */
import { isJsonObject } from '../base/json'
import { plainText, REDACTED } from '../resource/placeholder'
import type { EngineText } from '../resource/resource'
import type { CommandTrace, ObservedContainer } from './observation'
import { textsAt } from './read'
import { fitsSecret } from './secret'

/** A command to look for. */
export interface WatchedCommand {
  /** Its words with single spaces between them, placeholders where secrets stand. */
  readonly text: string
  readonly user: string
}

export interface Process {
  readonly uid: string
  readonly command: string
}

/** What `ps` is to list, in this order. */
export const PS_ARGS = '-eo pid,uid,args'

/** @example commandLine(['/bin/setup', '--all']) // '/bin/setup --all' */
export const commandLine = (command: ReadonlyArray<EngineText>): string => command.map(plainText).join(' ')

/** @param top body of `GET /containers/NAME/top` with `PS_ARGS`; undefined where it is none */
export const processesFromTop = (top: unknown): ReadonlyArray<Process> | undefined => {
  const rows = isJsonObject(top) ? top['Processes'] : undefined
  if (!Array.isArray(rows) || textsAt(top, 'Titles').length < 3) return undefined
  return rows.flatMap((row: unknown) =>
    Array.isArray(row) ? [{ uid: String(row[1]), command: row.slice(2).map(String).join(' ') }] : [],
  )
}

/** @param printed by `docker top NAME -eo pid,uid,args`; undefined where it is none */
export const processesFromText = (printed: string): ReadonlyArray<Process> | undefined => {
  const [head = '', ...lines] = printed.trim().split('\n')
  if (!/^PID\s+UID\s/.test(head)) return undefined
  return lines.flatMap((line) => {
    const [, uid, command] = /^\s*\d+\s+(\S+)\s+(.*?)\s*$/.exec(line) ?? []
    return uid === undefined || command === undefined ? [] : [{ uid, command }]
  })
}

/** The container with what was found of its commands. */
export const withTraces = <C extends ObservedContainer>(
  container: C,
  watched: ReadonlyArray<WatchedCommand>,
  processes: ReadonlyArray<Process>,
): C => ({
  ...container,
  commands: Object.fromEntries(watched.map((command) => [command.text, traceOf(command, processes)])),
})

const traceOf = ({ text, user }: WatchedCommand, processes: ReadonlyArray<Process>): CommandTrace => {
  const own = processes.filter(({ uid }) => mayBe(user, uid))
  if (own.some(({ command }) => fitsSecret(text, command))) return 'full'
  return !text.includes(REDACTED) && own.some(({ command }) => command.includes(text)) ? 'partial' : 'none'
}

/** Only numbers can be compared: a name is the container's own. */
const mayBe = (user: string, uid: string): boolean => {
  const [name = ''] = user.split(':')
  if (name === 'root') return uid === '0'
  return !/^\d+$/.test(name) || name === uid
}
