/** A server of the test's own answers, hangs up, or keeps silent: what an Engine does while it is killed. */

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action } from '@dmap/core'
import { faultOf } from '../src/fault'
import { clientAt, executorAt } from './client'

const folder = mkdtempSync(join(tmpdir(), 'fault-'))
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
type Answers = (request: IncomingMessage, response: ServerResponse) => void

const listen = async (answers: Answers, socket = join(folder, `${count++}.sock`), api = '1.41') => {
  const handler: RequestListener = (request, response) => {
    if (request.url === '/_ping') response.setHeader('Api-Version', api).end('OK')
    else answers(request, response)
  }
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  return socket
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const create: Action = {
  client: 'default',
  target: 'container:web@default',
  name: 'web',
  _tag: 'CreateContainer',
  body: { Image: 'i', Labels: { 'io.dmap.map': 'shop', 'io.dmap.spec': '1' } },
}

const perform = (socket: string, action: Action, timeout?: number, signal = new AbortController().signal) =>
  executorAt(clientAt(`unix://${socket}`, timeout === undefined ? {} : { timeout })).perform(action, signal)()

it('a host of several addresses is told to be reached at none of them', () => {
  const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`)
  const all = new AggregateError([refused('::1:2375'), refused('127.0.0.1:2375')])
  expect(faultOf(Object.assign(all, { code: 'ECONNREFUSED' }))).toMatchObject({
    _tag: 'NotSent',
    message: 'connect ECONNREFUSED ::1:2375, connect ECONNREFUSED 127.0.0.1:2375',
  })
})

it('a name that is taken by nobody is told to be held by the Engine', async () => {
  const taken = 'Conflict. The container name "/web" is already in use by container "abc".'
  const found = { here: false }
  const socket = await listen((request, response) =>
    request.method === 'POST'
      ? json(response, 409, { message: taken })
      : json(response, found.here ? 200 : 404, found.here ? { Id: 'abc' } : { message: 'none' }),
  )
  expect(await perform(socket, create)).toMatchObject({
    left: {
      status: 409,
      message: `${taken} There is no such container: the Engine holds on to the name until it is restarted.`,
    },
  })
  found.here = true
  expect(await perform(socket, create)).toMatchObject({ left: { status: 409, message: taken } })
})

describe('an answer that is lost', () => {
  it('is not sent again where a look shows that it took effect', async () => {
    let creates = 0
    const socket = await listen((request, response) => {
      if (request.method === 'GET')
        return json(response, 200, {
          Id: 'abc',
          Config: { Labels: { 'io.dmap.map': 'shop', 'io.dmap.spec': '1', own: 'x' } },
        })
      creates += 1
      return request.socket.destroy()
    })
    expect(await perform(socket, create)).toEqual({ _tag: 'Right', right: { objectId: 'abc' } })
    expect(creates).toBe(1)
  })

  it('is sent again where a look shows that it did not', async () => {
    let creates = 0
    const socket = await listen((request, response) => {
      if (request.method === 'GET') return json(response, 404, { message: 'none' })
      creates += 1
      return creates === 1 ? request.socket.destroy() : json(response, 201, { Id: 'abc' })
    })
    expect(await perform(socket, create)).toEqual({ _tag: 'Right', right: { objectId: 'abc' } })
    expect(creates).toBe(2)
  })

  it("does not make a stranger's container ours", async () => {
    const socket = await listen((request, response) => {
      if (request.method === 'GET') return json(response, 200, { Id: 'abc', Config: { Labels: {} } })
      return request.headers['x-second'] === undefined ? request.socket.destroy() : undefined
    })
    expect(await perform(socket, create)).toMatchObject({ left: { _tag: 'Unreachable' } })
  })

  it('of a signal is not sent again, since nothing tells whether it came', async () => {
    let signals = 0
    const socket = await listen((request) => {
      signals += 1
      request.socket.destroy()
    })
    const kill = { ...create, _tag: 'KillContainer', signal: 'SIGHUP' } as unknown as Action
    expect(await perform(socket, kill)).toMatchObject({ left: { _tag: 'Unreachable' } })
    expect(signals).toBe(1)
  })

  it('of a start is just asked for again', async () => {
    let starts = 0
    const socket = await listen((request, response) => {
      starts += 1
      if (starts === 1) request.socket.destroy()
      else response.writeHead(304).end()
    })
    const start = { ...create, _tag: 'StartContainer' } as unknown as Action
    expect(await perform(socket, start)).toEqual({ _tag: 'Right', right: { already: true } })
  })
})

describe('an answer that breaks in the middle', () => {
  const look = async (socket: string, timeout?: number) => {
    const executor = executorAt(clientAt(`unix://${socket}`, timeout === undefined ? {} : { timeout }))
    const query = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
    return executor.observe({ map: 'shop', clients: { default: query } })()
  }
  /** The whole answers of an Engine on which nothing is. */
  const whole: Answers = (request, response) =>
    json(response, 200, /info|volumes/.test(request.url ?? '') ? { ID: 'e' } : [])

  it('is asked for again where that changes nothing', async () => {
    let breaks = 1
    const socket = await listen((request, response) => {
      if (!request.url?.includes('/networks') || breaks-- === 0) return whole(request, response)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }).write('[{')
      return setImmediate(() => request.socket.destroy())
    })
    expect(await look(socket)).toMatchObject({ right: { unreachable: [], observation: { clients: { default: {} } } } })
    expect(breaks).toBe(-1)
  })

  it('times out where the rest does not come', async () => {
    const socket = await listen((request, response) => {
      if (!request.url?.includes('/networks')) return whole(request, response)
      return response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }).write('[{')
    })
    expect(await look(socket, 0.2)).toMatchObject({ right: { unreachable: [{ _tag: 'TimedOut' }] } })
  })
})

