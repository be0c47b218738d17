/** The floor: requests as they are, over connections that stay open, so many at once. */
import { Agent, type RequestOptions, request } from 'node:http'
import type { Action, JsonObject, Plan } from '@dmap/core'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: JsonObject
}

/** Sends one call; rejects unless it succeeds. */
export type Send = (call: Call) => Promise<unknown>

export const rawTo = (socketPath: string, sockets = 64): { readonly send: Send; readonly close: () => void } => {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  const send: Send = async ({ method, path, body }) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const { status, answer } = await exchange({ socketPath, agent, method, path, headers }, text)
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${answer}`)
    return answer === '' ? null : JSON.parse(answer)
  }
  return { send, close: () => agent.destroy() }
}

const exchange = (
  options: RequestOptions,
  text: string,
): Promise<{ readonly status: number; readonly answer: string }> =>
  new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 500, answer: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    call.on('error', reject)
    call.end(text)
  })

/** Chains of calls: those of one chain one after the other, so many chains at once. */
export const sendAll = async (
  send: Send,
  chains: ReadonlyArray<ReadonlyArray<Call>>,
  atOnce: number,
): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < chains.length; index = next++)
      for (const call of chains[index] ?? []) await send(call)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** The very calls of a plan for containers that do not depend on each other: first networks, containers, networks last. */
export const chainsOf = (plan: Plan): ReadonlyArray<ReadonlyArray<ReadonlyArray<Call>>> => {
  const containers = new Map<string, Call[]>()
  const [first, last]: Call[][][] = [[], []]
  for (const { action } of plan.steps) {
    const call = callOf(action)
    if (action._tag === 'CreateNetwork') first?.push([call])
    else if (action._tag === 'RemoveNetwork') last?.push([call])
    else containers.set(action.target, [...(containers.get(action.target) ?? []), call])
  }
  return [first ?? [], [...containers.values()], last ?? []]
}

const callOf = (action: Action): Call => {
  switch (action._tag) {
    case 'CreateNetwork':
      return { method: 'POST', path: '/networks/create', body: { ...action.body, Name: action.name } }
    case 'RemoveNetwork':
      return { method: 'DELETE', path: `/networks/${action.name}` }
    case 'CreateContainer':
      return { method: 'POST', path: `/containers/create?name=${action.name}`, body: action.body as JsonObject }
    case 'StartContainer':
      return { method: 'POST', path: `/containers/${action.name}/start` }
    case 'StopContainer':
      return {
        method: 'POST',
        path: `/containers/${action.name}/stop${action.timeout === null ? '' : `?t=${action.timeout}`}`,
      }
    case 'RemoveContainer':
      return { method: 'DELETE', path: `/containers/${action.name}?v=${action.volumes ? 1 : 0}` }
    default:
      throw new Error(`the floor knows no ${action._tag}`)
  }
}
