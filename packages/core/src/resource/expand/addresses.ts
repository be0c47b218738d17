/** Checks of static addresses, which the Engine would refuse only when the container is started. */
import type { Path } from '../../base/issue'
import { ownMember } from '../../base/record'
import type { NetworkEndpoint } from '../../map/model'
import type { Scope } from './scope'

/** A static address needs a subnet that the map sets, and must lie in one of them. */
export const checkAddress = (scope: Scope, endpoint: NetworkEndpoint, field: Path): void => {
  const { ipv4_address: v4, ipv6_address: v6 } = endpoint
  if (v4 === undefined && v6 === undefined) return
  const pools = ownMember(scope.map.networks, endpoint.network)?.ipam?.config ?? []
  const subnets = pools.flatMap(({ subnet }) => (subnet === undefined ? [] : [subnet]))
  if (subnets.length === 0) {
    scope.issues.push({
      code: 'conflict',
      path: field,
      message: `a static address needs a subnet, and the network "${endpoint.network}" has none`,
      hint: `set networks.${endpoint.network}.ipam.config`,
    })
    return
  }
  const v4Subnets = subnets.filter((subnet) => !subnet.includes(':'))
  if (v4 === undefined || v4Subnets.length === 0 || v4Subnets.some((subnet) => inSubnet(v4, subnet))) return
  scope.issues.push({
    code: 'invalid-value',
    path: [...field, 'ipv4_address'],
    message: `the address lies outside of the network "${endpoint.network}"`,
    expected: `an address in ${v4Subnets.join(', ')}`,
    found: v4,
  })
}

/** False as well where one of the two is no IPv4 address. */
const inSubnet = (address: string, subnet: string): boolean => {
  const [base = '', bits = '32'] = subnet.split('/')
  const [a, b, length] = [ipv4(address), ipv4(base), Number(bits)]
  if (a === undefined || b === undefined || !(length >= 0 && length <= 32)) return false
  const size = 2 ** (32 - length)
  return Math.floor(a / size) === Math.floor(b / size)
}

const ipv4 = (address: string): number | undefined => {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined
  const parts = address.split('.').map(Number)
  return parts.some((part) => part > 255) ? undefined : parts.reduce((sum, part) => sum * 256 + part, 0)
}
