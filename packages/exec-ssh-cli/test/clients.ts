/** Clients and executors for the tests. */
import type { ClientConfig } from '@dmap/core'
import { dockerCommand, type TestSshd } from '@dmap/testing'
import { type SshCliOptions, sshCliExecutor } from '../src/executor'

/** The command to test with: another version can be named. */
const docker = process.env['DMAP_TEST_DOCKER'] ?? dockerCommand()

type SshConfig = NonNullable<ClientConfig['ssh']>

const bare = { interfaces: {}, interfaces_ipv6: {}, compare: {} } as const

/** This machine's own shell, and the Engine at `url`. */
export const localClient = (url: string, ssh: Partial<SshConfig> = {}): ClientConfig => ({
  ...bare,
  base_url: url,
  ssh: { docker, sudo: false, host_commands: false, ...ssh },
})

export const sshClient = (sshd: TestSshd, ssh: Partial<SshConfig> = {}): ClientConfig => ({
  ...bare,
  base_url: `ssh://${sshd.user}@${sshd.host}:${sshd.port}`,
  ssh: {
    identity_file: sshd.privateKeyFile,
    known_hosts: sshd.knownHostsFile,
    docker,
    sudo: false,
    host_commands: false,
    ...ssh,
  },
})

/** An executor with one client, `default`, that reads nobody's SSH configuration. */
export const executorFor = (
  client: ClientConfig,
  secrets: Readonly<Record<string, string>> = {},
  more: Partial<SshCliOptions> = {},
) =>
  sshCliExecutor({
    clients: { default: client },
    secrets: async (name) => secrets[name],
    sshConfigFile: '/dev/null',
    environment: { HOME: '/nonexistent', PATH: process.env['PATH'] },
    ...more,
  })
