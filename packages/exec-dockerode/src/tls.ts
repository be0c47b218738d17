/** What a TLS connection needs, read from its files. */
import { readFileSync } from 'node:fs'
import type { SecureContext } from 'node:tls'
import type { TlsFiles } from './endpoint'

export interface Certificates {
  readonly verify: boolean
  /** PEM. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Of the above, one for all connections. */
  readonly context: SecureContext
}

/** Rejects where one cannot be read. */
export const certificatesOf = async ({ ca, cert, key, verify }: TlsFiles): Promise<Certificates> => {
  const pem = {
    ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
    ...(cert === undefined ? {} : { cert: readFileSync(cert, 'utf8') }),
    ...(key === undefined ? {} : { key: readFileSync(key, 'utf8') }),
  }
  const { createSecureContext } = await import('node:tls')
  // Where nothing is verified it needs no authorities: to read all of the system's takes a tenth of a second.
  return { ...pem, verify, context: createSecureContext(verify ? pem : { ...pem, ca: [] }) }
}
