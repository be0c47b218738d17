/** Looks, before a test file declares its tests, whether a Docker Engine answers. */
import { spawnSync } from 'node:child_process'

/** Where an Engine listens, as `node:http` wants it. */
export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number }

/** Found: the Engine's API version (`1.41`). Not found: why, in one sentence. */
export type Finding =
  | { readonly found: true; readonly apiVersion: string }
  | { readonly found: false; readonly reason: string }

/** The Engine that tests use: `DMAP_TEST_ENGINE`, else the local socket. */
export const engineUrl = (): string => process.env['DMAP_TEST_ENGINE'] ?? 'unix:///var/run/docker.sock'

/**
 * @example
 * engineAddress('unix:///var/run/docker.sock') // { socketPath: '/var/run/docker.sock' }
 * engineAddress('tcp://127.0.0.1:2375') // { host: '127.0.0.1', port: 2375 }
 */
export const engineAddress = (url: string): EngineAddress => {
  if (url.startsWith('unix://')) return { socketPath: `/${url.slice('unix://'.length).replace(/^\/+/, '')}` }
  const { hostname, port } = new URL(url)
  return { host: hostname, port: port === '' ? 2375 : Number(port) }
}

/** Asks once per test file; synchronous, because Jest wants to know its tests before anything is awaited. */
export const findEngine = (): Finding => {
  const url = engineUrl()
  const child = spawnSync(process.execPath, ['-e', probe, JSON.stringify(engineAddress(url))], { encoding: 'utf8' })
  const answer = child.stdout.trim()
  if (child.status === 0 && answer !== '') return { found: true, apiVersion: answer }
  return { found: false, reason: `no Docker Engine answers at ${url}${answer === '' ? '' : ` (${answer})`}` }
}

const probe = `
const request = require('node:http').get({ ...JSON.parse(process.argv[1]), path: '/_ping', timeout: 5000 }, (response) => {
  console.log(response.headers['api-version'] || response.statusCode)
  process.exit(response.headers['api-version'] ? 0 : 1)
})
request.on('timeout', () => request.destroy(new Error('no answer within 5 s')))
request.on('error', (error) => { console.log(error.code || error.message); process.exit(1) })
`
