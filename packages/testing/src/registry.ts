/** A throwaway image registry (Debian's `docker-registry`) on 127.0.0.1, which Engines trust without TLS. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeUnlessMissing } from './describe-with'
import { type TestEngine, testEngine } from './engine'
import { findEngine } from './find-engine'
import { freePort } from './free-port'
import { until } from './until'

export interface TestRegistry {
  /** `127.0.0.1:5000`: what an image's name begins with. */
  readonly name: string
  /** Pushes an image of the Engine's, and forgets it there. */
  readonly take: (engine: TestEngine, reference: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Names of all lengths, since what they are sent in is padded; one password, and its hash by bcrypt: the registry takes
 * no other.
 */
export const REGISTRY_LOGIN = {
  usernames: ['reader', 'reader2', 'reader33'],
  password: 'opensesame42',
  hash: '$2b$04$abcdefghijklmnopqrstuuzyeGj6NOxpFrr0oKiA0Scuj5Umig5oS',
} as const

/**
 * Like `describe`, with an Engine and the program of a registry. Skipped aloud where one of them is missing; with
 * `DMAP_REQUIRE_ENGINE=1` that fails.
 *
 * @example
 * describeWithRegistry('a pull', (engine) => {
 *   it('comes from there', async () => {
 *     const registry = await startRegistry()
 *     await registry.take(engine, `${registry.name}/app:1`)
 *   })
 * })
 */
export const describeWithRegistry = (name: string, body: (engine: TestEngine) => void): void =>
  describeUnlessMissing(name, missing(), () => {
    jest.setTimeout(240_000)
    jest.retryTimes(1, { logErrorsBeforeRetry: true })
    body(testEngine())
  })

const missing = (): string | undefined => {
  if (spawnSync('sh', ['-c', 'command -v docker-registry']).status !== 0)
    return 'no program docker-registry (Debian has it in a package of that name)'
  const finding = findEngine()
  return finding.found ? undefined : finding.reason
}

/** @param login true: only `REGISTRY_LOGIN` may read and write */
export const startRegistry = async ({ login = false }: { readonly login?: boolean } = {}): Promise<TestRegistry> => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-registry-'))
  const port = await freePort()
  const users = REGISTRY_LOGIN.usernames.map((name) => `${name}:${REGISTRY_LOGIN.hash}\n`)
  writeFileSync(join(folder, 'htpasswd'), users.join(''))
  writeFileSync(join(folder, 'config.yml'), configFor(folder, port, login))
  const log = openSync(join(folder, 'log'), 'a')
  const server = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: ['ignore', log, log] })
  await until('the registry answers', () => {
    if (server.exitCode !== null) throw new Error(`no registry: ${readFileSync(join(folder, 'log'), 'utf8')}`)
    return answers(port)
  })
  return {
    name: `127.0.0.1:${port}`,
    take: (engine, reference) => push(engine, reference),
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const push = async (engine: TestEngine, reference: string): Promise<void> => {
  const { usernames, password } = REGISTRY_LOGIN
  const auth = Buffer.from(JSON.stringify({ username: usernames[0], password })).toString('base64')
  const [, name, tag] = /^(.*):([^:/]+)$/.exec(reference) ?? []
  const answer = await engine.expectOk('POST', `/images/${name}/push?tag=${tag}`, undefined, {
    'X-Registry-Auth': auth,
  })
  if (JSON.stringify(answer).includes('errorDetail')) throw new Error(`push ${reference}: ${JSON.stringify(answer)}`)
  await engine.expectOk('DELETE', `/images/${reference}`)
}

const configFor = (folder: string, port: number, login: boolean): string =>
  JSON.stringify({
    version: '0.1',
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    ...(login ? { auth: { htpasswd: { realm: 'dmap', path: join(folder, 'htpasswd') } } } : {}),
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/v2/' }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 || response.statusCode === 401)
    }).on('error', () => resolve(false))
  })
