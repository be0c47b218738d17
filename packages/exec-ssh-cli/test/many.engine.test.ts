/** Many containers at once on a host whose sshd has its default limits. A share; `pnpm soak` starts 200 of them. */
import { writeFileSync } from 'node:fs'
import { describeWithSshd, startLink, testEngine } from '@dmap/testing'
import { executorFor, sshClient } from './clients'
import { carriedOut, compiledMap, intentOf, planned } from './landscape'

const COUNT = process.env['DMAP_SOAK'] === '1' ? 200 : 24
const NAME = 'sshmany'

describeWithSshd(
  `a startup of ${COUNT} containers over a server with its default limits`,
  (sshd) => {
    const engine = testEngine()
    const instances = Array.from({ length: COUNT }, (_, index) => `i${index}`)
    const compiled = compiledMap(
      JSON.stringify({ name: NAME, web: { image: `${NAME}/base:1`, network_mode: 'disabled', instances } }),
    )
    beforeAll(async () => {
      await engine.cleanUp(NAME)
      await engine.importImage(`${NAME}/base:1`)
    })
    afterAll(() => engine.cleanUp(NAME))

    it('takes one handshake, and none of its commands is refused', async () => {
      const link = await startLink(sshd.get().port)
      const known = `${sshd.get().knownHostsFile}-link`
      writeFileSync(known, `[${link.host}]:${link.port} ${sshd.get().hostKey}\n`)
      const executor = executorFor(sshClient({ ...sshd.get(), port: link.port }, { known_hosts: known }))
      const report = await carriedOut(executor, compiled, intentOf('startup'))
      expect(report.counts).toMatchObject({ done: 2 * COUNT, failed: 0, skipped: 0 })
      expect((await planned(executor, compiled, intentOf('update'))).steps).toEqual([])
      await executor.close()
      const running = await engine.expectOk('GET', `/containers/json?filters={"name":["^/${NAME}"]}`)
      expect(running).toHaveLength(COUNT)

      expect(link.connections()).toBe(1)
      expect(sshd.get().logins()).toBe(1)
      expect(sshd.get().log()).not.toMatch(/no more sessions|MaxStartups|drop connection|refused/i)
      await link.close()
    })
  },
  { engine: true },
)
