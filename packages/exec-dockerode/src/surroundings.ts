/** The one place that reads the process's environment and the files of the Docker command: contexts and credentials. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Surroundings, TlsFiles } from './endpoint'

export interface Read extends Surroundings {
  /** `config.json` of the Docker command; empty where there is none or it cannot be read. */
  readonly configuration: JsonObject
}

/** Nothing here fails: a file that is missing or broken counts as absent, and a context without its file is named. */
export const readSurroundings = (environment: Readonly<Record<string, string | undefined>> = process.env): Read => {
  const folder = environment['DOCKER_CONFIG'] || join(homedir(), '.docker')
  const configuration = readJson(join(folder, 'config.json'))
  const { DOCKER_HOST: host, DOCKER_CERT_PATH: certPath } = environment
  const name = environment['DOCKER_CONTEXT'] || textOf(configuration['currentContext'])
  const named = name !== '' && name !== 'default'
  const context = named ? contextOf(folder, name) : undefined
  return {
    configuration,
    tlsVerify: (environment['DOCKER_TLS_VERIFY'] ?? '') !== '',
    ...(host === undefined ? {} : { host }),
    ...(certPath === undefined ? {} : { certPath }),
    ...(context === undefined ? {} : { context }),
    ...(named && context === undefined ? { missingContext: name } : {}),
  }
}

/** The folder of a context is called by the SHA-256 of its name. */
const contextOf = (folder: string, name: string): Surroundings['context'] => {
  const hash = bytesToHex(sha256(utf8ToBytes(name)))
  const endpoints = readJson(join(folder, 'contexts', 'meta', hash, 'meta.json'))['Endpoints']
  const docker = isJsonObject(endpoints) ? endpoints['docker'] : undefined
  const host = isJsonObject(docker) ? textOf(docker['Host']) : ''
  if (host === '' || !isJsonObject(docker)) return undefined
  const tls = tlsOf(join(folder, 'contexts', 'tls', hash, 'docker'), docker['SkipTLSVerify'] !== true)
  return { host, tls: host.startsWith('tcp') || host.startsWith('http') ? tls : null }
}

const tlsOf = (folder: string, verify: boolean): TlsFiles | null => {
  const file = (name: string) => (existsSync(join(folder, name)) ? join(folder, name) : undefined)
  const [ca, cert, key] = [file('ca.pem'), file('cert.pem'), file('key.pem')]
  if (ca === undefined && cert === undefined) return null
  return {
    verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

const readJson = (file: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
