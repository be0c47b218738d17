/** A client of an Engine, and an executor for it that knows nothing of this machine. */
import type { ClientConfig } from '@dmap/core'
import type { Executor } from '@dmap/runtime'
import { dockerodeExecutor } from '../src/executor'

const surroundings = { tlsVerify: false, configuration: {} }

export const clientAt = (base_url: string, more: Partial<ClientConfig> = {}): ClientConfig => ({
  base_url,
  interfaces: {},
  interfaces_ipv6: {},
  compare: {},
  ...more,
})

export const executorAt = (client: ClientConfig, secrets: Readonly<Record<string, string>> = {}): Executor =>
  dockerodeExecutor({ clients: { default: client }, secrets: async (name) => secrets[name], surroundings })
