/** A command in a running container, attached, to its exit code. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ActionOf } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { objectIn } from './answer'
import { type ApiCall, nameOfCall } from './call'
import type { Context, Performed } from './context'
import { faultOf } from './fault'
import { outputOf } from './output'
import { execInspectRequest, execRequest, execStartRequest } from './request'
import { staleness, withSecrets } from './single'

export const performExec = async (context: Context, action: ActionOf<'Exec'>): Performed => {
  const { connection, secrets, signal } = context
  const call = await withSecrets(context, execRequest(action))
  if (isLeft(call)) return call
  const created = await connection.demand(call.right)
  if (isLeft(created)) return left((await staleness(context, action, created.left)) ?? created.left)
  const id = String(objectIn(created.right.body)['Id'])
  const start = execStartRequest(id)
  const response = await connection.open(start, signal)
  if (isLeft(response)) return left(mayRun(response.left))
  let output: string
  try {
    output = await outputOf(response.right, secrets)
  } catch (error) {
    return left(broken(context, call.right, error))
  }
  const exitCode = await exitCodeOf(context, id, call.right)
  // A stream that a cancelled run has closed ends like one that the command has closed.
  if (isLeft(exitCode)) return signal.aborted ? left(broken(context, call.right, exitCode.left)) : exitCode
  if (exitCode.right === 0 || action.ignoreExit) return right({ exitCode: exitCode.right, output })
  const message = `the command ended with exit code ${exitCode.right}`
  return left({
    _tag: 'Failed',
    client: connection.client,
    request: nameOfCall(call.right),
    message,
    exitCode: exitCode.right,
    output,
  })
}

/** The command goes on in the container, whoever hangs up. */
const broken = ({ connection, signal }: Context, call: ApiCall, error: unknown): ExecutorError => {
  const fault = signal.aborted ? ({ _tag: 'Cancelled' } as const) : ({ ...faultOf(error), _tag: 'Lost' } as never)
  return mayRun(connection.fails(call, fault))
}

const mayRun = (error: ExecutorError): ExecutorError =>
  error._tag === 'Refused' ? error : { ...error, message: `${error.message}; the command may still run` }

/** Milliseconds: the stream may end a moment before the Engine notes the exit code. */
const PAUSES = [0, 10, 50, 200, 1000]

const exitCodeOf = async (
  { connection }: Context,
  id: string,
  call: ApiCall,
): Promise<Either<ExecutorError, number>> => {
  for (const time of PAUSES) {
    await pause(time)
    const answer = await connection.demand(execInspectRequest(id))
    if (isLeft(answer)) return answer
    const { Running: running, ExitCode: code } = objectIn(answer.right.body)
    if (running !== true && typeof code === 'number') return right(code)
  }
  const message = 'the command closed its output and goes on; its exit code is not known'
  return left({ _tag: 'Failed', client: connection.client, request: nameOfCall(call), message })
}
