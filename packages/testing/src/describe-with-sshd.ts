/** Tests against a real sshd: its own config and keys, a free port on 127.0.0.1, gone after the last test. */
import { existsSync } from 'node:fs'
import { describeUnlessMissing } from './describe-with'
import { engineUrl, findEngine } from './find-engine'
import type { SshdOptions, TestSshd } from './sshd'
import { sshdPath, startSshd } from './sshd'

/** The server is started before the first test; `get` gives it inside hooks and tests. */
export interface SshdInTests {
  readonly get: () => TestSshd
}

/**
 * Like `describe`, with an sshd. Skipped aloud where OpenSSH's server is missing (or, with `engine: true`, the Docker
 * Engine, which is the one that commands on the host find); with `DMAP_REQUIRE_ENGINE=1` that fails.
 *
 * @example
 * describeWithSshd('a remote command', (sshd) => {
 *   it('runs', async () => connect(sshd.get().port))
 * })
 */
export const describeWithSshd = (
  name: string,
  body: (sshd: SshdInTests) => void,
  options: SshdOptions & { readonly engine?: boolean } = {},
): void => {
  describeUnlessMissing(name, missing(options.engine === true), () => {
    let server: TestSshd | undefined
    jest.setTimeout(240_000)
    jest.retryTimes(1, { logErrorsBeforeRetry: true })
    beforeAll(async () => {
      server = await startSshd(options.engine === true ? withEngine(options) : options)
    })
    afterAll(() => server?.stop())
    body({
      get: () => {
        if (server === undefined) throw new Error('sshd is there only inside hooks and tests')
        return server
      },
    })
  })
}

const withEngine = (options: SshdOptions): SshdOptions => ({
  ...options,
  environment: { DOCKER_HOST: engineUrl(), ...options.environment },
})

const missing = (engine: boolean): string | undefined => {
  if (!existsSync(sshdPath)) return `no sshd at ${sshdPath}`
  const finding = engine ? findEngine() : undefined
  return finding?.found === false ? finding.reason : undefined
}
