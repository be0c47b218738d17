/** `dmap simulate`: what the hosts would look like afterwards, and what each step would give. */
import { encodeObservation, type Plan, printable, type Simulation, simulatePlan, summaryText } from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { emit } from '../output'
import { planned, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

export const simulateCommand = async ({ io, options, open }: Looking, wish: Wish): Outcome => {
  const result = await planned(wish, options, io, open)
  if (isLeft(result)) return result
  const { plan, seen } = result.right
  const simulation = simulatePlan(seen.observation, plan)
  const formats = {
    text: () => simulationText(plan, simulation),
    json: () => encodeObservation(simulation.observation),
  }
  const written = await emit(formats, options, io)
  if (isLeft(written)) return written
  if (options.out !== undefined && options.quiet !== true) io.err(`${summaryText(plan)}\n`)
  tellUnreachable(seen.unreachable, io)
  if (seen.unreachable.length > 0) return right(EXIT.unreachable)
  return right(simulation.steps.every(({ _tag }) => _tag === 'Done') ? EXIT.done : EXIT.failed)
}

const simulationText = (plan: Plan, { steps, observation }: Simulation): string => {
  const outcomes = steps.map((step) => {
    if (step._tag === 'Done') return `done     ${step.id}`
    if (step._tag === 'Failed') return `failed   ${step.id}: ${step.error.message}`
    return `skipped  ${step.id}: "${step.because}" was not done`
  })
  const containers = Object.entries(observation.clients).flatMap(([client, seen]) =>
    seen.containers.map(({ name, state }) => `afterwards ${state.status}: container ${name} on ${client}`),
  )
  return [...outcomes, ...containers, summaryText(plan)].map((line) => `${printable(line)}\n`).join('')
}
