/** Tests against a real Docker Engine. */
import { describeUnlessMissing } from './describe-with'
import type { TestEngine } from './engine'
import { testEngine } from './engine'
import { findEngine } from './find-engine'

/** How long one test with a real Engine may take before Jest gives it up, in milliseconds. */
const patience = 240_000

/**
 * Like `describe`, with an Engine (`DMAP_TEST_ENGINE`, else the local socket). Without one the tests are skipped and
 * say why; with `DMAP_REQUIRE_ENGINE=1` they fail.
 *
 * @example
 * describeWithEngine('a volume', (engine) => {
 *   afterAll(() => engine.cleanUp('mine-'))
 *   it('can be made', async () => {
 *     expect((await engine.request('POST', '/volumes/create', { Name: 'mine-v' })).status).toBe(201)
 *   })
 * })
 */
export const describeWithEngine = (name: string, body: (engine: TestEngine) => void): void => {
  const finding = findEngine()
  describeUnlessMissing(name, finding.found ? undefined : finding.reason, () => {
    jest.setTimeout(patience)
    // A shared machine can hold up an Engine for seconds. Whatever failed first is printed all the same.
    jest.retryTimes(1, { logErrorsBeforeRetry: true })
    body(testEngine())
  })
}
