/** Subnets that an Engine takes out of its own pools for a network for which nobody asked for one. */
import { isJsonObject, type Json, type JsonObject } from '../base/json'
import type { AddressPool, EngineDefaults } from './observation'
import { listAt, numberAt, objectAt, textAt } from './read'
import { sparse, without } from './sparse'

/** What comes with Docker. */
const STANDARD_POOLS: ReadonlyArray<AddressPool> = [
  ...Array.from({ length: 15 }, (_, index) => ({ base: `172.${17 + index}.0.0/16`, size: 16 })),
  { base: '192.168.0.0/16', size: 20 },
]

/** The pools that somebody has set in the Engine's configuration, from `GET /info`; undefined: the standard ones. */
export const poolsFromInfo = (info: unknown): ReadonlyArray<AddressPool> | undefined => {
  const pools = listAt(info, 'DefaultAddressPools')
    .filter(isJsonObject)
    .map((pool) => ({ base: textAt(pool, 'Base'), size: numberAt(pool, 'Size') }))
  return pools.length === 0 ? undefined : pools
}

/**
 * A network's settings without the subnets that `isChosen` takes for the Engine's choice; one with a range, a gateway or
 * addresses of its own never is one.
 *
 * @example
 * withoutChosen({ IPAM: { Config: [{ Subnet: '172.20.0.0/16' }] } }, inPools(undefined)) // {}
 */
export const withoutChosen = (config: JsonObject, isChosen: (subnet: string) => boolean): JsonObject => {
  const ipam = objectAt(config, 'IPAM')
  const kept = listAt(ipam, 'Config').filter((pool) => !(isPlain(pool) && isChosen(textAt(pool, 'Subnet'))))
  return sparse({ ...without(config, 'IPAM'), IPAM: sparse({ ...without(ipam, 'Config'), Config: kept }) })
}

const isPlain = (pool: Json): boolean => isJsonObject(pool) && Object.keys(pool).every((member) => member === 'Subnet')

/**
 * Whether the Engine could have chosen a subnet. Of version 6 it takes a unique local one of 64 bits, made from its own
 * id (28.5; older ones refuse a network of version 6 without a subnet).
 */
export const inPools =
  (defaults: EngineDefaults | undefined) =>
  (subnet: string): boolean => {
    if (isVersion6(subnet)) return /^fd.*\/64$/i.test(subnet)
    return (defaults?.pools ?? STANDARD_POOLS).some((pool) => holds(pool, subnet))
  }

export const isVersion6 = (subnet: string): boolean => subnet.includes(':')

const holds = ({ base, size }: AddressPool, subnet: string): boolean => {
  const [outer, inner] = [rangeOf(base), rangeOf(subnet)]
  return (
    inner.bits === size &&
    inner.bits >= outer.bits &&
    firstBits(inner.address, outer.bits) === firstBits(outer.address, outer.bits)
  )
}

interface Range {
  /** As one number of 32 bits. */
  readonly address: number
  readonly bits: number
}

const rangeOf = (subnet: string): Range => {
  const [address = '', bits = ''] = subnet.split('/')
  return { address: address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0), bits: Number(bits) }
}

const firstBits = (address: number, bits: number): number => Math.floor(address / 2 ** (32 - bits))
