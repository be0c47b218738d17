/** What a TLS connection needs, read from its files. */
import { readFileSync } from 'node:fs'
import type { TlsFiles } from './endpoint'

export interface Certificates {
  readonly verify: boolean
  /** PEM. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** Throws where one cannot be read. */
export const certificatesOf = ({ ca, cert, key, verify }: TlsFiles): Certificates => ({
  verify,
  ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
  ...(cert === undefined ? {} : { cert: readFileSync(cert, 'utf8') }),
  ...(key === undefined ? {} : { key: readFileSync(key, 'utf8') }),
})
