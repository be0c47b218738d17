/** One executor for all clients of a plan, whichever each of them is reached by. */
import { type Observation, ownMember, type Query, recordOf } from '@dmap/core'
import type { Executor, ExecutorError, Observed } from '@dmap/runtime'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Choice } from './choose-executor'
import type { ExecutorSettings, Executors, SnapshotExecutor } from './executors'
import { type Failure, usage } from './failure'
import type { ExecutorName } from './options'

export const openExecutors = async (
  choice: Choice,
  settings: ExecutorSettings,
  executors: Executors,
): Promise<Either<Failure, SnapshotExecutor>> => {
  const opened = new Map<ExecutorName, SnapshotExecutor>()
  for (const name of [...new Set(Object.values(choice))].sort()) {
    const open = executors[name]
    if (open === undefined) return left(usage(`the executor "${name}" is not part of this installation`))
    opened.set(name, await open(settings))
  }
  const [only] = opened.values()
  if (only === undefined) return left(usage('there is no client to work on'))
  return right(opened.size === 1 ? only : routed(choice, opened))
}

const routed = (choice: Choice, opened: ReadonlyMap<ExecutorName, Executor>): Executor => {
  const all = [...opened.values()]
  return {
    name: [...opened.keys()].join('+'),
    abilities: {
      hostCommands: all.some(({ abilities }) => abilities.hostCommands),
      lacks: (action) => opened.get(ownMember(choice, action.client) as ExecutorName)?.abilities.lacks(action) ?? [],
    },
    observe: (query) => async () => {
      const parts = [...opened].map(([name, executor]) => executor.observe(partOf(query, choice, name))())
      return together(await Promise.all(parts))
    },
    perform: (action, signal, notify) => {
      const executor = opened.get(ownMember(choice, action.client) as ExecutorName)
      return executor === undefined
        ? async () => left(unknownClient(action.client))
        : executor.perform(action, signal, notify)
    },
    requests: () => all.reduce((sum, { requests }) => sum + (requests?.() ?? 0), 0),
    close: async () => {
      await Promise.all(all.map((executor) => executor.close()))
    },
  }
}

const partOf = (query: Query, choice: Choice, name: ExecutorName): Query => ({
  ...query,
  clients: Object.fromEntries(Object.entries(query.clients).filter(([client]) => ownMember(choice, client) === name)),
})

const together = (parts: ReadonlyArray<Either<ExecutorError, Observed>>): Either<ExecutorError, Observed> => {
  const clients: [string, Observation['clients'][string]][] = []
  const unreachable: ExecutorError[] = []
  let requests = 0
  for (const part of parts) {
    if (isLeft(part)) return part
    clients.push(...Object.entries(part.right.observation.clients))
    unreachable.push(...part.right.unreachable)
    requests += part.right.requests
  }
  return right({ observation: { format: '1.0', clients: recordOf(clients) }, unreachable, requests })
}

const unknownClient = (client: string): ExecutorError => ({
  _tag: 'Unable',
  client,
  request: 'connect',
  message: `the client ${client} is not part of this plan`,
})
