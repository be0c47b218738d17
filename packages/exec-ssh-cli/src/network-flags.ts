/** Bodies about networks and volumes as words of the docker command. */
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { each, express, flag, nested, pairs, type Row, type Rows, text } from './flag'

const POOL_FLAGS: Rows = {
  Subnet: text('--subnet'),
  IPRange: text('--ip-range'),
  Gateway: text('--gateway'),
  AuxiliaryAddresses: pairs('--aux-address'),
}

/** With several pools the command guesses which gateway belongs to which. */
const pools: Row = (value, ipam) => {
  if (!Array.isArray(value) || value.length > 1) return null
  const pool = value[0] as Json | undefined
  return pool === undefined ? [] : nested(POOL_FLAGS)(pool, ipam)
}

const IPAM_FLAGS: Rows = { Driver: text('--ipam-driver'), Options: pairs('--ipam-opt'), Config: pools }

const NETWORK_FLAGS: Rows = {
  Driver: text('--driver'),
  Options: pairs('--opt'),
  Internal: flag('--internal'),
  Attachable: flag('--attachable'),
  EnableIPv6: flag('--ipv6'),
  IPAM: nested(IPAM_FLAGS),
  Labels: pairs('--label'),
}

const VOLUME_FLAGS: Rows = { Driver: text('--driver'), DriverOpts: pairs('--opt'), Labels: pairs('--label') }

const ADDRESS_FLAGS: Rows = {
  IPv4Address: text('--ip'),
  IPv6Address: text('--ip6'),
  LinkLocalIPs: each('--link-local-ip'),
}

/** The command takes links with an alias only, and splits aliases at commas. */
const CONNECT_FLAGS: Rows = {
  Aliases: each('--alias', /^[^,\n"]+$/),
  Links: each('--link', /^[^:\n]+:[^:\n]+$/),
  IPAMConfig: nested(ADDRESS_FLAGS),
}

type Expressed = { readonly words: ReadonlyArray<string>; readonly lacks: ReadonlyArray<string> }

/** `docker network create …`; the body is that of `POST /networks/create`. */
export const networkWords = (name: string, body: JsonObject): Expressed => {
  const { words, lacks } = express(NETWORK_FLAGS, body)
  return { words: ['network', 'create', ...words, name], lacks }
}

/** `docker volume create …`; the body is that of `POST /volumes/create`. */
export const volumeWords = (name: string, body: JsonObject): Expressed => {
  const { words, lacks } = express(VOLUME_FLAGS, body)
  return { words: ['volume', 'create', ...words, name], lacks }
}

/** `docker network connect …`; the endpoint is the Engine's EndpointSettings. */
export const connectWords = (network: string, container: string, endpoint: JsonObject): Expressed => {
  const { words, lacks } = express(CONNECT_FLAGS, isJsonObject(endpoint) ? endpoint : {})
  return { words: ['network', 'connect', ...words, network, container], lacks }
}
