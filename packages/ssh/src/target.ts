/** Where to connect to, as the user writes it. */

export interface SshTarget {
  /** As written: a host name, an address, or a `Host` of the SSH configuration. */
  readonly host: string
  readonly port?: number
  readonly user?: string
}

/**
 * Reads `ssh://user@host:port`, `user@host:port` and `host`; undefined where it is none of them. An IPv6 address with a
 * port stands in brackets. A path after the host is not part of the target.
 *
 * @example
 * parseTarget('ssh://deploy@apps1:2222') // { host: 'apps1', port: 2222, user: 'deploy' }
 */
export const parseTarget = (text: string): SshTarget | undefined => {
  const match = /^(?:ssh:\/\/)?(?:([^@/\s]+)@)?(\[[^\]\s]+\]|[^@:/\s]+)(?::(\d{1,5}))?(?:\/.*)?$/.exec(text)
  const [, encoded, host, port] = match ?? []
  const user = encoded === undefined ? undefined : decoded(encoded)
  // A host that begins with a dash would be an option to whatever is given it.
  if (host === undefined || host.startsWith('-') || (port !== undefined && Number(port) > 65535)) return undefined
  if (user === null) return undefined
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(user === undefined ? {} : { user }),
  }
}

/** Null: it is no encoding of anything. */
const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
