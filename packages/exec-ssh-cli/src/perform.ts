/** Carries one action out: sends its command, and says what came of it. */
import type { Action, Json, JsonObject } from '@dmap/core'
import { type ExecutorError, keptBytes, missingSecrets, scrubError, shownOutput } from '@dmap/runtime'
import { isConnectionLost } from '@dmap/ssh'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Before, readLook, volumeFound, volumeLook, withLook } from './before'
import { type Command, commandFor, titleOf } from './command'
import type { Context, Performed, Task } from './context'
import { error, faultError, messageFrom } from './fault'
import { judge, recoveryOf } from './judge'
import { linesTo } from './lines'
import { commandEnded, lookFor, ofCommand, refusal, resultOf, verdict, wasThere } from './outcome'
import { pullWithCredentials } from './pull'
import { ask, type Ran, runInContainer } from './run'
import { type PlainCommand, shellText } from './shell-text'
import { performWait } from './wait'

/** How often an action is done again after its end was not seen. */
const ATTEMPTS = 3

export const performAction = async (context: Context, action: Action): Performed => {
  const command = commandFor(action, { hostCommands: context.config.ssh?.host_commands === true })
  const task: Task = { action, command, title: titleOf(action, command) }
  if (context.signal.aborted) return left(error(task, 'Cancelled', 'cancelled before it began'))
  await context.secrets.recall()
  const result = await persistently(context, task)
  if (action._tag === 'CreateContainer' && !isLeft(result)) context.fresh.add(action.name)
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
  const { action } = task
  // Forgotten before the attempt: where its end is not seen, the next one looks.
  const fresh = action._tag === 'StartContainer' && context.fresh.delete(action.name)
  const text = fresh ? shellText(command) : withLook(action, shellText(command))
  const answer = await context.host.run(output ? `{ ${text}; } 2>&1` : text, {
    long: LONG.has(task.action._tag),
    keep: keptBytes(context.secrets),
    signal: context.signal,
    ...(action._tag === 'PullImage' ? { onOutput: linesTo(context.notify) } : {}),
  })
  if (output) return ofCommand(context, task, answer)
  if (answer.code !== 0) return refusal(context, task, messageFrom(answer))
  if (fresh) return right({})
  const before = readLook(action, answer.stdout.toString('utf8'))
  return before._tag === 'Nothing' ? right(resultOf(task.action, before.printed)) : wasThere(task, before)
}

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
  const output = shownOutput(ran.output, context.secrets)
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
  const text = await secrets.fill(body)
  if (isLeft(text)) return left(missingSecrets(task.action.client, task.title, text.left))
  if (!api) {
    const what = lacks.length === 0 ? 'a secret' : lacks.join(', ')
    const message = `the docker command has no words for ${what}, and this client has no \`docker system dial-stdio\``
    return left(error(task, 'Unable', message))
  }
  return text
}
