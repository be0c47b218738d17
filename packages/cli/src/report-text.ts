/** What became of a plan, for people: how much was done, what failed with the Engine's words, what was not begun and why. */
import { actionPhrase, countText, listText, type Plan, printable, resourceText } from '@dmap/core'
import type { Counts, Report, StepReport, UndoReport } from '@dmap/runtime'
import { createColors } from 'picocolors'
import { errorText, milliseconds, outputTail } from './error-text'

export interface ReportOptions {
  readonly color: boolean
  /** Every step that was not carried out or was taken back, instead of one line for all that have one cause. */
  readonly verbose: boolean
  /** What was done was to be undone: what is still done is told as well. */
  readonly rolledBack: boolean
}

/** Ends with a line feed. */
export const reportText = (plan: Plan, report: Report, { color, verbose, rolledBack }: ReportOptions): string => {
  const phrases = new Map(
    plan.steps.map(({ id, action }) => [id, `${actionPhrase(action)} on ${printable(action.client)}`]),
  )
  const many = verbose ? new Map<string, ReadonlyArray<StepReport>>() : manyAlike(report)
  const details = report.steps.flatMap((step) => {
    const group = many.get(causeOf(step))
    if (group === undefined) return stepText(step, phrases.get(step.id) ?? step.id, color)
    return group[0] === step ? [groupText(group, plan, color)] : []
  })
  const keeps = (rolledBack ? keptSteps(plan, report) : []).map(
    ({ id }) => `kept     ${phrases.get(id) ?? id}: nothing undoes it`,
  )
  const undos = report.undos.flatMap((undo) => (verbose || undo.outcome._tag !== 'Done' ? undoText(undo, color) : []))
  return [...details, ...keeps, ...undos, summaryOf(report)].map((line) => `${line}\n`).join('')
}

/** What was done in a replacement that was taken back is gone with its container. */
const keptSteps = (plan: Plan, { steps }: Report): ReadonlyArray<StepReport> => {
  const replacements = new Map(plan.steps.map(({ id, replacement }) => [id, replacement]))
  const undone = new Set(steps.flatMap(({ id, outcome }) => (outcome._tag === 'Undone' ? [replacements.get(id)] : [])))
  return steps.filter(({ id, outcome }) => {
    const replacement = replacements.get(id)
    return outcome._tag === 'Done' && (replacement === undefined || !undone.has(replacement))
  })
}

const summaryOf = ({ counts, clients, took, requests, cancelled }: Report): string => {
  const parts = NOUNS.flatMap(([key, noun]) => (counts[key] > 0 || key === 'done' ? [`${counts[key]} ${noun}`] : []))
  const hosts = countText(Object.keys(clients).length, 'host')
  const asked = requests === null ? '' : `, ${countText(requests, 'request')}`
  return `${cancelled ? 'Interrupted: ' : ''}${parts.join(', ')} on ${hosts} in ${milliseconds(took)}${asked}`
}

const NOUNS: ReadonlyArray<readonly [keyof Counts, string]> = [
  ['done', 'done'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['undone', 'undone'],
  ['cancelled', 'not begun'],
]

/** More than so many steps with one cause are told in one line: of those that were skipped, some may surprise. */
const MOST_LINES: Readonly<Record<string, number>> = { Skipped: 8, Undone: 1, Cancelled: 1 }

const manyAlike = ({ steps }: Report): ReadonlyMap<string, ReadonlyArray<StepReport>> => {
  const groups = new Map<string, StepReport[]>()
  const isHalfUndone = steps.some(({ outcome }) => outcome._tag === 'Undone' && !outcome.complete)
  for (const step of steps) {
    const cause = causeOf(step)
    if (cause === '' || (isHalfUndone && step.outcome._tag === 'Undone')) continue
    const group = groups.get(cause)
    if (group === undefined) groups.set(cause, [step])
    else group.push(step)
  }
  return new Map(
    [...groups].filter(([, [first, ...rest]]) => rest.length >= (MOST_LINES[first?.outcome._tag ?? ''] ?? 0)),
  )
}

/** Equal for steps that did not come about for one reason; empty for those that are told one by one. */
const causeOf = ({ outcome }: StepReport): string => {
  switch (outcome._tag) {
    case 'Skipped':
      return `Skipped ${outcome.dependent} ${outcome.because}`
    case 'Undone':
      return `Undone ${outcome.because}`
    case 'Cancelled':
      return 'Cancelled'
    default:
      return ''
  }
}

const MOST_OBJECTS = 5

const groupText = (group: ReadonlyArray<StepReport>, plan: Plan, color: boolean): string => {
  const ids = new Set(group.map(({ id }) => id))
  const targets = new Set(plan.steps.flatMap(({ id, action }) => (ids.has(id) ? [action.target] : [])))
  const objects = [...targets].map((target) => resourceText(target))
  const rest = objects.length - MOST_OBJECTS
  const named = rest > 0 ? [...objects.slice(0, MOST_OBJECTS), `${rest} more`] : objects
  const [{ outcome } = { outcome: undefined }] = group
  const { word, why } = wordsOf(outcome, objects.length)
  return `${createColors(color).yellow(word)} ${group.length} steps for ${listText(named)}${why}`
}

const wordsOf = (
  outcome: StepReport['outcome'] | undefined,
  objects: number,
): { readonly word: string; readonly why: string } => {
  switch (outcome?._tag) {
    case 'Skipped': {
      const cause = `"${printable(outcome.because)}"`
      const why = outcome.dependent ? `they depend on ${cause}, which failed` : `not begun after ${cause} failed`
      return { word: 'skipped ', why: `: ${why}` }
    }
    case 'Undone': {
      const state = objects === 1 ? 'it is as it was before' : 'they are as they were before'
      return { word: 'undone  ', why: `: ${whyUndone(outcome.because)}; ${state}` }
    }
    default:
      return { word: 'not begun', why: '' }
  }
}

const whyUndone = (because: string | null): string =>
  because === null ? 'the run was interrupted' : `"${printable(because)}" failed`

const stepText = ({ outcome }: StepReport, phrase: string, color: boolean): ReadonlyArray<string> => {
  const colours = createColors(color)
  switch (outcome._tag) {
    case 'Done':
      return []
    case 'Failed': {
      const output = 'output' in outcome.error ? outputTail(outcome.error.output ?? '') : []
      const shown = output.filter((line) => line !== '').map((line) => `         | ${line}`)
      return [`${colours.red('failed')}   ${phrase}`, `         ${errorText(outcome.error)}`, ...shown]
    }
    case 'Skipped': {
      const cause = `"${printable(outcome.because)}"`
      const why = outcome.dependent ? `it depends on ${cause}, which failed` : `not begun after ${cause} failed`
      return [`${colours.yellow('skipped')}  ${phrase}: ${why}`]
    }
    case 'Cancelled':
      return [`${colours.yellow('not begun')} ${phrase}`]
    case 'Undone': {
      return [
        `${colours.yellow('undone')}   ${phrase}: ${whyUndone(outcome.because)}${outcome.complete ? '' : '; not everything could be undone'}`,
      ]
    }
  }
}

const undoText = ({ action, outcome }: UndoReport, color: boolean): ReadonlyArray<string> => {
  const phrase = `${actionPhrase(action)} on ${printable(action.client)}`
  if (outcome._tag === 'Done') return [`undo     ${phrase}`]
  return [`${createColors(color).red('failed')}   undo: ${phrase}`, `         ${errorText(outcome.error)}`]
}
