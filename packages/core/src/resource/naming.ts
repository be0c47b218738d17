/** Names of Docker objects, made here and nowhere else. `shop.web.a`, `shop.web_log`, `shop.front` */
import { shortHash } from '../base/canonical'

/** Networks that every Engine has: they keep their names, and nobody creates them. */
export const PRESET_NETWORKS: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'default'])

/**
 * @example
 * containerName('shop', 'web', 'a') // 'shop.web.a'
 */
export const containerName = (map: string, config: string, instance: string | null): string =>
  `${map}.${referenceName(config, instance)}`

/** How a map refers to an instance, and its name without the map's: `web` or `web.a`. */
export const referenceName = (config: string, instance: string | null): string =>
  instance === null ? config : `${config}.${instance}`

/** Of an attached container or volume; `parent` is null unless `use_attached_parent_name` is set. */
export const attachedName = (map: string, alias: string, parent: string | null): string =>
  `${map}.${attachedReference(alias, parent)}`

/** How `uses` refers to an attached alias: `socket`, or `app.socket` with `use_attached_parent_name`. */
export const attachedReference = (alias: string, parent: string | null): string =>
  parent === null ? alias : `${parent}.${alias}`

export const networkName = (map: string, network: string): string =>
  PRESET_NETWORKS.has(network) ? network : `${map}.${network}`

/** Of the temporary container that prepares the attached container or volume called `attached`. */
export const helperName = (attached: string): string => `${attached}.prepare`

/** What Linux takes at most as one label of a host name. */
const HOST_NAME_LIMIT = 63
const HASH_DIGITS = 8

/**
 * Host name of a container. `client` is null for the single unnamed client. Longer names than a host name may be end in a
 * hash, so that they stay apart and the same.
 *
 * @example
 * hostName('edge-1', 'shop.web_server.a') // 'edge-1-shop-web-server-a'
 */
export const hostName = (client: string | null, container: string): string => {
  const whole = client === null ? container : `${client}-${container}`
  const name = trimDashes(whole.replace(/[^A-Za-z0-9-]/g, '-'))
  if (name.length <= HOST_NAME_LIMIT) return name
  const head = trimDashes(name.slice(0, HOST_NAME_LIMIT - HASH_DIGITS - 1))
  return `${head}-${shortHash(whole, HASH_DIGITS)}`
}

const trimDashes = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && text[start] === '-') start++
  while (end > start && text[end - 1] === '-') end--
  return text.slice(start, end)
}
