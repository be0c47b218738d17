/** What podman's `inspect` calls by names of its own, as Docker has it. */
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'

/**
 * Networks; all else is left as it is.
 *
 * @example
 * dockerForm({ name: 'n', id: 'a1', driver: 'bridge', subnets: [{ subnet: '10.1.0.0/24' }] })
 * // { Name: 'n', Id: 'a1', Driver: 'bridge', IPAM: { Driver: 'default', Config: [{ Subnet: '10.1.0.0/24' }] }, … }
 */
export const dockerForm = (object: JsonObject): JsonObject => {
  const { name, id, driver } = object
  if (typeof name !== 'string' || typeof id !== 'string' || typeof driver !== 'string') return object
  return {
    Name: name,
    Id: id,
    Driver: driver,
    Internal: object['internal'] === true,
    EnableIPv6: object['ipv6_enabled'] === true,
    Labels: object['labels'] ?? {},
    Options: object['options'] ?? {},
    IPAM: { Driver: 'default', Config: poolsIn(object['subnets']) },
  }
}

const poolsIn = (subnets: Json | undefined): ReadonlyArray<JsonObject> =>
  (Array.isArray(subnets) ? subnets.filter(isJsonObject) : []).map(({ subnet = '', gateway }) => ({
    Subnet: subnet,
    ...(gateway === undefined ? {} : { Gateway: gateway }),
  }))
