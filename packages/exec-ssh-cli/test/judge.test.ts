import type { Action, JsonObject } from '@dmap/core'
import type { Found } from '../src/found'
import { judge, recoveryOf } from '../src/judge'

const nothing: Found = { container: [], network: [], volume: [], image: [] }
const web = (more: JsonObject = {}, name = 'web', id = 'id-1'): JsonObject => ({
  Id: id,
  Name: `/${name}`,
  Config: { Labels: { 'io.dmap.spec': 'sha256:1' } },
  State: { Status: 'running' },
  ...more,
})
const of = (action: object): Action =>
  ({ client: 'a', target: 'container:web@a', name: 'web', ...action }) as never as Action

describe('why an action was refused', () => {
  it.each<readonly [string, object, Partial<Found>, object]>([
    ['the name is taken', { _tag: 'CreateContainer' }, { container: [web()] }, { status: 409 }],
    ['the image is missing', { _tag: 'CreateContainer' }, {}, { status: 404 }],
    ['something else', { _tag: 'CreateContainer' }, { image: [{ Id: 'i' }] }, { status: 500 }],
    ['it is not there', { _tag: 'StartContainer' }, {}, { status: 404 }],
    ['it runs already', { _tag: 'StartContainer' }, { container: [web()] }, { _tag: 'Already' }],
    [
      'another one has the name',
      { _tag: 'StopContainer', objectId: 'id-0' },
      { container: [web()] },
      { _tag: 'Stale' },
    ],
    ['it is gone', { _tag: 'RemoveContainer', objectId: 'id-0' }, {}, { _tag: 'Already' }],
    [
      'it does not run',
      { _tag: 'KillContainer' },
      { container: [web({ State: { Status: 'exited' } })] },
      { status: 409 },
    ],
    [
      'the new name is taken',
      { _tag: 'RenameContainer', to: 'b' },
      { container: [web(), web({}, 'b', 'id-2')] },
      { status: 409 },
    ],
    ['the network is missing', { _tag: 'ConnectNetwork', network: 'n' }, { container: [web()] }, { status: 404 }],
    [
      'it is connected already',
      { _tag: 'ConnectNetwork', network: 'n', endpoint: {} },
      { container: [web({ NetworkSettings: { Networks: { n: {} } } })] },
      { _tag: 'Already' },
    ],
    ['somebody uses it', { _tag: 'RemoveVolume' }, { volume: [{ Name: 'web' }] }, { status: 409 }],
  ])('%s', (_, action, found, expected) => {
    expect(judge(of(action), { ...nothing, ...found })).toMatchObject(expected)
  })
})

describe('what becomes of an action whose end was not seen', () => {
  const body = { Labels: { 'io.dmap.spec': 'sha256:1' } }
  it.each<readonly [string, object, Partial<Found>, object]>([
    [
      'a creation that was done',
      { _tag: 'CreateContainer', body },
      { container: [web()] },
      { _tag: 'Done', result: { objectId: 'id-1' } },
    ],
    ['a creation that was not', { _tag: 'CreateContainer', body }, {}, { _tag: 'Again' }],
    [
      'a creation that found another one',
      { _tag: 'CreateContainer', body },
      { container: [web({ Config: {} })] },
      { _tag: 'Again' },
    ],
    [
      'a renaming that was done',
      { _tag: 'RenameContainer', to: 'b', objectId: 'id-1' },
      { container: [web({}, 'b')] },
      { _tag: 'Done' },
    ],
    [
      'a renaming that was not',
      { _tag: 'RenameContainer', to: 'b', objectId: 'id-1' },
      { container: [web()] },
      { _tag: 'Again' },
    ],
    ['a start', { _tag: 'StartContainer' }, { container: [web()] }, { _tag: 'Again' }],
    ['a command', { _tag: 'Exec' }, { container: [web()] }, { _tag: 'Unknown' }],
    ['a signal', { _tag: 'KillContainer', signal: 'SIGHUP' }, { container: [web()] }, { _tag: 'Unknown' }],
    ['a KILL', { _tag: 'KillContainer', signal: 'SIGKILL' }, { container: [web()] }, { _tag: 'Again' }],
  ])('%s', (_, action, found, expected) => {
    expect(recoveryOf(of(action), { ...nothing, ...found })).toMatchObject(expected)
  })
})
