/** The contract of executors over every way to an Engine, on whichever Engine there is (`DMAP_TEST_ENGINE`). */
import { type ContractSubject, contractCases } from '@dmap/runtime'
import { describeWithEngine, describeWithSshd } from '@dmap/testing'
import { executorAt } from './client'
import { openWays, WAYS, type Ways } from './ways'

const prefix = 'dmk'

describeWithEngine('the contract over the Engine API', (engine) => {
  describeWithSshd(`by ${WAYS.join(', ')}`, () => {
    const secrets = { password: 'hunter2' }
    const image = `${prefix}/base:1`
    let ways: Ways
    let subjects: ReadonlyArray<readonly [string, ContractSubject]>

    beforeAll(async () => {
      await engine.cleanUp(prefix)
      await engine.importImage(image)
      ways = await openWays(engine)
      subjects = WAYS.map((way) => {
        const executor = executorAt(ways.client(way), secrets)
        const absentImage = 'localhost:9/dmk/none:1'
        return [way, { executor, client: 'default', prefix: `${prefix}-${way}`, image, absentImage, secrets }]
      })
      const { Version, ApiVersion } = await engine.expectOk('GET', '/version')
      process.stderr.write(`contract: Engine ${Version}, API ${ApiVersion}, by ${WAYS.join(', ')}\n`)
    })
    afterAll(async () => {
      await Promise.all(subjects.map(([, { executor }]) => executor.close()))
      await engine.cleanUp(prefix)
      await ways.close()
    })

    // All ways side by side: most of a case is waiting.
    it.each(contractCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      const ends = await Promise.allSettled(subjects.map(([, subject]) => one.run(subject)))
      const broken = ends.flatMap((end, index) => (end.status === 'fulfilled' ? [] : [[WAYS[index], end.reason]]))
      expect(broken).toEqual([])
    })

    it('has gone each of these ways, by ssh with a single login', () => {
      expect(ways.connections('tcp')).toBeGreaterThan(0)
      expect(ways.connections('TLS')).toBeGreaterThan(0)
      expect(ways.connections('ssh')).toBe(1)
    })
  })
})
