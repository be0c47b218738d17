/** The keys to log in with: the agent's, and those in files, with their passphrases. */
import { existsSync } from 'node:fs'
import { type AnyAuthMethod, type ParsedKey, utils } from 'ssh2'
import { type HostSettings, readIfThere } from './config'
import { messageOf, SshError } from './error'

/** Asked for the passphrase of a key file; undefined: there is none to give. */
export type PassphraseResolver = (file: string) => Promise<string | undefined>

/**
 * Ways to log in, in the order in which they are tried: the agent's keys, then the files'. A file that was asked for by
 * name and cannot be used is an error; one of the default ones is passed over.
 *
 * @param own file named in the client's settings, which comes first
 */
export const authMethods = async (
  host: HostSettings,
  own: string | undefined,
  passphrase: PassphraseResolver,
): Promise<ReadonlyArray<AnyAuthMethod>> => {
  const files = [...new Set([...(own === undefined ? [] : [own]), ...host.identityFiles])]
  const keys: ParsedKey[] = []
  for (const file of files) {
    if (!existsSync(file)) {
      if (file === own) throw new SshError('Settings', `the key file ${file} is not there`)
      continue
    }
    const key = await keyFrom(file, passphrase, file === own)
    if (key !== undefined) keys.push(key)
  }
  const fromFiles = keys.map((key): AnyAuthMethod => ({ type: 'publickey', username: host.user, key }))
  const fromAgent: ReadonlyArray<AnyAuthMethod> =
    host.agent === undefined || host.identitiesOnly ? [] : [{ type: 'agent', username: host.user, agent: host.agent }]
  return own === undefined ? [...fromAgent, ...fromFiles] : [...fromFiles, ...fromAgent]
}

const keyFrom = async (
  file: string,
  passphrase: PassphraseResolver,
  needed: boolean,
): Promise<ParsedKey | undefined> => {
  const text = readIfThere(file)
  const plain = parsed(text)
  if (!(plain instanceof Error)) return plain
  // Only an encrypted key asks for one; the library tells it by its words alone.
  const word = /encrypted|passphrase/i.test(plain.message) ? await passphrase(file) : undefined
  const key = word === undefined ? plain : parsed(text, word)
  if (!(key instanceof Error)) return key
  if (!needed) return undefined
  throw new SshError(
    'Settings',
    `the key file ${file} cannot be used: ${messageOf(key)}`,
    word === undefined ? 'add the key to the agent (ssh-add), or give its passphrase' : 'the passphrase may be wrong',
  )
}

const parsed = (text: string, passphrase?: string): ParsedKey | Error => {
  const key: unknown = utils.parseKey(text, passphrase)
  const first: unknown = Array.isArray(key) ? key[0] : key
  return first instanceof Error ? first : (first as ParsedKey)
}
