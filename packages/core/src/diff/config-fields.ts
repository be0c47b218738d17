/** A container's `Config` in the comparable form: one row per member whose value is more than one plain field. */
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import { textsAt } from '../observe/read'
import { type Fields, type Form, fieldsOf, joined, members, nowhere } from './fields'
import { signalName } from './signal'

/**
 * @example
 * configFields({ Env: ['A=1'], Labels: { x: '' }, User: '2000' }) // Env.A: '1', Labels.x: '', User: '2000'
 */
export const configFields = (config: JsonObject): Fields => joined(fieldsOf(config, '', FORMS), environment(config))

/**
 * Compared elsewhere: the image by what it is, ports together with their bindings, volumes as mounts. The mac address
 * stands at the endpoint as well in newer Engines, and only here in older ones.
 */
const FORMS: Readonly<Record<string, Form>> = {
  Image: nowhere,
  ExposedPorts: nowhere,
  Volumes: nowhere,
  Env: nowhere,
  Labels: members,
  Healthcheck: members,
  // Docker's own: an image or a map that asks for it asks for nothing.
  StopSignal: (signal) => {
    const name = signalName(String(signal))
    return name === 'SIGTERM' ? [] : [['', name]]
  },
  User: (user) => [['', String(user)]],
}

/** The last one of a name counts. A name without `=` takes the variable away from the process: null. */
const environment = (config: JsonObject): Fields =>
  new Map(
    textsAt(config, 'Env').map((variable): [string, Json] => {
      const equals = variable.indexOf('=')
      return equals < 0 ? [`Env.${variable}`, null] : [`Env.${variable.slice(0, equals)}`, variable.slice(equals + 1)]
    }),
  )

/** Ports that are exposed, and what they are published at: `Ports.80/tcp`. Bindings are in no order. */
export const portFields = (config: JsonObject, hostConfig: JsonObject): Fields => {
  const bindings = isJsonObject(hostConfig['PortBindings']) ? hostConfig['PortBindings'] : {}
  const exposed = isJsonObject(config['ExposedPorts']) ? config['ExposedPorts'] : {}
  return new Map(
    [...Object.keys(exposed), ...Object.keys(bindings)].map((port): [string, Json] => [
      `Ports.${port}`,
      published(bindings[port]),
    ]),
  )
}

/** `8080`, `127.0.0.1:8080`, `[::1]:8080`; port 0 and none are both a port of the Engine's choice. */
const published = (bindings: Json | undefined): ReadonlyArray<string> =>
  (Array.isArray(bindings) ? bindings : [])
    .filter(isJsonObject)
    .map((binding) => {
      const ip = typeof binding['HostIp'] === 'string' ? binding['HostIp'] : ''
      const port = binding['HostPort'] === undefined ? '0' : String(binding['HostPort'])
      if (ip === '') return port
      return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
    })
    .sort()
