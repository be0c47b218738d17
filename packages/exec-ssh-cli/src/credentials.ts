/** Which images a client's login is for. */
import type { ClientConfig } from '@dmap/core'

type Auth = ClientConfig['auth']

export const DOCKER_HUB = 'docker.io'

/**
 * Whether a login is for the registry that an image comes from.
 *
 * @example
 * isFor({ registry: 'https://r.example.com', … }, 'r.example.com/shop/web:1') // true
 */
export const isFor = (auth: Auth, reference: string): auth is NonNullable<Auth> =>
  auth !== undefined && hostOf(auth.registry ?? DOCKER_HUB) === registryOf(reference)

/** @example registryOf('nginx:1') // 'docker.io' */
export const registryOf = (reference: string): string => {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? hostOf(first) : DOCKER_HUB
}

const hostOf = (address: string): string => {
  const host = address.replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? DOCKER_HUB : host
}
