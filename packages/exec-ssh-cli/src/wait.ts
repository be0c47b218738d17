/** Looks at a container until it is in the state that is waited for, or can no longer come there. */
import { setTimeout as pause } from 'node:timers/promises'
import type { JsonObject } from '@dmap/core'
import { type ActionResult, type ExecutorError, timerTime, type Verdict, verdictOn } from '@dmap/runtime'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Command } from './command'
import type { Context, Performed, Task } from './context'
import { HostFault } from './host'
import { commandLine } from './quote'

type Wait = Extract<Command, { readonly _tag: 'Wait' }>

/** Milliseconds between two looks, from and to. */
const PAUSES = { first: 100, longest: 1000 }

export const performWait = async (context: Context, task: Task, wait: Wait, now: () => number): Performed => {
  const { condition, timeout } = wait
  const end = timeout === null ? Number.POSITIVE_INFINITY : now() + timeout / 1e6
  if (condition._tag === 'Delay') await rest(context, condition.nanoseconds / 1e6)
  for (let time = PAUSES.first; ; time = Math.min(time * 1.5, PAUSES.longest)) {
    const verdict = await look(context, wait)
    if (verdict._tag === 'Yes') return right(resultOf(verdict))
    if (verdict._tag === 'No') return left(failure(context, task, verdict))
    if (now() >= end) {
      const message = `not ${condition._tag.toLowerCase()} after ${(timeout ?? 0) / 1e9} s`
      return left({ _tag: 'TimedOut', client: task.action.client, request: task.title, message })
    }
    await rest(context, Math.min(time, Math.max(0, end - now())))
  }
}

/** Of a command that was waited for, its exit code. */
const resultOf = ({ _tag, ...result }: Extract<Verdict, { readonly _tag: 'Yes' }>): ActionResult => result

const rest = async ({ signal }: Context, milliseconds: number): Promise<void> => {
  try {
    await pause(timerTime(milliseconds), undefined, { signal })
  } catch {
    throw new HostFault('Cancelled', 'cancelled while it waited')
  }
}

const look = async ({ host, signal }: Context, { container, condition }: Wait): Promise<Verdict> => {
  const text = `docker version --format '{{.Server.Version}}' >/dev/null && { ${commandLine(['docker', 'container', 'inspect', '--format', '{{.RestartCount}} {{json .State}}', container])} || true; }`
  const { code, stdout, stderr } = await host.run(text, { signal })
  if (code !== 0) return { _tag: 'No', message: stderr.toString('utf8').trim() }
  const printed = stdout.toString('utf8').trim()
  if (printed === '') return verdictOn(condition._tag, null)
  const [restarts = ''] = printed.split(' ', 1)
  const state = JSON.parse(printed.slice(restarts.length)) as JsonObject
  return verdictOn(condition._tag, { State: state, RestartCount: Number(restarts) })
}

const failure = (
  { secrets }: Context,
  { action, title }: Task,
  { message, exitCode, output }: Extract<Verdict, { readonly _tag: 'No' }>,
): ExecutorError => ({
  _tag: 'Failed',
  client: action.client,
  request: title,
  message: `${'name' in action ? action.name : title}: ${message}`,
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(output === undefined ? {} : { output: secrets.scrub(output) }),
})
