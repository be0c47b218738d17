/** What an inspected container says about what is waited for: it has come, may still come, or cannot any more. */
import { type Action, isJsonObject, type Json, type JsonObject } from '@dmap/core'

export type Verdict =
  | { readonly _tag: 'Yes'; readonly exitCode?: number }
  | { readonly _tag: 'Open' }
  /** It cannot come any more. */
  | { readonly _tag: 'No'; readonly message: string; readonly exitCode?: number; readonly output?: string }

type Condition = Extract<Action, { readonly _tag: 'Wait' }>['condition']['_tag']

/** @param inspected as the Engine describes it: `State` and `RestartCount` count; null: it is gone */
export const verdictOn = (condition: Condition, inspected: JsonObject | null): Verdict =>
  inspected === null ? { _tag: 'No', message: 'it is gone' } : VERDICTS[condition](stateOf(inspected), inspected)

const stateOf = ({ State: state }: JsonObject): JsonObject => (isJsonObject(state) ? state : {})

const NEVER_STARTED: Verdict = { _tag: 'No', message: 'it was never started' }

const VERDICTS: Readonly<Record<Condition, (state: JsonObject, inspected: JsonObject) => Verdict>> = {
  /**
   * One that was restarted by its policy may still become healthy; one that ended, or whose check failed as often as it
   * may, will not without anybody's help. One without a check is as healthy as it gets once it runs.
   */
  Healthy: (state) => {
    const status = String(state['Status'])
    if (hasEnded(status)) return { ...endedWith(state, 'before it was healthy'), ...lastCheck(state) }
    if (status === 'created') return NEVER_STARTED
    if (status !== 'running') return { _tag: 'Open' }
    const health = healthOf(state)['Status']
    if (health === 'unhealthy') return { _tag: 'No', message: 'its health check failed', ...lastCheck(state) }
    return { _tag: health === 'starting' ? 'Open' : 'Yes' }
  },
  Completed: (state) => {
    const status = String(state['Status'])
    if (status === 'created') return NEVER_STARTED
    if (!hasEnded(status)) return { _tag: 'Open' }
    return state['ExitCode'] === 0 ? { _tag: 'Yes', exitCode: 0 } : endedWith(state)
  },
  /** At the end of the delay: it runs, and never ended since it was started. */
  Delay: (state, { RestartCount: restarts }) => {
    if (Number(restarts ?? 0) > 0)
      return { _tag: 'No', message: 'it ended and was started again within its start delay' }
    return state['Running'] === true && state['Restarting'] !== true
      ? { _tag: 'Yes' }
      : endedWith(state, 'within its start delay')
  },
}

const hasEnded = (status: string): boolean => ['exited', 'dead', 'removing'].includes(status)

const endedWith = ({ ExitCode: code }: JsonObject, when = ''): Verdict => {
  const exitCode = Number(code ?? -1)
  return { _tag: 'No', message: `it ended with exit code ${exitCode} ${when}`.trimEnd(), exitCode }
}

const healthOf = ({ Health: health }: JsonObject): JsonObject => (isJsonObject(health) ? health : {})

/** The last answer of the check. */
const lastCheck = (state: JsonObject): { readonly output?: string } => {
  const log: Json | undefined = healthOf(state)['Log']
  const last: unknown = Array.isArray(log) ? log.at(-1) : undefined
  if (!isJsonObject(last) || typeof last['Output'] !== 'string') return {}
  return { output: last['Output'] === '' ? `exit code ${String(last['ExitCode'])}` : last['Output'] }
}
