/** Reads a journal: the events of earlier runs, for the commands that those left undone. */
import { resolve } from 'node:path'
import { isJsonObject, type JournalEvent, type JournalledCommand, journalled, ownMember } from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { chooseExecutors, isDryrun } from './choose-executor'
import { eventsIn, type ToldEvent } from './events'
import { type Failure, usage } from './failure'
import { readPlainFile } from './files'
import type { Hosts } from './hosts'
import type { Io } from './io'
import type { JournalOptions, StateOptions } from './options'

export interface Journal {
  readonly commands: ReadonlyArray<JournalledCommand>
  /** True: all that it tells of came to a good end, so that nobody needs it any more. */
  readonly settled: boolean
}

/**
 * The journal of the option, else the environment's. What a simulation does never happened on the hosts: it has no part in
 * the environment's.
 */
export const journalFileOf = (options: JournalOptions & StateOptions, hosts: Hosts): string | undefined => {
  const own = hosts.environment.journal
  if (options.journal !== undefined || own === undefined) return options.journal
  const choice = chooseExecutors(options.executor, hosts)
  return isLeft(choice) || isDryrun(choice.right) ? undefined : resolve(hosts.folder, own)
}

/** What a plan is to know of commands; undefined where no journal was named. */
export const journalOf = async (
  options: JournalOptions & StateOptions,
  hosts: Hosts,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<Either<Failure, ReadonlyArray<JournalledCommand> | undefined>> => {
  const file = journalFileOf(options, hosts)
  if (file === undefined) return right(undefined)
  const journal = await readJournal(cwd, file)
  return isLeft(journal) ? journal : right(journal.right.commands)
}

/** Before the first run there is none, which is an empty one. */
export const readJournal = async (cwd: string, file: string): Promise<Either<Failure, Journal>> => {
  const text = await readPlainFile(cwd, file)
  if (isLeft(text)) return text
  const told = eventsIn(text.right ?? '', isSound)
  if (isLeft(told)) return left(noJournal(file, told.left))
  const events = told.right as ReadonlyArray<unknown> as ReadonlyArray<JournalEvent>
  const commands = journalled(events)
  const last = events[events.length - 1]
  const ended = last === undefined || (last._tag === 'RunEnded' && last.ok)
  return right({ commands, settled: ended && commands.every(({ done }) => done) })
}

const noJournal = (file: string, line: number): Failure =>
  usage(`${file} is no journal: line ${line} is no event of a run`, 'name a file that dmap wrote, or a new one')

/** Whether it has what is read of it. */
const isSound = (event: ToldEvent): boolean => ownMember(CHECKS, event._tag)?.(event) ?? true

const isText = (value: unknown): value is string => typeof value === 'string'

const CHECKS: Readonly<Record<string, (event: ToldEvent) => boolean>> = {
  RunStarted: ({ commands = [] }) => Array.isArray(commands) && commands.every(isCommand),
  StepStarted: ({ step }) => isText(step),
  StepDone: ({ step, result }) => isText(step) && isJsonObject(result),
  RunEnded: ({ ok }) => typeof ok === 'boolean',
}

const isCommand = (value: unknown): boolean =>
  isJsonObject(value) &&
  ['step', 'client', 'target'].every((member) => isText(value[member])) &&
  Array.isArray(value['command'])
