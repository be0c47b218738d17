/** Throwaway certificates for 127.0.0.1: of an Engine, of its client, and of a stranger whose authority nobody trusts. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from '@dmap/core'

type Tls = NonNullable<ClientConfig['tls']>

export interface Certificates {
  /** Path of `ca.pem`, `otherca.pem`, `server.pem`, `client.pem`, `stranger.pem`, and of their `.key`. */
  readonly file: (name: string) => string
  /** What a client is configured with; `more` over it. */
  readonly tls: (more?: Partial<Tls>) => Tls
  /** What an Engine listens with. */
  readonly server: () => { ca: Buffer; cert: Buffer; key: Buffer; requestCert: true; rejectUnauthorized: true }
  readonly remove: () => void
}

export const makeCertificates = (): Certificates => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-tls-'))
  const file = (name: string): string => join(folder, name)
  const openssl = (words: string): void => {
    execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'pipe' })
  }
  const keyed = (name: string): string =>
    `-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=${name} -keyout ${name}.key`
  for (const name of ['ca', 'otherca']) openssl(`req -x509 ${keyed(name)} -days 2 -out ${name}.pem`)
  for (const [name, authority] of [
    ['server', 'ca'],
    ['client', 'ca'],
    ['stranger', 'otherca'],
  ]) {
    openssl(`req ${keyed(name as string)} -addext subjectAltName=IP:127.0.0.1 -out ${name}.csr`)
    openssl(
      `x509 -req -in ${name}.csr -CA ${authority}.pem -CAkey ${authority}.key -CAcreateserial -days 2 -copy_extensions copy -out ${name}.pem`,
    )
  }
  const read = (name: string): Buffer => readFileSync(file(name))
  return {
    file,
    tls: (more = {}) => ({
      ca: file('ca.pem'),
      cert: file('client.pem'),
      key: file('client.key'),
      verify: true,
      ...more,
    }),
    server: () => ({
      ca: read('ca.pem'),
      cert: read('server.pem'),
      key: read('server.key'),
      requestCert: true,
      rejectUnauthorized: true,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
