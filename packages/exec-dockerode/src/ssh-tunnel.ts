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
    const tunnel = await createTunnel(connection, socketIn(url), { fallback: dialCommand(config.ssh, url) })
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
const socketIn = (url: string): string => socketNamed(url) ?? DEFAULT_SOCKET

const socketNamed = (url: string): string | undefined => /^ssh:\/\/[^/]+(\/.+)$/.exec(url)?.[1]

/**
 * Where the server forwards no sockets, or the user may not open the Engine's: its input and output are the socket. One
 * that was named is the one it must be, too, whatever that user's Docker settings say.
 */
const dialCommand = (ssh: ClientConfig['ssh'], url: string): string => {
  const socket = socketNamed(url)
  const host = socket === undefined ? '' : `--host ${quoted(`unix://${socket}`)} `
  return `exec ${ssh?.sudo === true ? 'sudo -n ' : ''}${quoted(ssh?.docker ?? 'docker')} ${host}system dial-stdio`
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
