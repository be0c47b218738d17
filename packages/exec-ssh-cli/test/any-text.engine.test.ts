/** Any text in any field of a map that takes any text arrives on the Engine byte for byte. A sample: 10,000 strings go
 * through a shell in `quote.test.ts`. */
import { compile } from '@dmap/core'
import { describeWithEngine } from '@dmap/testing'
import fc from 'fast-check'
import { executorFor, localClient } from './clients'
import { carriedOut, intentOf, orThrow } from './landscape'

const NAME = 'sshx'
const settings = { numRuns: Number(process.env['DMAP_SOAK_TEXTS'] ?? 8), seed: 6 }

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          ...["'", '"', '\\', '\n', '\r', '\t', '$(id)', '`id`', '$HOME', '-', '--', '-v', ' ', '🙂', 'é', '%s'],
          ...['=', ',', ':', ';', '&', '|', '>', '*', '~', '!', '#', '{{.ID}}', 'END', '\u0001', ''],
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  )
  .map((value) => value.replaceAll('\0', '').toWellFormed())
/** A colon ends the path of a bind. */
const colonless = (value: string): string => value.replaceAll(':', '')
const texts = fc.array(text, { minLength: 8, maxLength: 8 })

describeWithEngine('any text in any field', (engine) => {
  const executor = executorFor(localClient(engine.url))
  beforeAll(async () => {
    await engine.cleanUp(NAME)
    await engine.importImage(`${NAME}/base:1`)
  })
  afterAll(async () => {
    await engine.cleanUp(NAME)
    await executor.close()
  })

  it('arrives as it is, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async ([a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '']) => {
        const config = {
          image: `${NAME}/base:1`,
          environment: { A: a, B: 'plain' },
          labels: { l: b },
          user: c.replace(/[:\s]/g, '') || '0',
          healthcheck: { test: ['CMD-SHELL', `x${d}`], interval: '1h' },
          create_options: {
            command: [e, f],
            entrypoint: [`x${g}`],
            working_dir: `/${h.replace(/[/.]/g, '')}`,
            hostname: `x${d}`,
            domainname: `x${e}`,
          },
          host_config: { log_config: { type: 'json-file', config: { tag: `x${f}` } } },
          shares: [`/x${g}`],
          binds: { '/mounted': [`/tmp/x${colonless(b)}`, 'ro'] },
        }
        const map = {
          name: NAME,
          networks: { net: { driver_options: { note: `x${a}` } } },
          volumes: { named: { path: '/named', driver: 'local' } },
          containers: { web: { ...config, networks: 'net' } },
        }
        const compiled = orThrow(compile([{ file: 'map', value: map as never }]))
        await engine.cleanUp(NAME)
        await carriedOut(executor, compiled, intentOf('create'))
        const { Config, Args, HostConfig } = await engine.expectOk('GET', `/containers/${NAME}.web/json`)
        expect(Config.Env).toContain(`A=${a}`)
        expect(Config.Labels.l).toBe(b)
        expect(Config.User).toBe(c.replace(/[:\s]/g, '') || '0')
        expect(Config.Healthcheck.Test).toEqual(['CMD-SHELL', `x${d}`])
        expect([Config.Entrypoint, Config.Cmd, Args]).toEqual([[`x${g}`], [e, f], [e, f]])
        expect(Config.WorkingDir).toBe(`/${h.replace(/[/.]/g, '')}`)
        expect([Config.Hostname, Config.Domainname]).toEqual([`x${d}`, `x${e}`])
        expect(HostConfig.LogConfig).toEqual({ Type: 'json-file', Config: { tag: `x${f}` } })
        expect(HostConfig.Binds).toEqual([`/tmp/x${colonless(b)}:/mounted:ro`])
        expect(Object.keys(Config.Volumes)).toEqual([`/x${g}`])
        const { Options } = await engine.expectOk('GET', `/networks/${NAME}.net`)
        expect(Options).toMatchObject({ note: `x${a}` })
      }),
      settings,
    )
  })

  it('comes to a command in a container as it is', async () => {
    const about = { client: 'default', name: `${NAME}.run`, target: `container:${NAME}.run@default` as const }
    const never = new AbortController().signal
    const body = { Image: `${NAME}/base:1`, Labels: { 'io.dmap.map': NAME } }
    orThrow(await executor.perform({ ...about, _tag: 'CreateContainer', body }, never)())
    orThrow(await executor.perform({ ...about, _tag: 'StartContainer' }, never)())
    await fc.assert(
      fc.asyncProperty(texts, async (words) => {
        const command = ['sh', '-c', `printf '%s|' "$@" | od -An -v -tx1`, 'sh', ...words]
        const { output } = orThrow(
          await executor.perform({ ...about, _tag: 'Exec', command, user: 'root', ignoreExit: false }, never)(),
        )
        expect(Buffer.from((output ?? '').replace(/\s/g, ''), 'hex').toString('utf8')).toBe(
          words.map((word) => `${word}|`).join(''),
        )
      }),
      settings,
    )
  })
})
