/** What every part of the benchmark has: the Engine, an executor for it, raw calls to it, Compose or not. */
import type { ClientConfig } from '@dmap/core'
import { dockerodeExecutor } from '@dmap/exec-dockerode'
import type { Executor } from '@dmap/runtime'
import type { TestEngine } from '@dmap/testing'
import type { Compose } from './compose'
import { NAME } from './landscape'
import type { Send } from './raw'

export interface Stage {
  readonly engine: TestEngine
  readonly socketPath: string
  readonly executor: Executor
  readonly send: Send
  readonly compose: Compose | undefined
  /** A folder for files, gone afterwards. */
  readonly folder: string
  readonly rounds: number
  readonly print: (text: string) => void
}

export const executorAt = (base_url: string): Executor => {
  const client: ClientConfig = { base_url, interfaces: {}, interfaces_ipv6: {}, compare: {} }
  return dockerodeExecutor({ clients: { default: client }, surroundings: { tlsVerify: false, configuration: {} } })
}

/** Nothing of the benchmark is on the Engine, neither dmap's nor Compose's. */
export const swept = ({ engine }: Pick<Stage, 'engine'>): Promise<void> => engine.cleanUp(NAME)
