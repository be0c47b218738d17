/** chown and chmod of a volume by a temporary container, which is gone afterwards whatever happened. */

import { type ActionOf, type JsonObject, LABEL, namesAdvice } from '@dmap/core'
import type { ExecutorError } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { messageIn, objectIn } from './answer'
import { type ApiCall, nameOfCall } from './call'
import type { Context, Performed } from './context'
import { refusal } from './fault'
import { allOutput } from './logs'
import { carriesLabels, findContainer, isAnswer, sendOnce } from './look-up'
import { requestFor, waitRequest } from './request'

type Prepare = ActionOf<'PrepareVolume'>

/**
 * Path, owner and mode are arguments of the script, so that no shell reads them as anything else. An empty one is
 * left out. `set -e`: a failed chown ends it.
 */
const SCRIPT = 'set -e; [ -z "$2" ] || chown -R -- "$2" "$1"; [ -z "$3" ] || chmod -R -- "$3" "$1"'

/** Body of the helper's creation: root, without a network, with its output where it can be read. */
export const helperBody = (action: Prepare): JsonObject => ({
  Image: action.image,
  Entrypoint: ['/bin/sh'],
  Cmd: ['-c', SCRIPT, 'prepare', action.path, action.owner ?? '', action.mode ?? ''],
  User: '0:0',
  Labels: { ...action.labels, [LABEL.kind]: 'helper' },
  Healthcheck: { Test: ['NONE'] },
  HostConfig: {
    NetworkMode: 'none',
    LogConfig: { Type: 'json-file', Config: {} },
    ...(action.mount._tag === 'VolumesFrom'
      ? { VolumesFrom: [action.mount.container] }
      : { Binds: [`${action.mount.volume}:${action.path}`] }),
  },
})

export const performPrepare = async (context: Context, action: Prepare): Performed => {
  const created = await create(context, action)
  if (isLeft(created)) return created
  const helper = { name: action.helper, objectId: created.right }
  try {
    return await run(context, action, helper)
  } finally {
    await context.connection.ask(removal(action, created.right))
  }
}

const run = async (
  context: Context,
  action: Prepare,
  helper: { readonly name: string; readonly objectId: string },
): Performed => {
  const { connection, signal, secrets } = context
  const about = { client: action.client, target: action.target }
  const started = await connection.demand(requestFor({ ...about, ...helper, _tag: 'StartContainer' }))
  if (isLeft(started)) return left(withAdvice(started.left, action))
  const wait = waitRequest(helper, 'not-running')
  const ended = await connection.demand(wait, signal)
  if (isLeft(ended)) return ended
  const exitCode = Number(objectIn(ended.right.body)['StatusCode'] ?? -1)
  const output = await allOutput(connection, helper.objectId, secrets)
  if (exitCode === 0) return right({ exitCode, output })
  const message = `the preparation of ${action.path} ended with exit code ${exitCode}${namesAdvice(action)}`
  return left({ _tag: 'Failed', client: connection.client, request: nameOfCall(wait), message, exitCode, output })
}

/** An image without a shell is refused at the start. */
const withAdvice = (error: ExecutorError, action: Prepare): ExecutorError =>
  error._tag === 'Refused' ? { ...error, message: `${error.message}${namesAdvice(action)}` } : error

/** One left over by a run that died is removed first; anybody else's container of that name is not touched. */
const create = async (context: Context, action: Prepare): Promise<Either<ExecutorError, string>> => {
  const first = await createOnce(context, action)
  if (!isLeft(first) || first.left._tag !== 'Refused' || first.left.status !== 409) return first
  const leftover = await findHelper(context, action)
  if (isLeft(leftover) || leftover.right === null) return first
  const removed = await context.connection.demand(removal(action, leftover.right.objectId))
  return isLeft(removed) ? removed : createOnce(context, action)
}

const createOnce = async (context: Context, action: Prepare): Promise<Either<ExecutorError, string>> => {
  const { connection } = context
  const call = createRequest(action)
  const answer = await sendOnce(connection, call, () => findHelper(context, action))
  if (isLeft(answer)) return answer
  if (!isAnswer(answer.right)) return right(answer.right.objectId ?? action.helper)
  const { status, body } = answer.right
  return status < 400
    ? right(String(objectIn(body)['Id']))
    : left(refusal(connection.client, call, status, messageIn(body)))
}

const createRequest = (action: Prepare): ApiCall => ({
  method: 'POST',
  path: '/containers/create',
  query: { name: action.helper },
  body: helperBody(action),
  repeatable: false,
})

const findHelper = async (
  { connection }: Context,
  action: Prepare,
): Promise<Either<ExecutorError, { readonly objectId: string } | null>> => {
  const found = await findContainer(connection, action.helper)
  if (isLeft(found)) return found
  const id = found.right?.['Id']
  return right(typeof id === 'string' && isHelper(found.right, action) ? { objectId: id } : null)
}

const isHelper = (found: JsonObject | null, action: Prepare): boolean =>
  carriesLabels(objectIn(found?.['Config'] ?? null)['Labels'], { ...action.labels, [LABEL.kind]: 'helper' })

/** With the anonymous volumes that its image declares; the Engine leaves those that another container has. */
const removal = ({ client, target, helper }: Prepare, objectId: string): ApiCall =>
  requestFor({ _tag: 'RemoveContainer', client, target, name: helper, objectId, volumes: true, force: true })
