/** What a container printed. */

import type { Secrets } from '@dmap/runtime'
import { isLeft } from 'fp-ts/lib/Either.js'
import { get, segment } from './call'
import type { Connection } from './connection'
import { outputOf } from './output'

const logsRequest = (container: string, lines: number | 'all') =>
  get(`/containers/${segment(container)}/logs`, { stdout: '1', stderr: '1', tail: String(lines) })

/** The last 50 lines; empty where they cannot be had (a log driver that keeps none). */
export const lastOutput = (connection: Connection, container: string, secrets: Secrets): Promise<string> =>
  output(connection, container, secrets, 50)

export const allOutput = (connection: Connection, container: string, secrets: Secrets): Promise<string> =>
  output(connection, container, secrets, 'all')

const output = async (
  connection: Connection,
  container: string,
  secrets: Secrets,
  lines: number | 'all',
): Promise<string> => {
  const response = await connection.open(logsRequest(container, lines))
  return isLeft(response) ? '' : outputOf(response.right, secrets).catch(() => '')
}
