/** Carries one action out: sends its command, and says what came of it. */
import { type Action, type ActionOf, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { type ActionResult, type ExecutorError, missingSecrets, scrubError } from '@dmap/runtime'
import { isConnectionLost, messageOf, SshError } from '@dmap/ssh'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Before, readLook, volumeFound, volumeLook, withLook } from './before'
import { type Command, commandFor, titleOf } from './command'
import { type Context, OUTPUT, type Performed, type Task } from './context'
import { type Found, lookText, parseFound, subjectsOf } from './found'
import { HostFault } from './host'
import { judge, leftoverHelper, recoveryOf } from './judge'
import { pullWithCredentials } from './pull'
import { commandLine } from './quote'
import { ask, type Ran, runInContainer } from './run'
import type { Answer } from './session'
import { type PlainCommand, shellText } from './shell-text'
import { performWait } from './wait'

/** How often an action is done again after its end was not seen. */
const ATTEMPTS = 3

export const performAction = async (context: Context, action: Action): Performed => {
  const command = commandFor(action, { hostCommands: context.config.ssh?.host_commands === true })
  const task: Task = { action, command, title: titleOf(action, command) }
  if (context.signal.aborted) return left(error(task, 'Cancelled', 'cancelled before it began'))
  const result = await persistently(context, task)
  return isLeft(result) ? left(scrubError(result.left, context.secrets.scrub)) : result
}

/** A command whose end was not seen is looked up, and sent again where that does no harm. */
const persistently = async (context: Context, task: Task): Performed => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await carryOut(context, task)
    } catch (fault) {
      if (!isConnectionLost(fault) || attempt === ATTEMPTS) return left(faultError(task, fault))
      const recovered = await recover(context, task, fault)
      if (recovered !== null) return recovered
    }
  }
}

/** Null: it may be sent again. */
const recover = async (context: Context, task: Task, fault: unknown): Promise<Awaited<Performed> | null> => {
  try {
    const objects = await lookFor(context, task)
    if (isLeft(objects)) return objects
    const recovery = recoveryOf(task.action, objects.right)
    if (recovery._tag === 'Done') return right(recovery.result)
    return recovery._tag === 'Again' ? null : left(faultError(task, fault))
  } catch (again) {
    return left(faultError(task, isConnectionLost(again) ? fault : again))
  }
}

const carryOut = (context: Context, task: Task): Performed => {
  const { command } = task
  switch (command._tag) {
    case 'Docker':
      return task.action._tag === 'PullImage' && context.config.auth !== undefined
        ? pullWithCredentials(context, task, task.action).then((answer) => answer ?? plain(context, task, command))
        : plain(context, task, command)
    case 'Stop':
    case 'Own':
      return plain(context, task, command)
    case 'Request':
      return request(context, task, command)
    case 'Run':
      return run(context, task, command)
    case 'Wait':
      return performWait(context, task, command, Date.now)
  }
}

/** Those that may take longer than a moment. */
const LONG: ReadonlySet<Action['_tag']> = new Set([
  'PullImage',
  'StopContainer',
  'RestartContainer',
  'PrepareVolume',
  'Exec',
])

const plain = async (context: Context, task: Task, command: PlainCommand): Performed => {
  const output = command._tag === 'Own' || (command._tag === 'Docker' && command.output)
  const text = withLook(task.action, shellText(command))
  const answer = await context.host.run(output ? `{ ${text}; } 2>&1` : text, {
    long: LONG.has(task.action._tag),
    keep: OUTPUT + context.secrets.longest(),
    signal: context.signal,
  })
  if (output) return ofCommand(context, task, answer)
  if (answer.code !== 0) return refusal(context, task, messageFrom(answer))
  const before = readLook(task.action, answer.stdout.toString('utf8'))
  return before._tag === 'Nothing' ? right(resultOf(task.action, before.printed)) : wasThere(task, before)
}

const wasThere = (
  task: Task,
  before: Exclude<Before, { readonly _tag: 'Nothing' }>,
): Either<ExecutorError, ActionResult> =>
  before._tag === 'Already'
    ? right({ already: true })
    : left({ ...error(task, 'Refused', 'there is another volume of that name'), _tag: 'Refused', status: 409 })

const resultOf = (action: Action, printed: string): ActionResult =>
  action._tag === 'CreateContainer' || action._tag === 'CreateNetwork'
    ? { objectId: printed.trim().split('\n').at(-1) ?? '' }
    : {}

/** Exit codes that the docker command has for its own failures; a command in a container may have them too. */
const DOCKERS_OWN: ReadonlySet<number> = new Set([1, 125])

const ofCommand = async (context: Context, task: Task, { code, stdout }: Answer): Performed => {
  const output = context.secrets.scrub(stdout.toString('utf8'))
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
  const removed = await context.host.run(commandLine(['docker', 'rm', '--force', helper]))
  if (removed.code !== 0) return left(error(task, 'Refused', messageFrom(removed)))
  const again = await context.host.run(`{ ${shellText(task.command as PlainCommand)}; } 2>&1`, {
    long: true,
    keep: OUTPUT,
    signal: context.signal,
  })
  const output = again.stdout.toString('utf8')
  return again.code === 0 ? right({ exitCode: 0, output }) : commandEnded(task, again.code, output)
}

const commandEnded = (task: Task, exitCode: number, output: string): Either<ExecutorError, ActionResult> => {
  if (task.action._tag === 'Exec' && task.action.ignoreExit) return right({ exitCode, output })
  const what = task.action._tag === 'PrepareVolume' ? `the preparation of ${task.action.path}` : 'the command'
  const message = `${what} ended with exit code ${exitCode}`
  return left({ _tag: 'Failed', client: task.action.client, request: task.title, message, exitCode, output })
}

