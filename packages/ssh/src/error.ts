/** What can go wrong with a connection: one error with a stable code, a sentence, and what to do about it. */

/**
 * - `HostKey`: the server's key is unknown, changed, revoked, or not the pinned one
 * - `Settings`: a key file that cannot be read, a jump host that makes no sense, …
 * - `Authentication`: the server takes none of the keys
 * - `Unreachable`: no connection came about
 * - `ConnectionLost`: it broke; whether what was asked for was done is not known
 * - `Refused`: the server opens no further channel, or no forwarding
 */
export type SshErrorCode = 'HostKey' | 'Settings' | 'Authentication' | 'Unreachable' | 'ConnectionLost' | 'Refused'

export class SshError extends Error {
  override readonly name = 'SshError'

  constructor(
    readonly code: SshErrorCode,
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

export const isConnectionLost = (error: unknown): boolean =>
  error instanceof SshError && error.code === 'ConnectionLost'

export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
