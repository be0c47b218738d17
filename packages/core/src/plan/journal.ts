/**
 * What a journal (the events of runs, in a file) must know of the commands of a plan, and what it knows of them
 * afterwards. That a command ran can be seen on no host: a run that was cut off leaves it to the journal.
 */
import type { ResourceId } from '../resource/id'
import type { EngineText } from '../resource/resource'
import type { Action, Exec } from './action'
import type { Plan, Step, StepId } from './plan'

/** A command of a plan; told before the first step begins, since a run that is cut off tells nothing more. */
export interface PlannedCommand {
  /** `exec container:shop.web@edge #2` */
  readonly step: StepId
  readonly client: string
  readonly target: ResourceId
  readonly command: ReadonlyArray<EngineText>
  readonly user: EngineText
  /** Id of the container, where it was there when the plan was made. */
  readonly container?: string
  /** The step that makes the container. */
  readonly createdBy?: StepId
  /** The step that starts the container, and makes the command due; absent: it runs, and the command is due already. */
  readonly startedBy?: StepId
}

/** What a journal says of one command in one container. One that was made anew has another id, and begins anew. */
export interface JournalledCommand extends Pick<PlannedCommand, 'step' | 'client' | 'target' | 'command' | 'user'> {
  /** Id of the container. */
  readonly container: string
  /** False: it was due, and failed, was cut off, or never began. */
  readonly done: boolean
}

/**
 * The commands of a plan, in its order. Left out are those of which the plan does not say in which container they run:
 * they go into one that runs, and are found out to be missing by a look at the host.
 *
 * @example
 * commandsIn(plan)[0] // { step: 'exec container:shop.web@edge #1', createdBy: 'create container:shop.web@edge', … }
 */
export const commandsIn = ({ steps }: Pick<Plan, 'steps'>): ReadonlyArray<PlannedCommand> => {
  const created = new Map<ResourceId, Step>()
  const started = new Map<ResourceId, Step>()
  const commands: PlannedCommand[] = []
  for (const step of steps) {
    const { action } = step
    if (action._tag === 'CreateContainer') created.set(action.target, step)
    else if (isStart(action)) started.set(action.target, step)
    else if (action._tag === 'Exec') {
      const where = placeOf(action, created.get(action.target), started.get(action.target))
      if (where !== null) commands.push({ ...commandOf(step.id, action), ...where })
    }
  }
  return commands
}

const isStart = ({ _tag }: Action): boolean => _tag === 'StartContainer' || _tag === 'RestartContainer'

const commandOf = (step: StepId, { client, target, command, user }: Exec) => ({ step, client, target, command, user })

type Place = Pick<PlannedCommand, 'container' | 'createdBy' | 'startedBy'>

const placeOf = (exec: Exec, created: Step | undefined, started: Step | undefined): Place | null => {
  const startedBy = started === undefined ? {} : { startedBy: started.id }
  if (created !== undefined) return { createdBy: created.id, ...startedBy }
  const container = exec.objectId ?? (started?.action as { readonly objectId?: string } | undefined)?.objectId
  return container === undefined ? null : { container, ...startedBy }
}
