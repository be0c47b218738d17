import type { JsonObject } from '@dmap/core'
import { VERDICTS } from '../src/wait'

const health = (Status: string, Log: ReadonlyArray<JsonObject> = []): JsonObject => ({
  Status: 'running',
  Running: true,
  Health: { Status, Log },
})

describe('what the state of a container says about a wait', () => {
  it.each<readonly [string, keyof typeof VERDICTS, JsonObject, object]>([
    ['healthy', 'Healthy', health('healthy'), { _tag: 'Yes' }],
    ['still starting', 'Healthy', health('starting'), { _tag: 'Open' }],
    [
      'unhealthy',
      'Healthy',
      health('unhealthy', [
        { ExitCode: 1, Output: 'old' },
        { ExitCode: 1, Output: 'refused' },
      ]),
      { _tag: 'No', message: 'its health check failed', output: 'refused' },
    ],
    ['without a check', 'Healthy', { Status: 'running' }, { _tag: 'No', message: 'it has no health check' }],
    ['never started', 'Healthy', { Status: 'created' }, { _tag: 'No', message: 'it was never started' }],
    ['restarting', 'Healthy', { Status: 'restarting' }, { _tag: 'Open' }],
    [
      'ended',
      'Healthy',
      { Status: 'exited', ExitCode: 3 },
      { _tag: 'No', message: 'it ended with exit code 3 before it was healthy', exitCode: 3 },
    ],
    ['done', 'Completed', { Status: 'exited', ExitCode: 0 }, { _tag: 'Yes', result: { exitCode: 0 } }],
    ['failed', 'Completed', { Status: 'exited', ExitCode: 2 }, { _tag: 'No', message: 'it ended with exit code 2' }],
    ['running', 'Completed', { Status: 'running' }, { _tag: 'Open' }],
    ['paused', 'Completed', { Status: 'paused' }, { _tag: 'Open' }],
    ['up', 'Delay', { Status: 'running', Running: true }, { _tag: 'Yes' }],
    [
      'down',
      'Delay',
      { Status: 'exited', Running: false, ExitCode: 1 },
      { _tag: 'No', message: 'it ended with exit code 1 within its start delay' },
    ],
    [
      'about to be started again',
      'Delay',
      { Status: 'restarting', Running: true, Restarting: true, ExitCode: 1 },
      { _tag: 'No', message: 'it ended with exit code 1 within its start delay' },
    ],
    [
      'up for the second time',
      'Delay',
      { Status: 'running', Running: true, RestartCount: 1 },
      { _tag: 'No', message: 'it ended and was started again within its start delay' },
    ],
  ])('%s: %s', (_, condition, state, expected) => {
    expect(VERDICTS[condition](state)).toMatchObject(expected)
  })
})