it('waits for an Engine that is being restarted', async () => {
  const socket = join(folder, 'restart.sock')
  const answers: Answers = (_, response) => response.writeHead(204).end()
  await listen(answers, socket)
  const executor = executorAt(clientAt(`unix://${socket}`))
  const start = { ...create, _tag: 'StartContainer' } as unknown as Action
  const signal = new AbortController().signal
  expect(await executor.perform(start, signal)()).toMatchObject({ _tag: 'Right' })
  servers[0]?.closeAllConnections()
  await new Promise((resolve) => servers.shift()?.close(resolve))
  const second = executor.perform(start, signal)()
  await listen(answers, socket)
  expect(await second).toMatchObject({ _tag: 'Right' })
})

it('says that nobody listens, with what to look at', async () => {
  expect(await perform(join(folder, 'none.sock'), create)).toMatchObject({
    left: { _tag: 'Unreachable', hint: expect.stringContaining('no such socket') },
  })
  const executor = executorAt(clientAt('tcp://127.0.0.1:9'))
  expect(await executor.perform(create, new AbortController().signal)()).toMatchObject({
    left: { _tag: 'Unreachable', hint: expect.stringContaining('is the Engine running') },
  })
})

it('times out where an Engine hangs, and says that the request may still take effect', async () => {
  const socket = await listen(() => {})
  expect(await perform(socket, create, 0.4)).toMatchObject({
    left: { _tag: 'TimedOut', message: expect.stringContaining('may still take effect') },
  })
})

it('refuses an Engine that is too old, and what is no Engine', async () => {
  const old = await listen(() => {}, undefined, '1.24')
  expect(await perform(old, create)).toMatchObject({
    left: { _tag: 'Unable', message: expect.stringContaining('1.24') },
  })
  const none = await listen(() => {}, undefined, '')
  expect(await perform(none, create)).toMatchObject({
    left: { _tag: 'Unable', message: expect.stringContaining('no Docker Engine') },
  })
})

it('speaks the newest version that both sides know', async () => {
  const paths: (string | undefined)[] = []
  const answers: Answers = (request, response) => {
    paths.push(request.url)
    json(response, 201, { Id: 'abc' })
  }
  await perform(await listen(answers, undefined, '1.43'), create)
  await perform(await listen(answers, undefined, '1.99'), create)
  expect(paths).toEqual(['/v1.43/containers/create?name=web', '/v1.51/containers/create?name=web'])
})

