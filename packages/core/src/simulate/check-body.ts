/** What an Engine finds wrong with the body of a container's creation, before it makes anything. */

import type { JsonObject } from '../base/json'
import { isJsonObject } from '../base/json'
import { cleanPath, unmountable } from '../base/path'
import { listAt, numberAt, objectAt, textAt, textsAt } from '../observe/read'
import { isNothing } from '../observe/sparse'
import { REDACTED } from '../resource/placeholder'

/** Status and message of the refusal; undefined where nothing is wrong. */
export interface Refusal {
  readonly status: number
  readonly message: string
}

const MINIMUM_MEMORY = 6 * 1024 * 1024
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/

/**
 * @param body as it is sent, without secrets
 * @param apiVersion of the Engine; several endpoints in one creation came with 1.44
 */
export const checkBody = (body: JsonObject, apiVersion: string): Refusal | undefined =>
  checkFolder(body) ??
  checkMounts(objectAt(body, 'HostConfig')) ??
  checkStack(body, objectAt(body, 'HostConfig')) ??
  checkMemory(objectAt(body, 'HostConfig')) ??
  checkEndpoints(objectAt(objectAt(body, 'NetworkingConfig'), 'EndpointsConfig'), apiVersion) ??
  checkTargets(objectAt(body, 'HostConfig'))

const bad = (message: string): Refusal => ({ status: 400, message })

const checkMounts = (hostConfig: JsonObject): Refusal | undefined => {
  const binds = textsAt(hostConfig, 'Binds').map((bind) => bind.split(':'))
  const wrong = binds.find(
    ([source = '', at]) => at !== undefined && !source.startsWith('/') && !VOLUME_NAME.test(source),
  )
  if (wrong !== undefined)
    return bad(`create ${wrong[0]}: "${wrong[0]}" includes invalid characters for a local volume name`)
  const paths = [
    ...binds.map(([first = '', second]) => cleanPath(second ?? first)),
    ...listAt(hostConfig, 'Mounts').map((mount) => cleanPath(textAt(mount, 'Target'))),
  ]
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  return twice === undefined ? undefined : bad(`Duplicate mount point: ${twice}`)
}

/** Those of `Binds` are read last, as an error of the Engine's own: what is wrong elsewhere is said before. */
const checkTargets = (hostConfig: JsonObject): Refusal | undefined => {
  const own = [
    ...Object.keys(objectAt(hostConfig, 'Tmpfs')),
    ...listAt(hostConfig, 'Mounts').map((mount) => textAt(mount, 'Target')),
  ]
  for (const target of own) {
    const message = mountProblem(target)
    if (message !== undefined) return bad(message)
  }
  for (const bind of textsAt(hostConfig, 'Binds')) {
    const [first = '', second = first] = bind.split(':')
    const message = mountProblem(second)
    if (message !== undefined) return { status: 500, message: `invalid volume specification: '${bind}': ${message}` }
  }
  return undefined
}

const mountProblem = (target: string): string | undefined => {
  const why = unmountable(target)
  if (why === 'relative') return `invalid mount path: '${target}' mount path must be absolute`
  return why === 'root' ? "invalid specification: destination can't be '/'" : undefined
}

const checkFolder = (body: JsonObject): Refusal | undefined => {
  const folder = textAt(body, 'WorkingDir')
  // Of a secret nobody knows how it begins.
  if (folder === '' || folder.startsWith('/') || folder.startsWith(REDACTED)) return undefined
  return bad(`the working directory '${folder}' is invalid, it needs to be an absolute path`)
}

/** What a container in another one's network stack, or in the host's, may not have of its own. */
const checkStack = (body: JsonObject, hostConfig: JsonObject): Refusal | undefined => {
  const mode = textAt(hostConfig, 'NetworkMode')
  const linked = !isNothing(hostConfig['Links'])
  if (mode === 'host' && linked) return bad("conflicting options: host type networking can't be used with links")
  if (!mode.startsWith('container:')) return undefined
  if (linked) return bad("conflicting options: container type network can't be used with links")
  const own: ReadonlyArray<readonly [string, unknown]> = [
    ['hostname', body['Hostname']],
    ['dns', hostConfig['Dns']],
    ['custom host-to-IP mapping', hostConfig['ExtraHosts']],
    ['port publishing', hostConfig['PortBindings']],
    ['port exposing', body['ExposedPorts']],
  ]
  const found = own.find(([, value]) => !isNothing(value as JsonObject))
  return found === undefined ? undefined : bad(`conflicting options: ${found[0]} and the container type network mode`)
}

const checkMemory = (hostConfig: JsonObject): Refusal | undefined => {
  const memory = numberAt(hostConfig, 'Memory')
  const swap = numberAt(hostConfig, 'MemorySwap')
  if (memory !== 0 && memory < MINIMUM_MEMORY) return bad('Minimum memory limit allowed is 6MB')
  if (swap > 0 && memory === 0)
    return bad('You should always set the Memory limit when using Memoryswap limit, see usage')
  return swap > 0 && swap < memory
    ? bad('Minimum memoryswap limit should be larger than memory limit, see usage')
    : undefined
}

const checkEndpoints = (endpoints: JsonObject, apiVersion: string): Refusal | undefined => {
  const names = Object.keys(endpoints).filter((name) => isJsonObject(endpoints[name]))
  const minor = Number(apiVersion.split('.')[1] ?? Number.NaN)
  return names.length > 1 && minor < 44
    ? bad(`Container cannot be connected to network endpoints: ${names.join(', ')}`)
    : undefined
}
