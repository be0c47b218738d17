import type { JsonObject } from '@dmap/core'
import { verdictOn } from '../src/verdict'

const health = (Status: string, Log: ReadonlyArray<JsonObject> = []): JsonObject => ({
  Status: 'running',
  Running: true,
  Health: { Status, Log },
})

describe('healthy', () => {
  it.each([
    ['healthy', health('healthy'), { _tag: 'Yes' }],
    ['running, without a check', { Status: 'running' }, { _tag: 'Yes' }],
    ['starting', health('starting'), { _tag: 'Open' }],
    ['restarting', { Status: 'restarting', ExitCode: 1 }, { _tag: 'Open' }],
    ['paused', { ...health('healthy'), Status: 'paused' }, { _tag: 'Open' }],
    ['never started', { Status: 'created' }, { _tag: 'No', message: 'it was never started' }],
    [
      'unhealthy, with the last answer of its check',
      health('unhealthy', [{ Output: 'old' }, { Output: 'no route', ExitCode: 1 }]),
      { _tag: 'No', message: 'its health check failed', output: 'no route' },
    ],
    [
      'ended',
      { Status: 'exited', ExitCode: 3, Health: { Status: 'unhealthy', Log: [{ Output: '', ExitCode: 9 }] } },
      { _tag: 'No', message: 'it ended with exit code 3 before it was healthy', exitCode: 3, output: 'exit code 9' },
    ],
  ])('one that is %s', (_, State, verdict) => {
    expect(verdictOn('Healthy', { State })).toEqual(verdict)
  })
})

describe('completed', () => {
  it.each([
    ['done', { Status: 'exited', ExitCode: 0 }, { _tag: 'Yes', exitCode: 0 }],
    ['failed', { Status: 'exited', ExitCode: 2 }, { _tag: 'No', message: 'it ended with exit code 2', exitCode: 2 }],
    ['running', { Status: 'running' }, { _tag: 'Open' }],
    ['paused', { Status: 'paused' }, { _tag: 'Open' }],
    ['never started', { Status: 'created' }, { _tag: 'No', message: 'it was never started' }],
  ])('one that is %s', (_, State, verdict) => {
    expect(verdictOn('Completed', { State })).toEqual(verdict)
  })
})

describe('after a delay', () => {
  it.each([
    ['up', { State: { Status: 'running', Running: true }, RestartCount: 0 }, { _tag: 'Yes' }],
    ['paused', { State: { Status: 'paused', Running: true, Paused: true } }, { _tag: 'Yes' }],
    ['gone', null, { _tag: 'No', message: 'it is gone' }],
    [
      'up for the second time',
      { State: { Running: true }, RestartCount: 1 },
      { _tag: 'No', message: 'it ended and was started again within its start delay' },
    ],
    [
      'down',
      { State: { Status: 'exited', Running: false, ExitCode: 1 } },
      { _tag: 'No', message: 'it ended with exit code 1 within its start delay', exitCode: 1 },
    ],
    [
      'about to be started again',
      { State: { Status: 'restarting', Running: true, Restarting: true, ExitCode: 2 } },
      { _tag: 'No', message: 'it ended with exit code 2 within its start delay', exitCode: 2 },
    ],
  ])('one that is %s', (_, inspected, verdict) => {
    expect(verdictOn('Delay', inspected)).toEqual(verdict)
  })
})
