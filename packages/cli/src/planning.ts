/** What every command with an intent begins with: map, observation, plan. */
import {
  type Intent,
  type IntentKind,
  type JournalledCommand,
  type Plan,
  type Prediction,
  planOf,
  predictionOf,
  queryOf,
  scheduleOf,
} from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Failure } from './failure'
import { intentOf } from './intent'
import type { Io } from './io'
import { journalOf } from './journal'
import { type Loaded, load } from './load'
import { type OpenObserver, type Seen, see } from './observer'
import type { Options } from './options'

export interface Wish {
  readonly kind: IntentKind
  readonly selection: ReadonlyArray<string>
  /** Of a script. */
  readonly command?: ReadonlyArray<string>
}

export interface Planned {
  readonly loaded: Loaded
  readonly seen: Seen
  readonly plan: Plan
  /** What the journal told, where one was named. */
  readonly journal?: ReadonlyArray<JournalledCommand>
}

/** Clients that could not be looked at are left out of the plan; `seen.unreachable` names them. */
export const planned = async (
  wish: Wish,
  options: Options,
  io: Io,
  open: OpenObserver,
): Promise<Either<Failure, Planned>> => {
  const looked = await lookedAt(wish, options, io, open)
  if (isLeft(looked)) return looked
  const { loaded, seen, intent, journal } = looked.right
  const plan = planOf(loaded.compiled, seen.observation, intent, journal)
  if (isLeft(plan)) return left({ _tag: 'Unplannable', errors: plan.left })
  const unable = seen.unable?.(plan.right) ?? []
  if (unable.length > 0) return left({ _tag: 'Unplannable', errors: unable })
  return right({ loaded, seen, plan: plan.right, ...(journal === undefined ? {} : { journal }) })
}

export interface LookedAt {
  readonly loaded: Loaded
  readonly seen: Seen
  readonly intent: Intent
  readonly journal: ReadonlyArray<JournalledCommand> | undefined
}

/** All that a plan is made from; the intent is for the clients that could be looked at. */
export const lookedAt = async (
  wish: Wish,
  options: Options,
  io: Io,
  open: OpenObserver,
): Promise<Either<Failure, LookedAt>> => {
  const intent = intentOf(wish.kind, wish.selection, options.option ?? [], wish.command)
  if (isLeft(intent)) return intent
  const loaded = await load(options, wish.selection, io)
  if (isLeft(loaded)) return loaded
  const journal = await journalOf(options, loaded.right.hosts, io)
  if (isLeft(journal)) return journal
  const { check_exec_commands: check = 'none' } = intent.right.options
  const query = queryOf(loaded.right.compiled.resources, { commands: check !== 'none' })
  const seen = await see(options, { ...loaded.right.hosts, query }, io, open)
  if (isLeft(seen)) return seen
  return right({
    loaded: loaded.right,
    seen: seen.right,
    intent: onSeenClients(intent.right, seen.right),
    journal: journal.right,
  })
}

/** What a simulation from there foretells. */
export const foretell = (plan: Plan, { observation }: Seen): Prediction => predictionOf(scheduleOf(observation, plan))

const onSeenClients = (intent: Intent, { observation, unreachable }: Seen): Intent =>
  unreachable.length === 0 ? intent : { ...intent, clients: Object.keys(observation.clients).sort() }
