/** What happens while a plan is carried out: a line for each step that ended, and on a terminal what runs now. */
import { actionPhrase, type Plan, printable } from '@dmap/core'
import type { RunEvent } from '@dmap/runtime'
import { createColors } from 'picocolors'
import { errorText, milliseconds, outputTail } from './error-text'
import type { Io } from './io'

export interface Progress {
  readonly tell: (event: RunEvent) => void
  readonly end: () => void
}

export interface ProgressOptions {
  readonly color: boolean
  /** Also what commands print, and what is skipped as it is: the report tells it with its cause. */
  readonly verbose: boolean
}

const MOST_RUNNING = 8

/** On standard error. Without a terminal nothing is drawn over. */
export const progressOf = async (plan: Plan, io: Io, options: ProgressOptions): Promise<Progress> => {
  const phrases = phrasesOf(plan)
  const live = io.terminal.err && io.screen !== undefined ? await liveRegion(io.screen) : null
  const running = new Map<string, string>()
  let ended = 0
  const draw = (): void => live?.draw(runningLines(running, phrases, ended, plan.steps.length))
  return {
    tell: (event) => {
      if (event._tag === 'StepStarted') running.set(event.step, '')
      if (event._tag === 'StepOutput' && running.has(event.step)) running.set(event.step, lastLine(event.text))
      if (ENDS.has(event._tag) && 'step' in event) {
        running.delete(event.step)
        ended += 1
      }
      const lines = linesOf(event, phrases, options)
      if (lines.length > 0) {
        live?.clear()
        io.err(lines.map((line) => `${line}\n`).join(''))
      }
      draw()
    },
    end: () => {
      live?.clear()
      live?.end()
    },
  }
}

const ENDS = new Set<RunEvent['_tag']>(['StepDone', 'StepFailed', 'StepSkipped', 'StepCancelled'])

type Phrases = ReadonlyMap<string, string>

const phrasesOf = (plan: Plan): Phrases =>
  new Map(plan.steps.map(({ id, action }) => [id, `${actionPhrase(action)} on ${printable(action.client)}`]))

const linesOf = (event: RunEvent, phrases: Phrases, { color, verbose }: ProgressOptions): ReadonlyArray<string> => {
  const colours = createColors(color)
  const phrase = 'step' in event ? (phrases.get(event.step) ?? event.step) : ''
  switch (event._tag) {
    case 'StepDone':
      return [`${colours.green('done')}     ${phrase} (${milliseconds(event.took)})`]
    case 'StepFailed':
      return [`${colours.red('failed')}   ${phrase}: ${errorText(event.error)}`]
    case 'StepSkipped':
      return verbose ? [`${colours.yellow('skipped')}  ${phrase}`] : []
    case 'StepOutput':
      return verbose ? outputTail(event.text).map((line) => colours.dim(`         ${line}`)) : []
    case 'UndoDone':
      return [`${colours.yellow('undone')}   ${actionPhrase(event.action)} on ${printable(event.client)}`]
    case 'UndoFailed':
      return [`${colours.red('failed')}   undoing: ${actionPhrase(event.action)}: ${errorText(event.error)}`]
    default:
      return []
  }
}

const runningLines = (
  running: ReadonlyMap<string, string>,
  phrases: Phrases,
  ended: number,
  all: number,
): ReadonlyArray<string> => {
  const shown = [...running].slice(0, MOST_RUNNING).map(([step, text]) => {
    const phrase = `  ${phrases.get(step) ?? step}`
    return text === '' ? phrase : `${phrase}: ${text}`
  })
  const more = running.size > MOST_RUNNING ? [`  and ${running.size - MOST_RUNNING} more`] : []
  return [`${ended} of ${all}`, ...shown, ...more]
}

const lastLine = (text: string): string => outputTail(text, 1)[0] ?? ''

/** Its code is loaded only where there is a terminal to draw on. */
const liveRegion = async (screen: NodeJS.WritableStream) => {
  const { create } = await import('log-update')
  const update = create(screen as NodeJS.WriteStream)
  return {
    draw: (lines: ReadonlyArray<string>) => update(lines.join('\n')),
    clear: () => update.clear(),
    end: () => update.done(),
  }
}
