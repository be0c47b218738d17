/** From the events of runs, one run after the other, to what they tell of commands. */
import { canonicalJson } from '../base/canonical'
import type { Json } from '../base/json'
import type { JournalledCommand, PlannedCommand } from './journal'
import type { StepId } from './plan'

/** The part of a run's events that counts here. */
export type JournalEvent =
  | { readonly _tag: 'RunStarted'; readonly commands?: ReadonlyArray<PlannedCommand> }
  | { readonly _tag: 'StepStarted'; readonly step: StepId }
  | { readonly _tag: 'StepDone'; readonly step: StepId; readonly result: { readonly objectId?: string } }
  | { readonly _tag: 'RunEnded'; readonly ok: boolean }
  | { readonly _tag: 'StepOutput' | 'StepFailed' | 'StepSkipped' | 'StepCancelled' }
  | { readonly _tag: 'UndoStarted' | 'UndoDone' | 'UndoFailed' }

/**
 * @returns one record for each command in each container that it was due in
 * @example
 * journalled([{ _tag: 'RunStarted', commands }, { _tag: 'StepStarted', step: 'start container:shop.web@edge' }])
 * // the commands of shop.web, none of them done
 */
export const journalled = (events: Iterable<JournalEvent>): ReadonlyArray<JournalledCommand> => {
  const records: Records = new Map()
  let run = runOf([])
  for (const event of events) {
    switch (event._tag) {
      case 'RunStarted':
        run = runOf(event.commands ?? [])
        addDue(records, run, undefined)
        break
      case 'StepStarted':
        addDue(records, run, event.step)
        break
      case 'StepDone':
        if (event.result.objectId !== undefined) run.made.set(event.step, event.result.objectId)
        markDone(records, run, event.step)
        break
      case 'RunEnded':
        if (event.ok) forgetFormer(records, run)
    }
  }
  return [...records.values()].flat()
}

/** What is known so far, by container. */
type Records = Map<string, ReadonlyArray<JournalledCommand>>

interface Run {
  readonly byStep: ReadonlyMap<StepId, PlannedCommand>
  /** Of those that a start makes due, by it. */
  readonly byStart: ReadonlyMap<StepId | undefined, ReadonlyArray<PlannedCommand>>
  /** Ids of the objects that it has made, by step. */
  readonly made: Map<StepId, string>
}

const runOf = (commands: ReadonlyArray<PlannedCommand>): Run => {
  const byStart = new Map<StepId | undefined, ReadonlyArray<PlannedCommand>>()
  for (const one of commands) byStart.set(one.startedBy, [...(byStart.get(one.startedBy) ?? []), one])
  return { byStep: new Map(commands.map((one) => [one.step, one])), byStart, made: new Map() }
}

const containerOf = ({ container, createdBy }: PlannedCommand, { made }: Run): string | undefined =>
  createdBy === undefined ? container : made.get(createdBy)

/** Ids of containers are those of one client. */
export const containerKey = ({ client, container }: Pick<JournalledCommand, 'client' | 'container'>): string =>
  `${client} ${container}`

/** @param start the step that begins; undefined: the run itself */
const addDue = (records: Records, run: Run, start: StepId | undefined): void => {
  const due = (run.byStart.get(start) ?? []).flatMap((planned): ReadonlyArray<JournalledCommand> => {
    const container = containerOf(planned, run)
    if (container === undefined) return []
    const { step, client, target, command, user } = planned
    return [{ step, client, target, command, user, container, done: false }]
  })
  for (const [key, here] of byContainer(due)) {
    const known = records.get(key) ?? []
    const superseded = new Set(here.flatMap((one) => supersededBy(one, here, known)))
    records.set(key, [...known.filter((record) => !superseded.has(record)), ...here])
  }
}

/** Of one container: what was told of the same step; or of the same command, where that has another place by now. */
const supersededBy = (
  one: JournalledCommand,
  due: ReadonlyArray<JournalledCommand>,
  known: ReadonlyArray<JournalledCommand>,
): ReadonlyArray<JournalledCommand> => {
  const own = known.filter(({ step }) => step === one.step)
  if (own.some((record) => isSameCommand(record, one))) return own
  const moved = known.find((record) => isSameCommand(record, one) && due.every(({ step }) => step !== record.step))
  return moved === undefined ? own : [...own, moved]
}

const markDone = (records: Records, run: Run, step: StepId): void => {
  const planned = run.byStep.get(step)
  const container = planned === undefined ? undefined : containerOf(planned, run)
  if (planned === undefined || container === undefined) return
  const key = containerKey({ client: planned.client, container })
  const known = records.get(key)
  if (known === undefined) return
  records.set(
    key,
    known.map((record) => (record.step === step ? { ...record, done: true } : record)),
  )
}

/** Where all went well, the containers that were there before those of the run are no more. */
const forgetFormer = (records: Records, run: Run): void => {
  const now = new Map([...run.byStep.values()].map((planned) => [planned.target, containerOf(planned, run)]))
  for (const [key, known] of records) {
    const kept = known.filter(({ target, container }) => (now.get(target) ?? container) === container)
    if (kept.length > 0) records.set(key, kept)
    else records.delete(key)
  }
}

export const byContainer = (
  records: ReadonlyArray<JournalledCommand>,
): ReadonlyMap<string, ReadonlyArray<JournalledCommand>> => {
  const sorted = new Map<string, JournalledCommand[]>()
  for (const record of records) {
    const key = containerKey(record)
    const known = sorted.get(key)
    if (known === undefined) sorted.set(key, [record])
    else known.push(record)
  }
  return sorted
}

/** The words and the user, with the secrets that they name. */
export const isSameCommand = (one: Worded, other: Worded): boolean => textOf(one) === textOf(other)

type Worded = Pick<JournalledCommand, 'command' | 'user'>

const textOf = ({ command, user }: Worded): string => canonicalJson({ command, user } as unknown as Json)
