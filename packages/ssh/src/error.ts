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

/** Of several errors in one (each address of a name was tried), which has no words of its own, the words of each. */
export const messageOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error)
  const inside = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  return error.message === '' && inside.length > 0 ? inside.map(messageOf).join(', ') : String(error.message)
}
