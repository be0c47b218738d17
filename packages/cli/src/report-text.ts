/** What became of a plan, for people: how much was done, what failed with the Engine's words, what was not begun and why. */
import { actionPhrase, countText, type Plan, printable } from '@dmap/core'
import type { Counts, Report, StepReport, UndoReport } from '@dmap/runtime'
import { createColors } from 'picocolors'
import { errorText, milliseconds, outputTail } from './error-text'

/** Ends with a line feed. */
export const reportText = (plan: Plan, report: Report, color: boolean): string => {
  const phrases = new Map(
    plan.steps.map(({ id, action }) => [id, `${actionPhrase(action)} on ${printable(action.client)}`]),
  )
  const details = report.steps.flatMap((step) => stepText(step, phrases.get(step.id) ?? step.id, color))
  const undos = report.undos.flatMap((undo) => undoText(undo, color))
  return [...details, ...undos, summaryOf(report)].map((line) => `${line}\n`).join('')
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
      const cause = outcome.because === null ? 'the run was interrupted' : `"${printable(outcome.because)}" failed`
      return [
        `${colours.yellow('undone')}   ${phrase}: ${cause}${outcome.complete ? '' : '; not everything could be undone'}`,
      ]
    }
  }
}

const undoText = ({ action, outcome }: UndoReport, color: boolean): ReadonlyArray<string> => {
  const phrase = `${actionPhrase(action)} on ${printable(action.client)}`
  if (outcome._tag === 'Done') return [`undo     ${phrase}`]
  return [`${createColors(color).red('failed')}   undo: ${phrase}`, `         ${errorText(outcome.error)}`]
}
