/** A Chromium without a window, spoken to over a pipe: opens a page and tells what it did. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const PROGRAM = process.env['DMAP_TEST_CHROMIUM'] ?? '/usr/bin/chromium'

type Params = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: the protocol's answers have no types here
type Answer = any

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Answer
  readonly result?: Answer
  readonly error?: { readonly message: string }
}

export interface Browser {
  readonly send: (method: string, params?: Params) => Promise<Answer>
  /** Loads the page whole. */
  readonly open: (url: string) => Promise<void>
  readonly evaluate: (expression: string) => Promise<Answer>
  /** What pages said to the console, and errors. */
  readonly said: string[]
  /** Addresses that were asked for, apart from those that were opened. */
  readonly requested: string[]
  readonly close: () => Promise<void>
}

/** Like `describe`; skipped, and says so, where there is no Chromium. */
export const describeWithChromium = (name: string, body: () => void): void => {
  if (existsSync(PROGRAM)) describe(name, body)
  else {
    process.stderr.write(`skipped: ${name}: there is no ${PROGRAM} (DMAP_TEST_CHROMIUM names another one)\n`)
    describe.skip(name, body)
  }
}

export const startChromium = async (): Promise<Browser> => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-chromium-'))
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run']
  const child = spawn(PROGRAM, [...options, '--remote-debugging-pipe', `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const listeners = new Set<(message: Message) => void>()
  const call = speak(child, listeners)
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true })
  const send = (method: string, params: Params = {}) => call(method, params, sessionId)
  const [said, requested, opened]: [string[], string[], Set<string>] = [[], [], new Set()]
  listeners.add(({ method, params }) => {
    if (method === 'Runtime.exceptionThrown') said.push(params.exceptionDetails.text)
    if (method === 'Runtime.consoleAPICalled') said.push(JSON.stringify(params.args))
    if (method === 'Log.entryAdded') said.push(params.entry.text)
    if (method === 'Network.requestWillBeSent' && !opened.has(params.request.url)) requested.push(params.request.url)
  })
  for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'Accessibility']) await send(`${domain}.enable`)
  const open = async (url: string): Promise<void> => {
    opened.add(url)
    const loaded = new Promise<void>((resolve) => {
      const listener = ({ method }: Message): void => {
        if (method !== 'Page.loadEventFired') return
        listeners.delete(listener)
        resolve()
      }
      listeners.add(listener)
    })
    await send('Page.navigate', { url })
    await loaded
  }
  const evaluate = async (expression: string): Promise<Answer> => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
    return result.value
  }
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('close', resolve))
    await call('Browser.close')
    await ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { send, open, evaluate, said, requested, close }
}

/** Messages are JSON, each ended by a zero byte. */
const speak = (child: ChildProcess, listeners: ReadonlySet<(message: Message) => void>) => {
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const waiting = new Map<number, (message: Message) => void>()
  let [rest, last] = ['', 0]
  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const message = JSON.parse(part) as Message
      if (message.id !== undefined) waiting.get(message.id)?.(message)
      else for (const listener of [...listeners]) listener(message)
    }
  })
  return (method: string, params: Params = {}, sessionId?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      last += 1
      const id = last
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id)
        if (error === undefined) resolve(result)
        else reject(new Error(`${method}: ${error.message}`))
      })
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`)
    })
}
