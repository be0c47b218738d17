/** Where the value of a secret must not turn up. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionOf } from '@dmap/core'
import { run } from '@dmap/runtime'
import { describeWithEngine, describeWithSshd, dockerCommand, testEngine } from '@dmap/testing'
import { executorFor, localClient, sshClient } from './clients'
import { compiledMap, intentOf, observedBy, orThrow, planned } from './landscape'
import { watchProcesses } from './watch-processes'

const value = 'correct-horse-battery-staple-7431'

describe('the watch over the processes of a host', () => {
  const leaks: ReadonlyArray<readonly [string, ReadonlyArray<string>, Readonly<Record<string, string>>]> = [
    ['an argument', ['-c', 'sleep 5; true', `--password=${value}`], {}],
    ['an environment', ['-c', 'sleep 5; true'], { PASSWORD: value }],
  ]
  it.each(leaks)('sees a secret in %s', async (_, words, env) => {
    const watch = await watchProcesses(value)
    const leak = spawn('sh', words, { env: { PATH: process.env['PATH'], ...env }, detached: true })
    await watch.another()
    await watch.another()
    // The whole group: what sleeps would be seen by the next watch.
    process.kill(-Number(leak.pid), 'SIGKILL')
    await once(leak, 'exit')
    const { leaks: found } = await watch.end()
    expect(found.join()).toContain('sleep 5')
  })
})

describeWithSshd(
  'a secret in the environment of a container',
  (sshd) => {
    const name = 'sshq'
    const engine = testEngine()
    const compiled = compiledMap(`
name: ${name}
default_tag: '1'
attached: volume
db:
  image: ${name}/base
  attaches: [data]
  networks: [front]
  environment: { PASSWORD: { $secret: db } }
  healthcheck: { test: [CMD, 'true', { $secret: db }], interval: 1s }
  exec_commands: [[[echo, { $secret: db }]]]
  create_options: { hostname: { $secret: db } }
  host_config: { log_config: { type: json-file, config: { tag: { $secret: db } } } }
web: { image: ${name}/base, environment: { KEY: { $secret: db } }, depends_on: { db: healthy } }
volumes: { data: { path: /data, driver: local, labels: { key: { $secret: db } } } }
networks: { front: { driver_options: { com.example.key: { $secret: db } } } }
`)
    beforeAll(async () => {
      await engine.cleanUp(name)
      await engine.importImage(`${name}/base:1`)
    })
    const folder = mkdtempSync(join(tmpdir(), 'dmap-secret-'))
    const [docker, calls] = [join(folder, 'docker'), join(folder, 'calls')]
    afterAll(async () => {
      rmSync(folder, { recursive: true })
      await engine.cleanUp(name)
    })

    /** The docker command, which first writes down its words and its environment: no look comes too late for that. */
    const script = `#!/bin/sh\n{ echo "$*"; cat /proc/$$/cmdline /proc/$$/environ; } >>${calls}\nexec ${dockerCommand()} "$@"\n`

    it('is in no process, plan, event, report, observation or log from the plan to the second look', async () => {
      writeFileSync(docker, script, { mode: 0o755 })
      const watch = await watchProcesses(value)
      const executor = executorFor(sshClient(sshd.get(), { docker }), { db: value })
      const events: unknown[] = []
      const plan = await planned(executor, compiled, intentOf('startup'))
      const report = await run(plan, executor, { onEvent: (event) => events.push(event) })()
      const observation = await observedBy(executor, compiled)
      await executor.close()
      const { leaks, commands } = await watch.end()

      expect(report.steps.filter(({ outcome }) => outcome._tag !== 'Done')).toEqual([])
      const { Config } = await engine.expectOk('GET', `/containers/${name}.db/json`)
      expect(Config.Env).toContain(`PASSWORD=${value}`)
      expect(readFileSync(calls, 'utf8')).not.toContain(value)
      expect(leaks).toEqual([])
      // It did look: at the shells that commands are given to, and at the command that the request went through.
      expect(commands).toMatch(/^sh -s [0-9a-f]{32}$/m)
      expect(readFileSync(calls, 'utf8')).toContain('system dial-stdio')
      expect(JSON.stringify([plan, events, report, observation]) + sshd.get().log()).not.toContain(value)
    })
  },
  { engine: true },
)

describeWithEngine('a secret', (engine) => {
  const name = 'sshpass'
  const executor = executorFor(localClient(engine.url), { db: value })
  const about = { client: 'default', name: `${name}.db`, target: `container:${name}.db@default` as const }
  const never = new AbortController().signal
  beforeAll(async () => {
    await engine.cleanUp(name)
    await engine.importImage(`${name}/base:1`)
    const body = {
      Image: `${name}/base:1`,
      Labels: { 'io.dmap.map': name },
      Env: [{ $concat: ['PASSWORD=', { $secret: 'db' }] }],
    }
    orThrow(await executor.perform({ ...about, _tag: 'CreateContainer', body }, never)())
    orThrow(await executor.perform({ ...about, _tag: 'StartContainer' }, never)())
  })
  afterAll(async () => {
    await engine.cleanUp(name)
    await executor.close()
  })

  it('is in no output of a command', async () => {
    const exec: ActionOf<'Exec'> = {
      ...about,
      _tag: 'Exec',
      command: ['sh', '-c', 'echo "$0 out"; echo "$PASSWORD err" >&2; exit 4', { $secret: 'db' }],
      user: 'root',
      ignoreExit: true,
    }
    expect(orThrow(await executor.perform(exec, never)())).toEqual({
      exitCode: 4,
      output: expect.stringMatching(/^(<secret> out\n<secret> err\n|<secret> err\n<secret> out\n)$/),
    })
    expect(await executor.perform({ ...exec, ignoreExit: false }, never)()).toMatchObject({
      left: { _tag: 'Failed', exitCode: 4 },
    })
  })

  it('is in no observation', async () => {
    const query = { containers: [], networks: [], volumes: [], images: [], secrets: { [`${name}.db`]: ['PASSWORD'] } }
    const seen = JSON.stringify(await executor.observe({ map: name, clients: { default: query } })())
    expect(seen).toContain('PASSWORD=<secret>')
    expect(seen).not.toContain(value)
  })
})
