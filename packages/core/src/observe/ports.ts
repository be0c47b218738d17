/** Ports as the Engine writes them: `80/tcp`. The Engine keeps `80` and `80/TCP` as they were sent; they mean the same. */

import { compareText } from '../base/compare-text'
import { isJsonObject, type Json, type JsonObject } from '../base/json'

/** @example portKey('80') // '80/tcp' */
const portKey = (port: string): string => {
  const [number, protocol] = port.split('/')
  return `${number}/${(protocol ?? 'tcp').toLowerCase() || 'tcp'}`
}

/** `ExposedPorts` with normal keys, sorted. */
export const exposedPorts = (ports: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(ports)
      .map(portKey)
      .sort(compareText)
      .map((port) => [port, {}]),
  )

/** `PortBindings` with normal keys, sorted; ports without a binding and empty addresses are left out. */
export const portBindings = (bindings: JsonObject): JsonObject => {
  const normal: Record<string, Json[]> = {}
  for (const port of Object.keys(bindings).sort(compareText)) {
    const list = bindings[port]
    if (!Array.isArray(list) || list.length === 0) continue
    const key = portKey(port)
    normal[key] = [...(normal[key] ?? []), ...list.filter(isJsonObject).map(binding)]
  }
  return normal
}

const binding = (raw: JsonObject): JsonObject => ({
  ...(typeof raw['HostIp'] === 'string' && raw['HostIp'] !== '' && raw['HostIp'] !== '0.0.0.0'
    ? { HostIp: raw['HostIp'] }
    : {}),
  ...(raw['HostPort'] === undefined || raw['HostPort'] === '' || raw['HostPort'] === null
    ? {}
    : { HostPort: String(raw['HostPort']) }),
})
