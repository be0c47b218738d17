/** The transport to an Engine, from where it listens. */
import { exchangeWith } from './exchange'
import { streamFrom } from './stream'
import { certificatesOf } from './tls'
import type { Reached, Transport } from './transport'

/** Rejects where certificates cannot be read. */
export const transportTo = async (endpoint: Reached): Promise<Transport> => {
  const certificates = endpoint._tag === 'Socket' || endpoint.tls === null ? null : await certificatesOf(endpoint.tls)
  return { ...(await exchangeWith(endpoint, certificates)), stream: streamFrom(endpoint, certificates) }
}
