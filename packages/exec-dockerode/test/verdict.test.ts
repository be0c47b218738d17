import { delayVerdict, healthVerdict } from '../src/verdict'

const state = (State: object) => healthVerdict({ State } as never)

it.each([
  ['healthy', { Status: 'running', Health: { Status: 'healthy' } }, { _tag: 'Yes' }],
  ['running, without a check', { Status: 'running' }, { _tag: 'Yes' }],
  ['starting', { Status: 'running', Health: { Status: 'starting' } }, { _tag: 'Open' }],
  ['restarting', { Status: 'restarting', ExitCode: 1 }, { _tag: 'Open' }],
  ['paused', { Status: 'paused', Health: { Status: 'healthy' } }, { _tag: 'Open' }],
  ['never started', { Status: 'created' }, { _tag: 'No', message: 'it was never started' }],
  [
    'unhealthy, with the last answer of its check',
    {
      Status: 'running',
      Health: { Status: 'unhealthy', Log: [{ Output: 'old' }, { Output: 'no route', ExitCode: 1 }] },
    },
    { _tag: 'No', message: 'its health check failed', output: 'no route' },
  ],
  [
    'ended',
    { Status: 'exited', ExitCode: 3, Health: { Status: 'unhealthy', Log: [{ Output: '', ExitCode: 9 }] } },
    { _tag: 'No', message: 'it ended with exit code 3 before it was healthy', exitCode: 3, output: 'exit code 9' },
  ],
])('one that is %s', (_, inspected, verdict) => {
  expect(state(inspected)).toEqual(verdict)
})

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
    'about to be started again',
    { State: { Running: true, Restarting: true, ExitCode: 2 } },
    { _tag: 'No', message: 'it stopped within its start delay, with exit code 2', exitCode: 2 },
  ],
])('after a delay, one that is %s', (_, inspected, verdict) => {
  expect(delayVerdict(inspected)).toEqual(verdict)
})
