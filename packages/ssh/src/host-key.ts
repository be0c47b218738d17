/** Decides on a server's key, and says what to do about one that is refused. */
import { SshError } from './error'
import { fingerprint, hostName, type KnownKey, keyType, verdictOn } from './known-hosts'

export interface HostKeyRules {
  readonly host: string
  readonly port: number
  /** Keys known for the host; not looked at where a fingerprint is pinned. */
  readonly keys: ReadonlyArray<KnownKey>
  /** `SHA256:…` */
  readonly pinned?: string
  /** The file that an accepted key belongs into. */
  readonly file: string
}

/**
 * Undefined: the key is the right one. Else the reason, with the fingerprint that the server showed and the command that
 * accepts it.
 */
export const refusalOf = (key: Buffer, rules: HostKeyRules): SshError | undefined => {
  const name = hostName(rules.host, rules.port)
  const shown = `${keyType(key)} ${fingerprint(key)}`
  if (rules.pinned !== undefined) {
    return samePin(rules.pinned, key)
      ? undefined
      : new SshError(
          'HostKey',
          `the host key of ${name} is ${shown}, not the pinned ${rules.pinned}`,
          `find out why; if the new key is right, pin ${fingerprint(key)}`,
        )
  }
  const verdict = verdictOn(key, rules.keys)
  const accept = `printf '%s\\n' '${name} ${keyType(key)} ${key.toString('base64')}' >> ${shellPath(rules.file)}`
  switch (verdict._tag) {
    case 'Known':
      return undefined
    case 'Unknown':
      return new SshError(
        'HostKey',
        `the host key of ${name} is not known: ${shown}`,
        `compare the fingerprint with the host's own, then accept it: ${accept}`,
      )
    case 'Changed':
      return new SshError(
        'HostKey',
        `the host key of ${name} is ${shown}, and another one is known (${verdict.file}, line ${verdict.line}): someone may be in between`,
        `if the host has a new key for a good reason: ssh-keygen -R '${name}' -f ${shellPath(verdict.file)} && ${accept}`,
      )
    case 'Revoked':
      return new SshError(
        'HostKey',
        `the host key of ${name} is revoked: ${shown} (${verdict.file}, line ${verdict.line})`,
        'give the host a new key',
      )
  }
}

const samePin = (pinned: string, key: Buffer): boolean =>
  pinned.replace(/^SHA256:/, '').replace(/=+$/, '') === fingerprint(key).slice('SHA256:'.length)

const shellPath = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`
