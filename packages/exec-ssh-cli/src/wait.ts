/** Looks at a container until it is in the state that is waited for, or can no longer come there. */
import { setTimeout as pause } from 'node:timers/promises'
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { type ActionResult, type ExecutorError, timerTime } from '@dmap/runtime'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Command } from './command'
import type { Context, Performed, Task } from './context'
import { HostFault } from './host'
import { commandLine } from './quote'

type Wait = Extract<Command, { readonly _tag: 'Wait' }>

type Verdict =
  | { readonly _tag: 'Yes'; readonly result: ActionResult }
  | { readonly _tag: 'Open' }
  | { readonly _tag: 'No'; readonly message: string; readonly exitCode?: number; readonly output?: string }

/** Milliseconds between two looks, from and to. */
const PAUSES = { first: 100, longest: 1000 }

export const performWait = async (context: Context, task: Task, wait: Wait, now: () => number): Performed => {
  const { condition, timeout } = wait
  const end = timeout === null ? Number.POSITIVE_INFINITY : now() + timeout / 1e6
  if (condition._tag === 'Delay') await rest(context, condition.nanoseconds / 1e6)
  for (let time = PAUSES.first; ; time = Math.min(time * 1.5, PAUSES.longest)) {
    const verdict = await look(context, wait)
    if (verdict._tag === 'Yes') return right(verdict.result)
    if (verdict._tag === 'No') return left(failure(context, task, verdict))
    if (now() >= end) {
      const message = `not ${condition._tag.toLowerCase()} after ${(timeout ?? 0) / 1e9} s`
      return left({ _tag: 'TimedOut', client: task.action.client, request: task.title, message })
    }
    await rest(context, Math.min(time, Math.max(0, end - now())))
  }
}

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
  if (printed === '') return { _tag: 'No', message: 'it is gone' }
  const [restarts = ''] = printed.split(' ', 1)
  const state = JSON.parse(printed.slice(restarts.length)) as JsonObject
  return VERDICTS[condition._tag]({ ...state, RestartCount: Number(restarts) })
}

/** What a container's `State`, together with its `RestartCount`, says about a condition. */
export const VERDICTS: Readonly<Record<Wait['condition']['_tag'], (state: JsonObject) => Verdict>> = {
  Healthy: (state) => {
    const status = String(state['Status'])
    if (hasEnded(status)) return ended(state, 'before it was healthy')
    if (status === 'created') return { _tag: 'No', message: 'it was never started' }
    if (status === 'restarting') return { _tag: 'Open' }
    const health = isJsonObject(state['Health']) ? state['Health']['Status'] : undefined
    if (health === 'healthy') return { _tag: 'Yes', result: {} }
    if (health === 'unhealthy') return { _tag: 'No', message: 'its health check failed', ...lastCheck(state) }
    return health === 'starting' ? { _tag: 'Open' } : { _tag: 'No', message: 'it has no health check' }
  },
  Completed: (state) => {
    const status = String(state['Status'])
    if (status === 'created') return { _tag: 'No', message: 'it was never started' }
    if (!hasEnded(status)) return { _tag: 'Open' }
    const exitCode = Number(state['ExitCode'])
    return exitCode === 0 ? { _tag: 'Yes', result: { exitCode } } : ended(state, '')
  },
  Delay: (state) => {
    const restarts = Number(state['RestartCount'] ?? 0)
    if (restarts > 0) return { _tag: 'No', message: `it ended and was started again within its start delay` }
    const isUp = state['Running'] === true && state['Restarting'] !== true
    return isUp ? { _tag: 'Yes', result: {} } : ended(state, 'within its start delay')
  },
}

const hasEnded = (status: string): boolean => ['exited', 'dead', 'removing'].includes(status)

const ended = (state: JsonObject, when: string): Verdict => {
  const exitCode = Number(state['ExitCode'] ?? -1)
  return { _tag: 'No', message: `it ended with exit code ${exitCode} ${when}`.trim(), exitCode, ...lastCheck(state) }
}

const lastCheck = (state: JsonObject): { readonly output?: string } => {
  const log: Json | undefined = isJsonObject(state['Health']) ? state['Health']['Log'] : undefined
  const last: unknown = Array.isArray(log) ? log.at(-1) : undefined
  return isJsonObject(last) && typeof last['Output'] === 'string' && last['Output'] !== ''
    ? { output: last['Output'] }
    : {}
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
