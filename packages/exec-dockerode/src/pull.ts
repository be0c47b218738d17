/** Pulls an image, its progress read to the end: the Engine says 200 first and tells of errors afterwards. */
import type { IncomingMessage } from 'node:http'
import type { ActionOf } from '@dmap/core'
import { type ExecutorError, pullProblem, pullProgress, timerTime, withoutText } from '@dmap/runtime'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { nameOfCall } from './call'
import type { Context, Performed } from './context'
import { type Fault, faultOf } from './fault'
import { linesOf } from './lines'
import type { RegistryLogin } from './registry-login'
import { pullRequest } from './request'

/** A pull may take as long as it likes, but not be silent for as long as this many requests may take. */
const SILENCE = 5

export const performPull = async (context: Context, action: ActionOf<'PullImage'>): Performed => {
  const { connection, credentials } = context
  const login = await credentials(action.reference)
  if (isLeft(login)) return login
  const call = { ...pullRequest(action), extra: null }
  const { header } = login.right
  const headers = header === null ? undefined : { 'X-Registry-Auth': header }
  const seconds = SILENCE * connection.timeout
  const watch = watchFor(seconds, context.signal)
  try {
    const response = await connection.open(call, watch.signal, headers)
    if (isLeft(response) && watch.silent()) return left(connection.fails(call, { _tag: 'TimedOut', seconds }))
    if (isLeft(response)) return left(withLogin(response.left, login.right))
    const problem = await follow(response.right, (text) => {
      watch.heard()
      if (text !== '') context.notify(text)
    })
    if (problem === null) return right({})
    const { client } = connection
    return left(withLogin({ _tag: 'Failed', client, request: nameOfCall(call), message: problem }, login.right))
  } catch (error) {
    return left(connection.fails(call, faultIn(error, seconds, watch.silent(), context.signal.aborted)))
  } finally {
    watch.end()
  }
}

/**
 * The registry's words reach us through the Engine, by whatever status: that they are about the login shows in their text
 * alone, which only decides whether it is said what the login was.
 */
const withLogin = (error: ExecutorError, { about, secret }: RegistryLogin): ExecutorError => {
  const message = withoutText(error.message, secret ?? '')
  return { ...error, message: /auth|denied|login|\b40[13]\b/i.test(message) ? `${message}: ${about}` : message }
}

const faultIn = (error: unknown, seconds: number, silent: boolean, cancelled: boolean): Fault => {
  if (silent) return { _tag: 'TimedOut', seconds }
  return cancelled ? { _tag: 'Cancelled' } : faultOf(error)
}

/** A signal that is aborted with the outer one, and when nothing is heard for some seconds. */
const watchFor = (seconds: number, outer: AbortSignal) => {
  const controller = new AbortController()
  let silent = false
  const timer = setTimeout(
    () => {
      silent = true
      controller.abort()
    },
    timerTime(seconds * 1000),
  )
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    heard: (): void => {
      timer.refresh()
    },
    silent: (): boolean => silent,
    end: (): void => clearTimeout(timer),
  }
}

/** The Engine's message where the pull failed, else null. */
const follow = async (response: IncomingMessage, notify: (text: string) => void): Promise<string | null> => {
  let problem: string | null = null
  for await (const event of linesOf(response)) {
    problem = pullProblem(event) ?? problem
    notify(pullProgress(event))
  }
  return problem
}
