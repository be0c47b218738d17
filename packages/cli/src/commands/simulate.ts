/** `dmap simulate`: when each step would begin and end, how long what is away, and what there would be afterwards. */
import {
  durationText,
  encodeObservation,
  type Plan,
  predictionOf,
  printable,
  type Schedule,
  type Simulation,
  simulateInTime,
  summaryText,
} from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { paceFrom } from '../history'
import { emit } from '../output'
import { planned, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

export const simulateCommand = async ({ io, options, open }: Looking, wish: Wish): Outcome => {
  const result = await planned(wish, options, io, open)
  if (isLeft(result)) return result
  const { plan, seen } = result.right
  const pace = await paceFrom(options.history ?? [], io)
  if (isLeft(pace)) return pace
  const { simulation, schedule } = simulateInTime(seen.observation, plan, pace.right)
  const summary = `${summaryText(plan, predictionOf(schedule))}\n`
  const formats = {
    text: () => `${simulationText(simulation, schedule)}${summary}`,
    json: () => simulationJson(plan, simulation, schedule),
  }
  const written = await emit(formats, options, io)
  if (isLeft(written)) return written
  if (options.out !== undefined && options.quiet !== true) io.err(summary)
  tellUnreachable(seen.unreachable, io)
  if (seen.unreachable.length > 0) return right(EXIT.unreachable)
  return right(simulation.steps.every(({ _tag }) => _tag === 'Done') ? EXIT.done : EXIT.failed)
}

const simulationText = ({ steps, observation }: Simulation, schedule: Schedule): string => {
  const times = new Map(schedule.steps.map(({ id, begin, end }) => [id, `${seconds(begin)} to ${seconds(end)}`]))
  const outcomes = steps.map((step) => {
    if (step._tag === 'Done') return `${times.get(step.id) ?? ''}: ${step.id}`
    if (step._tag === 'Failed') return `failed: ${step.id}: ${step.error.message}`
    return `skipped: ${step.id}: "${step.because}" was not done`
  })
  const containers = Object.entries(observation.clients).flatMap(([client, seen]) =>
    seen.containers.map(({ name, state }) => `afterwards ${state.status}: container ${name} on ${client}`),
  )
  return [...outcomes, ...containers].map((line) => `${printable(line)}\n`).join('')
}

const seconds = (milliseconds: number): string => durationText(milliseconds / 1000)

/** A snapshot that can be planned against, with what was foretold beside it. */
const simulationJson = (plan: Plan, { steps, undone, observation }: Simulation, schedule: Schedule): string => {
  const snapshot = JSON.parse(encodeObservation(observation)) as object
  return `${JSON.stringify({ ...snapshot, plan: plan.hash, steps, undone, schedule }, null, 2)}\n`
}
