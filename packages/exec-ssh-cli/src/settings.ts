/** A client's settings as this executor reads them. */
import type { ClientConfig } from '@dmap/core'
import type { DockerCommand } from './prelude'

export const isRemote = ({ base_url: url }: ClientConfig): boolean => url?.startsWith('ssh://') === true

/**
 * How the docker command is called. Locally the address is the command's own `--host`; behind SSH, the Engine is the
 * one that the host's docker command finds, unless the address names a socket there.
 *
 * @example
 * dockerOf({ base_url: 'unix:///run/docker.sock', … }).global // ['--host', 'unix:///run/docker.sock']
 */
export const dockerOf = (config: ClientConfig): DockerCommand => ({
  docker: config.ssh?.docker ?? 'docker',
  sudo: config.ssh?.sudo === true,
  global: isRemote(config) ? socketWords(config.base_url) : [...tlsWords(config.tls), ...addressWords(config.base_url)],
})

/**
 * Whether `docker system dial-stdio` can be counted on: podman has the command, and an API behind it only where its
 * service was set up.
 */
export const hasApi = (config: ClientConfig): boolean => !/(^|\/)podman(-remote)?$/.test(config.ssh?.docker ?? 'docker')

/** The path of `ssh://user@host/run/user/1000/docker.sock`. */
const socketWords = (url = ''): ReadonlyArray<string> => {
  const path = /^ssh:\/\/[^/]+(\/.+)$/.exec(url)?.[1]
  return path === undefined ? [] : ['--host', `unix://${path}`]
}

const addressWords = (url: string | undefined): ReadonlyArray<string> => {
  if (url === undefined || url === '') return []
  // docker-map's form `unix://var/run/docker.sock` is a path from the root.
  const address = url.replace(/^unix:\/\/(?!\/)/, 'unix:///')
  return [
    '--host',
    /^[a-z]+:\/\//.test(address) ? address : `tcp://${/:\d+$/.test(address) ? address : `${address}:2375`}`,
  ]
}

const tlsWords = (tls: ClientConfig['tls']): ReadonlyArray<string> =>
  tls === undefined
    ? []
    : [
        tls.verify ? '--tlsverify' : '--tls',
        ...(tls.ca === undefined ? [] : ['--tlscacert', tls.ca]),
        ...(tls.cert === undefined ? [] : ['--tlscert', tls.cert]),
        ...(tls.key === undefined ? [] : ['--tlskey', tls.key]),
      ]
