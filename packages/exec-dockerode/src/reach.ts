/** The transport to an Engine, from where it listens. */
import { exchangeWith } from './exchange'
import { streamFrom } from './stream'
import { certificatesOf } from './tls'
import type { Reached, Transport } from './transport'

/** Throws where certificates cannot be read. */
export const transportTo = (endpoint: Reached): Transport => {
  const certificates = endpoint._tag === 'Socket' || endpoint.tls === null ? null : certificatesOf(endpoint.tls)
  return { ...exchangeWith(endpoint, certificates), stream: streamFrom(endpoint, certificates) }
}
