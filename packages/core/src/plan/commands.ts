/** Commands that a running container lacks: those that a journal knows no good end of, and those that have left no process. */
import { commandLine } from '../observe/commands'
import type { CommandTrace } from '../observe/observation'
import type { ContainerResource, ExecSpec } from '../resource/resource'
import type { Exec } from './action'
import type { Chain } from './chain'
import { append, stepId } from './chain'
import type { Decision } from './decision'
import type { JournalledCommand } from './journal'
import { containerKey, isSameCommand } from './journalled'
import type { Reason } from './plan'
import type { Planning } from './planning'
import { seen } from './planning'

/**
 * With `check_exec_commands`: `full`, a process has the command's whole line; `partial`, the line is part of a process's.
 * Where the processes could not be seen, the plan warns. What a journal tells counts without it.
 */
export const appendMissingCommands = (chain: Chain, decision: Decision, planning: Planning): void => {
  const { resource, observed } = decision
  if (observed === null || !staysAlive(decision)) return
  const isLost = lossOf(decision, planning)
  for (const [index, exec] of resource.exec.entries()) {
    const isOpen = recordOf(decision, index, planning)?.done === false
    if (!isOpen && !isLost(exec)) continue
    const reason: Reason = { _tag: isOpen ? 'Unfinished' : 'Missing', field: exec.field }
    const step = append(chain, {
      id: commandId(resource, index),
      action: execIn(resource, exec, containerIn(decision, planning)),
      reason,
      expects: seen(observed),
    })
    chain.ready = step.id
  }
}

/** What is started or replaced has its commands run by that; so has what an interrupted replacement has left. */
const staysAlive = ({ state, treatment, previous }: Decision): boolean =>
  treatment === 'unpause' || (state === 'running' && treatment === 'none' && previous === null)

const lossOf = ({ resource, observed, state }: Decision, planning: Planning): ((exec: ExecSpec) => boolean) => {
  const { check_exec_commands: mode = 'none' } = planning.intent.options
  const isChecked = ({ policy }: ExecSpec): boolean => policy === 'restart'
  if (mode === 'none' || planning.intent.kind !== 'update' || state !== 'running') return () => false
  if (!resource.exec.some(isChecked)) return () => false
  const commands = observed?.commands
  if (commands !== undefined)
    return (exec) => isChecked(exec) && !fits(commands[commandLine(exec.command)] ?? 'none', mode)
  planning.warnings.push({ _tag: 'ExecUnknown', id: resource.id })
  return () => false
}

const fits = (trace: CommandTrace, mode: 'partial' | 'full'): boolean =>
  trace === 'full' || (mode === 'partial' && trace === 'partial')

/**
 * What the journal tells of a command in the container that is there. One that the map has changed since takes the place
 * of the one that was due there: it failed, say, and was put right.
 */
export const recordOf = (
  { resource, observed }: Decision,
  index: number,
  { journal }: Planning,
): JournalledCommand | undefined => {
  const exec = resource.exec[index]
  if (journal === null || observed === null || exec === undefined) return undefined
  const here = journal.get(containerKey({ client: resource.client, container: observed.id })) ?? []
  const step = commandId(resource, index)
  const same = here.filter((record) => isSameCommand(record, exec))
  const atPlace = (record: JournalledCommand): boolean => record.step === step
  if (same.length > 0) return same.find(atPlace) ?? same[same.length - 1]
  const isGone = (record: JournalledCommand): boolean => !resource.exec.some((one) => isSameCommand(record, one))
  return here.find((record) => atPlace(record) && !record.done && isGone(record))
}

/** Which container a command runs in, so that a journal can tell it; without one a plan has no use for it. */
export const containerIn = ({ observed }: Decision, { journal }: Planning): Pick<Exec, 'objectId'> =>
  journal === null || observed === null ? {} : { objectId: observed.id }

export const commandId = ({ id }: ContainerResource, index: number): string =>
  stepId('exec', id, { tail: `#${index + 1}` })

export const execIn = (
  resource: ContainerResource,
  exec: ExecSpec,
  { name = resource.name, objectId }: Partial<Pick<Exec, 'name' | 'objectId'>>,
): Exec => ({
  _tag: 'Exec',
  client: resource.client,
  target: resource.id,
  name,
  ...(objectId === undefined ? {} : { objectId }),
  command: exec.command,
  user: exec.user,
  ignoreExit: exec.ignoreExit,
})
