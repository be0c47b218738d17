/** What came of a command: its answer read, and where it failed, a look at what is there. */
import { type Action, type ActionOf, isJsonObject, namesAdvice } from '@dmap/core'
import { type ActionResult, type ExecutorError, heldNameError, keptBytes, shownOutput } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Before } from './before'
import type { Context, Performed, Task } from './context'
import { error, messageFrom } from './fault'
import { type Found, lookText, parseFound, subjectsOf } from './found'
import { judge, leftoverHelper } from './judge'
import { orphaned } from './orphan'
import { commandLine } from './quote'
import type { Answer } from './session'
import { type PlainCommand, shellText } from './shell-text'

/** What there is by the action's id and names; Unreachable where the engine does not answer. */
export const lookFor = async ({ host }: Context, task: Task): Promise<Either<ExecutorError, Found>> => {
  const answer = await host.run(lookText(subjectsOf(task.action)))
  return answer.code === 0
    ? right(parseFound(answer.stdout.toString('utf8')))
    : left(error(task, 'Unreachable', messageFrom(answer)))
}

export const refusal = async (context: Context, task: Task, message: string): Performed => {
  const objects = await lookFor(context, task)
  if (isLeft(objects)) return objects
  const judged = verdict(task, objects.right, message)
  if (isLeft(judged) && judged.left._tag === 'Refused' && isHeld(task.action, objects.right, message))
    return left(heldNameError({ ...judged.left, status: 409 }))
  return isLeft(judged) ? left(await orphaned(context, task, objects.right, judged.left)) : judged
}

/** The command tells no status: that nobody has the name is seen, that somebody is said to have it is read. */
const isHeld = (action: Action, { container, image }: Found, message: string): boolean =>
  action._tag === 'CreateContainer' && container.length === 0 && image.length > 0 && /already in use/.test(message)

export const verdict = (task: Task, found: Found, message: string): Either<ExecutorError, ActionResult> => {
  const judged = judge(task.action, found)
  if (judged._tag === 'Already') return right({ already: true })
  if (judged._tag === 'Stale') {
    const { name } = task.action as ActionOf<'StartContainer'>
    return left(error(task, 'Stale', `${name} is not the object that the plan was made for`))
  }
  if (task.action._tag === 'PullImage') return left(error(task, 'Failed', message))
  return left({ _tag: 'Refused', client: task.action.client, request: task.title, status: judged.status, message })
}

export const wasThere = (
  task: Task,
  before: Exclude<Before, { readonly _tag: 'Nothing' }>,
): Either<ExecutorError, ActionResult> =>
  before._tag === 'Already'
    ? right({ already: true })
    : left({ ...error(task, 'Refused', 'there is another volume of that name'), _tag: 'Refused', status: 409 })

export const resultOf = (action: Action, printed: string): ActionResult =>
  action._tag === 'CreateContainer' || action._tag === 'CreateNetwork'
    ? { objectId: printed.trim().split('\n').at(-1) ?? '' }
    : {}

/** Exit codes that docker (and podman: 255) has for its own failures; a command in a container may have them too. */
const DOCKERS_OWN: ReadonlySet<number> = new Set([1, 125, 255])

export const ofCommand = async (context: Context, task: Task, { code, stdout }: Answer): Performed => {
  const output = shownOutput(stdout, context.secrets)
  if (code === 0) return right({ exitCode: 0, output })
  if (DOCKERS_OWN.has(code) && task.command._tag === 'Docker') {
    const objects = await lookFor(context, task)
    if (isLeft(objects)) return objects
    const leftover = leftoverHelper(task.action, objects.right)
    if (leftover !== undefined) return afterRemoval(context, task, leftover)
    if (code === 125 || !isRunning(objects.right)) return verdict(task, objects.right, output.trim())
  }
  return commandEnded(task, code, output)
}

const afterRemoval = async (context: Context, task: Task, helper: string): Performed => {
  const removed = await context.host.run(commandLine(['docker', 'rm', '--force', '--volumes', helper]))
  if (removed.code !== 0) return left(error(task, 'Refused', messageFrom(removed)))
  const again = await context.host.run(`{ ${shellText(task.command as PlainCommand)}; } 2>&1`, {
    long: true,
    keep: keptBytes(context.secrets),
    signal: context.signal,
  })
  const output = shownOutput(again.stdout, context.secrets)
  return again.code === 0 ? right({ exitCode: 0, output }) : commandEnded(task, again.code, output)
}

export const commandEnded = (task: Task, exitCode: number, output: string): Either<ExecutorError, ActionResult> => {
  if (task.action._tag === 'Exec' && task.action.ignoreExit) return right({ exitCode, output })
  const [what, advice] =
    task.action._tag === 'PrepareVolume'
      ? [`the preparation of ${task.action.path}`, namesAdvice(task.action)]
      : ['the command', '']
  const message = `${what} ended with exit code ${exitCode}${advice}`
  return left({ _tag: 'Failed', client: task.action.client, request: task.title, message, exitCode, output })
}

const isRunning = ({ container }: Found): boolean =>
  container.some(({ State }) => isJsonObject(State) && State['Running'] === true)
