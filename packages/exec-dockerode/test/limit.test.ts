import { limitedBy } from '../src/limit'

it('cuts nothing at once that may take longer than a timer can count', async () => {
  const limit = limitedBy(30 * 86_400)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(limit.fault()).toBeNull()
  limit.clear()
})

it('tells whether the caller cut it or its time', async () => {
  const outer = new AbortController()
  const [cancelled, timed] = [limitedBy(60, outer.signal), limitedBy(0.001)]
  outer.abort()
  await new Promise<void>((resolve) => timed.onCut(resolve))
  expect([cancelled.fault(), timed.fault()]).toEqual([{ _tag: 'Cancelled' }, { _tag: 'TimedOut', seconds: 0.001 }])
  cancelled.clear()
})
