/** Commands that should have left a process in a running container and have not: an update runs them again. */
import { commandLine } from '../observe/commands'
import type { CommandTrace } from '../observe/observation'
import type { ContainerResource, ExecSpec } from '../resource/resource'
import type { Exec } from './action'
import type { Chain } from './chain'
import { append, stepId } from './chain'
import type { Decision } from './decision'
import type { Planning } from './planning'
import { seen } from './planning'

/**
 * With `check_exec_commands`: `full`, a process has the command's whole line; `partial`, the line is part of a process's.
 * Where the processes could not be seen, the plan warns.
 */
export const appendMissingCommands = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed } = decision
  const { check_exec_commands: mode = 'none' } = planning.intent.options
  if (mode === 'none' || observed === null || !isLeftRunning(decision)) return
  const checked = [...resource.exec.entries()].filter(([, { policy }]) => policy === 'restart')
  if (checked.length === 0) return
  if (observed.commands === undefined) {
    planning.warnings.push({ _tag: 'ExecUnknown', id: resource.id })
    return
  }
  for (const [index, exec] of checked) {
    if (fits(observed.commands[commandLine(exec.command)] ?? 'none', mode)) continue
    const step = append(chain, {
      id: stepId('exec', resource.id, { tail: `#${index + 1}` }),
      action: execIn(resource, exec),
      reason: { _tag: 'Missing', field: exec.field },
      expects: seen(observed),
    })
    chain.ready = step.id
  }
}

/** What is started or replaced has its commands run by that; so has what an interrupted replacement has left. */
const isLeftRunning = ({ state, treatment, previous }: Decision): boolean =>
  state === 'running' && treatment === 'none' && previous === null

const fits = (trace: CommandTrace, mode: 'partial' | 'full'): boolean =>
  trace === 'full' || (mode === 'partial' && trace === 'partial')

export const execIn = (resource: ContainerResource, exec: ExecSpec, name = resource.name): Exec => ({
  _tag: 'Exec',
  client: resource.client,
  target: resource.id,
  name,
  command: exec.command,
  user: exec.user,
  ignoreExit: exec.ignoreExit,
})