describe('a start that can never succeed, since a killed Engine left the process behind,', () => {
  const start = { ...create, _tag: 'StartContainer' } as unknown as Action
  const started = async (state: object, message: string) => {
    const seen: string[] = []
    const socket = await listen((request, response) => {
      seen.push(`${request.method} ${request.url?.replace(/^\/v[\d.]+/, '')}`)
      if (request.method === 'GET') return json(response, 200, { Id: 'abc', State: state })
      return request.method === 'DELETE' ? response.writeHead(204).end() : json(response, 500, { message })
    })
    return { result: await perform(socket, start), seen }
  }
  const NEVER = { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' }

  it.each(['task 0a2e: already exists', 'id already in use'])('removes what never ran: %s', async (message) => {
    const { result, seen } = await started(NEVER, message)
    expect(result).toMatchObject({
      left: { _tag: 'Refused', removed: true, message: expect.stringContaining(message) },
    })
    expect(seen.at(-1)).toBe('DELETE /containers/abc?v=1&force=0')
  })

  it.each([
    ['what has run', { Status: 'exited', StartedAt: '2024-05-01T10:00:00Z' }, 'id already in use'],
    ['what fails for another reason', NEVER, 'port is already allocated'],
  ])('leaves %s alone', async (_, state, message) => {
    const { result, seen } = await started(state, message)
    expect(result).toEqual({ _tag: 'Left', left: expect.objectContaining({ _tag: 'Refused', message }) })
    expect(result).not.toMatchObject({ left: { removed: true } })
    expect(seen.filter((call) => call.startsWith('DELETE'))).toEqual([])
  })
})

it("keeps the Engine's message and its status", async () => {
  const socket = await listen((_, response) => json(response, 409, { message: 'Conflict. The name is in use' }))
  expect(await perform(socket, create)).toEqual({
    _tag: 'Left',
    left: {
      _tag: 'Refused',
      client: 'default',
      request: 'POST /containers/create',
      status: 409,
      message: 'Conflict. The name is in use',
    },
  })
})

it('tells an error in the stream of a pull from success', async () => {
  const socket = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      '{"status":"Pulling","id":"a"}\r\n{"errorDetail":{"message":"manifest unknown"},"error":"manifest unknown"}\r\n',
    )
  })
  const pull: Action = { _tag: 'PullImage', client: 'default', target: 'image:r/i:1@default', reference: 'r/i:1' }
  const said: string[] = []
  const executor = executorAt(clientAt(`unix://${socket}`))
  const result = await executor.perform(pull, new AbortController().signal, (text) => said.push(text))()
  expect(result).toMatchObject({ left: { _tag: 'Failed', message: 'manifest unknown' } })
  expect(said).toEqual(['a: Pulling'])
})

it('gives up on a pull that falls silent', async () => {
  const socket = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"status":"Pulling","id":"a"}\n')
  })
  const pull: Action = { _tag: 'PullImage', client: 'default', target: 'image:r/i:1@default', reference: 'r/i:1' }
  expect(await perform(socket, pull, 0.4)).toMatchObject({ left: { _tag: 'TimedOut' } })
})

it('leaves an unreachable client out of an observation, and observes the others', async () => {
  const executor = executorAt(clientAt(`unix://${join(folder, 'none.sock')}`))
  const query = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
  expect(await executor.observe({ map: 'shop', clients: { default: query } })()).toMatchObject({
    right: { observation: { clients: {} }, unreachable: [{ _tag: 'Unreachable', client: 'default' }] },
  })
})

it('answers nothing of a secret in errors, whatever the Engine repeats', async () => {
  const socket = await listen((_, response) => json(response, 400, { message: 'bad variable A=hunter2' }))
  const executor = executorAt(clientAt(`unix://${socket}`), { s: 'hunter2' })
  const body = { Image: 'i', Labels: {}, Env: [{ $concat: ['A=', { $secret: 's' }] }] }
  const result = await executor.perform({ ...create, body } as Action, new AbortController().signal)()
  expect(result).toMatchObject({ left: { message: 'bad variable A=<secret>' } })
})
