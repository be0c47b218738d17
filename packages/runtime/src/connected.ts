/** Whether an inspected container is connected to a network as it was asked to be. */
import { isJsonObject, type Json, type JsonObject, ownMember } from '@dmap/core'

/** The container's end of the network; undefined where it is not on it. */
export const endpointIn = (inspected: JsonObject, network: string): JsonObject | undefined => {
  const networks = objectIn(objectIn(inspected['NetworkSettings'])['Networks'])
  const endpoint = ownMember(networks, network)
  return isJsonObject(endpoint) ? endpoint : undefined
}

/** Connected, with at least the aliases and addresses that were asked for. */
export const isConnected = (inspected: JsonObject, network: string, want: JsonObject): boolean => {
  const have = endpointIn(inspected, network)
  if (have === undefined) return false
  const there = new Set(aliasesIn(have))
  const addresses = objectIn(have['IPAMConfig'])
  return (
    aliasesIn(want).every((alias) => there.has(alias)) &&
    Object.entries(objectIn(want['IPAMConfig'])).every(([family, address]) => addresses[family] === address)
  )
}

const aliasesIn = ({ Aliases: aliases }: JsonObject): ReadonlyArray<Json> => (Array.isArray(aliases) ? aliases : [])

const objectIn = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
