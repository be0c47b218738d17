/** How long a request may take, and who cuts it. */
import { timerTime } from '@dmap/runtime'
import type { Fault } from './fault'

/**
 * Cut by the caller's signal, or after some seconds; it tells afterwards which of them it was. No signal of its own:
 * most calls are never cut, and to make one for each takes longer than the rest of this.
 */
export const limitedBy = (seconds: number | null, outer?: AbortSignal) => {
  let fault: Fault | null = null
  let cut: (() => void) | undefined
  const end = (why: Fault) => (): void => {
    fault ??= why
    cut?.()
  }
  const cancel = end({ _tag: 'Cancelled' })
  const timer = seconds === null ? undefined : setTimeout(end({ _tag: 'TimedOut', seconds }), timerTime(seconds * 1000))
  if (outer?.aborted === true) cancel()
  outer?.addEventListener('abort', cancel)
  return {
    onCut: (listener: () => void): void => {
      cut = listener
      if (fault !== null) listener()
    },
    fault: (): Fault | null => fault,
    unlimited: (): void => clearTimeout(timer),
    clear: (): void => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', cancel)
    },
  }
}
