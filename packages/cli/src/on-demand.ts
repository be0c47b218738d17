/** The commands, each loaded when it is called: to load all of them takes longer than most of them do. */
import type { Outcome } from './context'

const onDemand =
  <Args extends ReadonlyArray<unknown>>(load: () => Promise<(...args: Args) => Outcome>) =>
  async (...args: Args): Promise<Awaited<Outcome>> =>
    (await load())(...args)

export const applyCommand = onDemand(async () => (await import('./commands/apply.js')).applyCommand)
export const diffCommand = onDemand(async () => (await import('./commands/diff.js')).diffCommand)
export const explainCommand = onDemand(async () => (await import('./commands/explain.js')).explainCommand)
export const graphCommand = onDemand(async () => (await import('./commands/graph.js')).graphCommand)
export const observeCommand = onDemand(async () => (await import('./commands/observe.js')).observeCommand)
export const planCommand = onDemand(async () => (await import('./commands/plan.js')).planCommand)
export const resolveCommand = onDemand(async () => (await import('./commands/resolve.js')).resolveCommand)
export const runCommand = onDemand(async () => (await import('./commands/run.js')).runCommand)
export const schemaCommand = onDemand(async () => (await import('./commands/schema.js')).schemaCommand)
export const simulateCommand = onDemand(async () => (await import('./commands/simulate.js')).simulateCommand)
export const statusCommand = onDemand(async () => (await import('./commands/status.js')).statusCommand)
export const validateCommand = onDemand(async () => (await import('./commands/validate.js')).validateCommand)