const isRunning = ({ container }: Found): boolean =>
  container.some(({ State }) => isJsonObject(State) && State['Running'] === true)

const request = async (
  context: Context,
  task: Task,
  command: Extract<Command, { readonly _tag: 'Request' }>,
): Performed => {
  const body = await filled(context, task, command.body, command.lacks)
  if (isLeft(body)) return body
  if (task.action._tag === 'CreateVolume') {
    const seen = await context.host.run(volumeLook(task.action.name))
    const before = seen.code === 0 ? volumeFound(seen.stdout.toString('utf8'), task.action.body) : NOTHING
    if (before._tag !== 'Nothing') return wasThere(task, before)
  }
  const answer = await ask(context, command.method, command.path, body.right)
  if (answer._tag !== 'Answer') return notAnswered(context, task, answer)
  const id: unknown =
    answer.body.length === 0 ? undefined : (JSON.parse(answer.body.toString('utf8')) as JsonObject)['Id']
  return right({
    ...(typeof id === 'string' ? { objectId: id } : {}),
    ...(answer.status === 304 ? { already: true } : {}),
  })
}

const NOTHING: Before = { _tag: 'Nothing', printed: '' }

const run = async (context: Context, task: Task, command: Extract<Command, { readonly _tag: 'Run' }>): Performed => {
  const body = await filled(context, task, command.body, command.lacks)
  if (isLeft(body)) return body
  const ran = await runInContainer(context, command.container, body.right as JsonObject)
  if (ran._tag !== 'Ended') return notAnswered(context, task, ran)
  const output = context.secrets.scrub(ran.output)
  return ran.exitCode === 0 ? right({ exitCode: 0, output }) : commandEnded(task, ran.exitCode, output)
}

const notAnswered = async (context: Context, task: Task, ran: Exclude<Ran, { readonly _tag: 'Ended' }>): Performed => {
  const objects = await lookFor(context, task)
  if (isLeft(objects)) return objects
  if (ran._tag === 'Refused') {
    const judged = judge(task.action, objects.right)
    if (judged._tag !== 'Refused') return verdict(task, objects.right, ran.message)
    return left({ ...error(task, 'Refused', ran.message), _tag: 'Refused', status: ran.status })
  }
  return left(error(task, 'Unable', `\`docker system dial-stdio\` does not work here: ${ran.message}`))
}

/** The body with its secrets; Unable where the way for it is closed. */
const filled = async (
  { api, secrets }: Context,
  task: Task,
  body: Json,
  lacks: ReadonlyArray<string>,
): Promise<Either<ExecutorError, Json>> => {
  if (!api) {
    const what = lacks.length === 0 ? 'a secret' : lacks.join(', ')
    const message = `the docker command has no words for ${what}, and this client has no \`docker system dial-stdio\``
    return left(error(task, 'Unable', message))
  }
  const text = await secrets.fill(body)
  return isLeft(text) ? left(missingSecrets(task.action.client, task.title, text.left)) : text
}

const refusal = async (context: Context, task: Task, message: string): Performed => {
  const objects = await lookFor(context, task)
  return isLeft(objects) ? objects : verdict(task, objects.right, message)
}

const verdict = (task: Task, found: Found, message: string): Either<ExecutorError, ActionResult> => {
  const judged = judge(task.action, found)
  if (judged._tag === 'Already') return right({ already: true })
  if (judged._tag === 'Stale') {
    const { name } = task.action as ActionOf<'StartContainer'>
    return left(error(task, 'Stale', `${name} is not the object that the plan was made for`))
  }
  if (task.action._tag === 'PullImage') return left(error(task, 'Failed', message))
  return left({ _tag: 'Refused', client: task.action.client, request: task.title, status: judged.status, message })
}

/** What there is by the action's id and names; Unreachable where the engine does not answer. */
const lookFor = async ({ host }: Context, task: Task): Promise<Either<ExecutorError, Found>> => {
  const answer = await host.run(lookText(subjectsOf(task.action)))
  return answer.code === 0
    ? right(parseFound(answer.stdout.toString('utf8')))
    : left(error(task, 'Unreachable', messageFrom(answer)))
}

/** The docker command's words without its own prefix. */
const messageFrom = ({ code, stderr }: Answer): string =>
  stderr
    .toString('utf8')
    .trim()
    .replace(/^(Error response from daemon: |Error: )/, '') || `exit code ${code}`

type PlainTag = Exclude<ExecutorError['_tag'], 'Refused'>

const error = (task: Task, tag: PlainTag | 'Refused', message: string): ExecutorError => {
  const base = { client: task.action.client, request: task.title, message }
  return tag === 'Refused' ? { _tag: tag, status: 500, ...base } : { _tag: tag, ...base }
}

/** What was thrown on the way, as the executor's error. */
const faultError = (task: Task, fault: unknown): ExecutorError => hostError(task.action.client, task.title, fault)

export const hostError = (client: string, title: string, fault: unknown): ExecutorError => {
  const base = { client, request: title, message: messageOf(fault) }
  if (fault instanceof HostFault) {
    return fault.kind === 'Cancelled'
      ? { _tag: 'Cancelled', ...base }
      : {
          _tag: 'Unable',
          ...base,
          message: `no docker command there: ${base.message}`.replace(/: $/, ''),
          hint: NO_DOCKER,
        }
  }
  if (fault instanceof SshError && isConnectionLost(fault)) {
    return { _tag: 'Unreachable', ...base, message: `${base.message}; whether it was done is not known` }
  }
  const hint = fault instanceof SshError ? fault.hint : undefined
  return { _tag: 'Unreachable', ...base, ...(hint === undefined ? {} : { hint }) }
}

const NO_DOCKER = 'install Docker, name its path with `ssh.docker`, or allow it to the user (`ssh.sudo`)'
