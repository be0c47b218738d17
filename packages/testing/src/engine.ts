/** A real Docker Engine in the hands of a test: its API, its command line, and a broom. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { Answer } from './answer'
import { cleanUp } from './clean-up'
import { engineAddress, engineUrl } from './find-engine'
import type { ImageConfig } from './image'
import { importImage } from './image'

/** Beside those that every request has. */
type Headers = Readonly<Record<string, string>>

export interface TestEngine {
  /** `unix:///…` or `tcp://…`: what a client's `base_url` or `DOCKER_HOST` takes. */
  readonly url: string
  /** One Engine API call; every status is an answer, only a broken connection rejects. A `Buffer` is sent as a tar. */
  readonly request: (method: string, path: string, body?: unknown, headers?: Headers) => Promise<Answer>
  /** Like `request`, but rejects with the Engine's message unless the status is 2xx or 304; gives the body. */
  readonly expectOk: (method: string, path: string, body?: unknown, headers?: Headers) => Promise<Answer['body']>
  /** Runs the `docker` command; gives its standard output, trimmed; throws with its standard error. */
  readonly docker: (...args: ReadonlyArray<string>) => string
  /**
   * Makes a busybox image known under `tag`, without a registry. Equal configs give equal image ids, so any number of
   * test files may do it at once; another config (a label is enough) makes an updated image behind the tag.
   */
  readonly importImage: (tag: string, config?: ImageConfig) => Promise<string>
  /** Removes containers, volumes and networks named `prefix…` or labelled `io.dmap.map=prefix`. */
  readonly cleanUp: (prefix: string) => Promise<void>
}

export const testEngine = (url: string = engineUrl()): TestEngine => {
  const request: TestEngine['request'] = (method, path, body, headers = {}) => send(url, method, path, body, headers)
  const expectOk: TestEngine['expectOk'] = async (method, path, body, headers) => {
    const answer = await request(method, path, body, headers)
    if (answer.status < 300 || answer.status === 304) return answer.body
    throw new Error(`${method} ${path}: ${answer.status} ${answer.body?.message ?? JSON.stringify(answer.body)}`)
  }
  return {
    url,
    request,
    expectOk,
    docker: (...args) => runDocker(url, args),
    importImage: (tag, config) => importImage(expectOk, tag, config),
    cleanUp: (prefix) => cleanUp(request, prefix),
  }
}

/** The distribution's command first: another one in `PATH` may speak a newer API than the Engine. */
export const dockerCommand = (): string => (existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker')

const runDocker = (url: string, args: ReadonlyArray<string>): string => {
  const child = spawnSync(dockerCommand(), ['--host', url, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (child.status === 0) return child.stdout.trim()
  throw new Error(`docker ${args.join(' ')}: ${child.error?.message ?? child.stderr.trim()}`)
}

const send = (url: string, method: string, path: string, body: unknown, more: Headers): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    const headers = {
      ...more,
      'content-type': Buffer.isBuffer(body) ? 'application/x-tar' : 'application/json',
      'content-length': String(sent?.length ?? 0),
    }
    const call = httpRequest({ ...engineAddress(url), method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: decode(Buffer.concat(chunks).toString('utf8')) })
      })
    })
    call.on('error', reject)
    call.end(sent)
  })

const decode = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
