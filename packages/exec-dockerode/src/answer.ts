/** What the Engine answers: a whole answer's body, and what is said in it. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import type { WholeAnswer } from './transport'

export interface Answer {
  readonly status: number
  readonly body: Json
  readonly headers: IncomingHttpHeaders
}

export const bodyOf = ({ headers, text }: WholeAnswer): Json => {
  if (!(headers['content-type'] ?? '').includes('json')) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** The Engine's own words. */
export const messageIn = (body: Json): string => {
  if (isJsonObject(body) && typeof body['message'] === 'string') return body['message'].trim()
  return typeof body === 'string' ? body.trim() : ''
}

export const objectIn = (body: Json): JsonObject => (isJsonObject(body) ? body : {})

/** Of a page for people, there is nothing to quote. */
export const firstLineOf = (text: string): string => (text.startsWith('<') ? '' : (text.split('\n')[0] ?? ''))

export const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
