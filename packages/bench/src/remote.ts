/** The docker command over a connection with 50 ms each way, beside scripts of the very same commands by hand. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientConfig, Plan } from '@dmap/core'
import { commandFor, quote, sshCliExecutor } from '@dmap/exec-ssh-cli'
import type { Executor } from '@dmap/runtime'
import { connect } from '@dmap/ssh'
import { dockerCommand, startLink, startSshd, type TestLink, type TestSshd } from '@dmap/testing'
import { compared } from './compared'
import { compiled, live, planned, services } from './landscape'
import { inTurns } from './measure'
import { type Stage, swept } from './stage'
import { table } from './table'

const COUNT = 40
/** Milliseconds each way. */
const DELAY = 50
const map = compiled(services(COUNT))

export const benchRemote = async (stage: Stage): Promise<void> => {
  const sshd = await startSshd({ environment: { DOCKER_HOST: stage.engine.url, PATH: process.env['PATH'] ?? '' } })
  const link = await startLink(sshd.port, { delay: DELAY })
  const far: Far = { sshd, link, knownHosts: join(stage.folder, 'known_hosts') }
  writeFileSync(far.knownHosts, `[${link.host}]:${link.port} ${sshd.hostKey}\n`)
  try {
    await benchStartup(stage, far)
    await benchNothing(stage, far)
  } finally {
    await swept(stage)
    await link.close()
    await sshd.stop()
  }
}

interface Far {
  readonly sshd: TestSshd
  readonly link: TestLink
  readonly knownHosts: string
}

const benchStartup = async (stage: Stage, far: Far): Promise<void> => {
  await swept(stage)
  const lines = await withExecutor(far, async (executor) => commandsOf(await planned(map, executor, 'startup')))
  const before = () => swept(stage)
  const rows = await inTurns(
    [
      { name: 'dmap', before, run: () => withExecutor(far, (executor) => live(map, executor, 'startup')) },
      { name: 'script', before, run: () => byHand(far, inSequence(lines)) },
      { name: 'script, 8 at once', before, run: () => byHand(far, inParallel(lines, 8)) },
    ],
    stage.rounds,
  )
  stage.print(
    `### Startup of ${COUNT} containers over SSH, ${DELAY} ms each way\n\n${compared(
      rows,
      rows.slice(1).map((row) => ({ label: row.name, row })),
    )}\n`,
  )
}

/** Round trips on the wire; those of a login are its own, and the same for whatever is done after it. */
const benchNothing = async (stage: Stage, far: Far): Promise<void> => {
  await swept(stage)
  await withExecutor(far, (executor) => live(map, executor, 'startup'))
  const login = await turnsOf(far, async () => {
    const connection = await connect(targetOf(far), { knownHostsFile: far.knownHosts, ...ownSettings(far) })
    await connection.close()
  })
  const nothing = await turnsOf(far, () => withExecutor(far, (executor) => live(map, executor, 'update')))
  stage.print(
    `### An update of ${COUNT} containers with nothing to do, over SSH\n\n${table(
      ['', 'round trips'],
      [
        ['login', String(login)],
        ['update', String(nothing - login)],
      ],
    )}\n`,
  )
}

const turnsOf = async ({ link }: Far, act: () => Promise<unknown>): Promise<number> => {
  const before = link.turns()
  await act()
  return link.turns() - before
}

const targetOf = ({ link, sshd }: Far) => ({ host: link.host, port: link.port, user: sshd.user })

/** Nobody's own configuration or keys. */
const ownSettings = ({ sshd }: Far) => ({
  identityFile: sshd.privateKeyFile,
  configFile: '/dev/null',
  environment: { HOME: '/nonexistent' },
})

/** With a connection of its own, as a script has it. */
const withExecutor = async <T>(far: Far, act: (executor: Executor) => Promise<T>): Promise<T> => {
  const { host, port, user } = targetOf(far)
  const { configFile, environment, identityFile } = ownSettings(far)
  const client: ClientConfig = {
    interfaces: {},
    interfaces_ipv6: {},
    compare: {},
    base_url: `ssh://${user}@${host}:${port}`,
    ssh: {
      identity_file: identityFile,
      known_hosts: far.knownHosts,
      docker: dockerCommand(),
      sudo: false,
      host_commands: false,
    },
  }
  const executor = sshCliExecutor({ clients: { default: client }, sshConfigFile: configFile, environment })
  try {
    return await act(executor)
  } finally {
    await executor.close()
  }
}

interface Lines {
  readonly first: ReadonlyArray<string>
  /** For each container what is done with it, in order. */
  readonly containers: ReadonlyArray<ReadonlyArray<string>>
}

const commandsOf = (plan: Plan): Lines => {
  const containers = new Map<string, string[]>()
  const first: string[] = []
  for (const { action } of plan.steps) {
    const command = commandFor(action, { hostCommands: false })
    if (command._tag !== 'Docker') throw new Error(`no docker command for ${action._tag}`)
    const line = `${[dockerCommand(), ...command.words].map(quote).join(' ')} >/dev/null`
    if (action._tag.endsWith('Container')) {
      containers.set(action.target, [...(containers.get(action.target) ?? []), line])
    } else first.push(line)
  }
  return { first, containers: [...containers.values()] }
}

const inSequence = ({ first, containers }: Lines): string => ['set -e', ...first, ...containers.flat()].join('\n')

const inParallel = ({ first, containers }: Lines, atOnce: number): string => {
  const shares = Array.from({ length: atOnce }, (_, share) =>
    containers.filter((_, at) => at % atOnce === share).flat(),
  )
  return ['set -e', ...first, ...shares.map((lines) => `(\n${lines.join('\n')}\n) &`), 'wait'].join('\n')
}

/** The way of an administrator: OpenSSH's client, and the script on its input. */
const byHand = ({ link, sshd, knownHosts }: Far, script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = [`UserKnownHostsFile=${knownHosts}`, 'BatchMode=yes', 'IdentitiesOnly=yes']
    const child = spawn(
      'ssh',
      [
        ...['-F', '/dev/null', '-i', sshd.privateKeyFile, '-p', String(link.port)],
        ...options.flatMap((option) => ['-o', option]),
        `${sshd.user}@${link.host}`,
        'sh -s',
      ],
      { stdio: ['pipe', 'ignore', 'inherit'] },
    )
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the script ended with ${code}`))))
    child.stdin.end(`${script}\n`)
  })
