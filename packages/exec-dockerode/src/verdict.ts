/** What an inspected container says about ever being healthy, and about having stayed up. */
import { isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { objectIn } from './answer'

export type Verdict =
  | { readonly _tag: 'Yes' }
  | { readonly _tag: 'Open' }
  /** It cannot come any more. */
  | { readonly _tag: 'No'; readonly message: string; readonly exitCode?: number; readonly output?: string }

/**
 * One that was restarted by its policy may still become healthy; one that ended, or whose check failed as often as it
 * may, will not without anybody's help. One without a check is as healthy as it gets once it runs. The last answer of the
 * check comes along as `output`.
 */
export const healthVerdict = (inspected: JsonObject): Verdict => {
  const state = objectIn(inspected['State'] ?? null)
  const status = String(state['Status'])
  if (status === 'exited' || status === 'dead' || status === 'removing') {
    const exitCode = Number(state['ExitCode'] ?? -1)
    return {
      _tag: 'No',
      message: `it ended with exit code ${exitCode} before it was healthy`,
      exitCode,
      ...lastCheck(state),
    }
  }
  if (status === 'created') return { _tag: 'No', message: 'it was never started' }
  if (status !== 'running') return { _tag: 'Open' }
  const health = objectIn(state['Health'] ?? null)['Status']
  if (health === 'healthy') return { _tag: 'Yes' }
  if (health === 'unhealthy') return { _tag: 'No', message: 'its health check failed', ...lastCheck(state) }
  return health === 'starting' ? { _tag: 'Open' } : { _tag: 'Yes' }
}

/** Null: it is gone. At the end of a delay: it runs, and never ended since it was started. */
export const delayVerdict = (inspected: JsonObject | null): Exclude<Verdict, { readonly _tag: 'Open' }> => {
  if (inspected === null) return { _tag: 'No', message: 'it is gone' }
  const state = objectIn(inspected['State'] ?? null)
  if (Number(inspected['RestartCount'] ?? 0) > 0) {
    return { _tag: 'No', message: 'it ended and was started again within its start delay' }
  }
  if (state['Running'] === true && state['Restarting'] !== true) return { _tag: 'Yes' }
  const exitCode = Number(state['ExitCode'] ?? -1)
  return { _tag: 'No', message: `it stopped within its start delay, with exit code ${exitCode}`, exitCode }
}

const lastCheck = (state: JsonObject): { readonly output?: string } => {
  const log: Json | undefined = objectIn(state['Health'] ?? null)['Log']
  const last: unknown = Array.isArray(log) ? log.at(-1) : undefined
  if (!isJsonObject(last) || typeof last['Output'] !== 'string') return {}
  return { output: last['Output'] === '' ? `exit code ${String(last['ExitCode'])}` : last['Output'] }
}
