/** The way to an Engine behind `ssh://`: one verified connection, and a local socket that comes out at the Engine's. */
import type { ClientConfig } from '@dmap/core'
import type { SshSettings } from '@dmap/ssh'
import { DEFAULT_SOCKET } from './endpoint'
import type { Tunnel } from './transport'

/** Rejects with an SshError. The code of SSH is loaded with the first of them. */
export const sshTunnel = async (_client: string, config: ClientConfig, url: string): Promise<Tunnel> => {
  const { connect, createTunnel, parseTarget, SshError } = await import('@dmap/ssh')
  const target = parseTarget(url)
  if (target === undefined) throw new SshError('Settings', `the address ${url} is not of the form ssh://user@host:port`)
  const connection = await connect(target, settingsOf(config.ssh))
  try {
    const tunnel = await createTunnel(connection, socketIn(url), { fallback: dialCommand(config.ssh) })
    return {
      socketPath: tunnel.socketPath,
      lastError: tunnel.lastError,
      close: async () => {
        await tunnel.close()
        await connection.close()
      },
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

const settingsOf = (ssh: ClientConfig['ssh']): SshSettings => ({
  ...(ssh?.identity_file === undefined ? {} : { identityFile: ssh.identity_file }),
  ...(ssh?.known_hosts === undefined ? {} : { knownHostsFile: ssh.known_hosts }),
  ...(ssh?.fingerprint === undefined ? {} : { fingerprint: ssh.fingerprint }),
})

/** `ssh://host/run/user/1000/docker.sock` names another socket than the usual one. */
const socketIn = (url: string): string => {
  const path = /^ssh:\/\/[^/]+(\/.+)$/.exec(url)?.[1]
  return path ?? DEFAULT_SOCKET
}

/** Where the server forwards no sockets, or the user may not open the Engine's: its input and output are the socket. */
const dialCommand = (ssh: ClientConfig['ssh']): string => {
  const docker = (ssh?.docker ?? 'docker').replace(/'/g, `'\\''`)
  return `exec ${ssh?.sudo === true ? 'sudo -n ' : ''}'${docker}' system dial-stdio`
}
