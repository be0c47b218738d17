/** The public names of `@dmap/ssh`. */
export { type CommandResult, connect, SESSIONS, type SshConnection } from './connection'
export { isConnectionLost, messageOf, SshError, type SshErrorCode } from './error'
export type { PassphraseResolver } from './identity'
export { fingerprint, hostName, type KnownKey, keysOf, parseKnownHosts, type Verdict, verdictOn } from './known-hosts'
export type { SshSettings } from './login'
export { parseTarget, type SshTarget } from './target'
export { createTunnel, type Tunnel, type TunnelOptions } from './tunnel'
