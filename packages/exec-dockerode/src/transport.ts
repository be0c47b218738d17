/** The ways in which an API call goes out: with its whole answer, or as a stream. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { ApiCall } from './call'
import type { Endpoint } from './endpoint'

export interface Transport {
  /** Rejects where there is no answer, or not all of it; the answer's status may be any. */
  readonly exchange: (call: ApiCall, options: SendOptions) => Promise<WholeAnswer>
  /** The response when it begins to arrive. Rejects where there is none. */
  readonly stream: (call: ApiCall, options: SendOptions) => Promise<IncomingMessage>
  /** Connections that stay open for the next call are closed. */
  readonly close: () => void
}

export interface WholeAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface SendOptions {
  /** Like `v1.41`, or empty. */
  readonly version: string
  readonly headers?: Readonly<Record<string, string>>
  /** Takes what breaks the call off; it is called when the answer is no longer waited for, at once if that is so already. */
  readonly onCut: (cut: () => void) => void
}

/** A way to an Engine that listens elsewhere: a local socket whose connections lead there. */
export interface Tunnel {
  readonly socketPath: string
  /** Why the last connection came to nothing, if it did: at the socket it just ends. */
  readonly lastError?: () => Error | undefined
  readonly close: () => Promise<void>
}

export type Reached = Exclude<Endpoint, { readonly _tag: 'Ssh' }>
