import type { Action, ActionOf, ResourceId } from '@dmap/core'
import { helperBody } from '../src/prepare'
import {
  execInspectRequest,
  execRequest,
  execStartRequest,
  needsOwnSignal,
  pullRequest,
  requestFor,
  type SingleTag,
  stopWay,
} from '../src/request'

const about = { client: 'a', target: 'container:web@a' as ResourceId, name: 'web' }
const known = { ...about, objectId: 'abc' }

const single = (action: ActionOf<SingleTag>) => requestFor(action)

describe('one request', () => {
  it.each<[string, ActionOf<SingleTag>, object]>([
    [
      'makes a network, with a check for its name',
      { ...about, _tag: 'CreateNetwork', body: { Internal: true } },
      {
        method: 'POST',
        path: '/networks/create',
        body: { Internal: true, Name: 'web', CheckDuplicate: true },
        repeatable: false,
      },
    ],
    [
      'removes a network by its id',
      { ...known, _tag: 'RemoveNetwork' },
      { method: 'DELETE', path: '/networks/abc', repeatable: true },
    ],
    [
      'connects a container with its endpoint settings',
      { ...known, _tag: 'ConnectNetwork', network: 'shop.front', endpoint: { Aliases: ['db'] } },
      {
        method: 'POST',
        path: '/networks/shop.front/connect',
        body: { Container: 'abc', EndpointConfig: { Aliases: ['db'] } },
        repeatable: false,
      },
    ],
    [
      'disconnects a container by its name where the plan makes it',
      { ...about, _tag: 'DisconnectNetwork', network: 'n' },
      { method: 'POST', path: '/networks/n/disconnect', body: { Container: 'web', Force: false }, repeatable: false },
    ],
    [
      'makes a volume; twice is once',
      { ...about, _tag: 'CreateVolume', body: { Labels: { a: 'b' } } },
      { method: 'POST', path: '/volumes/create', body: { Labels: { a: 'b' }, Name: 'web' }, repeatable: true },
    ],
    [
      'removes a volume without force',
      { ...about, _tag: 'RemoveVolume' },
      { method: 'DELETE', path: '/volumes/web', repeatable: true },
    ],
    [
      'makes a container',
      { ...about, _tag: 'CreateContainer', body: { Image: 'i', Labels: {} } },
      {
        method: 'POST',
        path: '/containers/create',
        query: { name: 'web' },
        body: { Image: 'i', Labels: {} },
        repeatable: false,
      },
    ],
    [
      'starts',
      { ...known, _tag: 'StartContainer' },
      { method: 'POST', path: '/containers/abc/start', repeatable: true },
    ],
    [
      'sends a signal, once',
      { ...about, _tag: 'KillContainer', signal: 'SIGHUP' },
      { method: 'POST', path: '/containers/web/kill', query: { signal: 'SIGHUP' }, repeatable: false },
    ],
    [
      'kills, which may be done twice',
      { ...about, _tag: 'KillContainer', signal: 'SIGKILL' },
      { method: 'POST', path: '/containers/web/kill', query: { signal: 'SIGKILL' }, repeatable: true },
    ],
    [
      'unpauses',
      { ...about, _tag: 'UnpauseContainer' },
      { method: 'POST', path: '/containers/web/unpause', repeatable: false },
    ],
    [
      'removes with anonymous volumes, without force',
      { ...known, _tag: 'RemoveContainer', volumes: true, force: false },
      { method: 'DELETE', path: '/containers/abc', query: { v: '1', force: '0' }, repeatable: true },
    ],
    [
      'renames',
      { ...known, _tag: 'RenameContainer', to: 'web.prev' },
      { method: 'POST', path: '/containers/abc/rename', query: { name: 'web.prev' }, repeatable: false },
    ],
    [
      'updates in place',
      { ...known, _tag: 'UpdateContainer', body: { Memory: 1 } },
      { method: 'POST', path: '/containers/abc/update', body: { Memory: 1 }, repeatable: true },
    ],
    [
      'lets no name lead to another path',
      { ...about, name: '../x?y', _tag: 'StartContainer' },
      { method: 'POST', path: '/containers/..%2Fx%3Fy/start', repeatable: true },
    ],
  ])('%s', (_, action, call) => {
    expect(single(action)).toEqual(call)
  })
})

describe('stopping', () => {
  const stop = (signal: string | null, timeout: number | null): ActionOf<'StopContainer'> => ({
    ...known,
    _tag: 'StopContainer',
    signal,
    timeout,
  })

  it.each<[string, ActionOf<'StopContainer'>, string, object]>([
    ["leaves signal and timeout to the container's own", stop(null, null), '1.41', { query: {}, extra: 600 }],
    ['passes the timeout on', stop(null, 3), '1.41', { query: { t: '3' }, extra: 3 }],
    ['leaves out a signal that is the own one', stop('15', 3), '1.41', { query: { t: '3' }, extra: 3 }],
    ['waits for ever', stop(null, -1), '1.41', { query: { t: '-1' }, extra: null }],
    ['names the signal to newer Engines', stop('SIGINT', 3), '1.42', { query: { t: '3', signal: 'SIGINT' }, extra: 3 }],
  ])('%s', (_, action, api, call) => {
    expect(stopWay(action, 'SIGTERM', api)).toEqual({
      _tag: 'One',
      call: { method: 'POST', path: '/containers/abc/stop', repeatable: true, ...call },
    })
  })

  it('sends another signal to an older Engine itself, waits, and stops the rest', () => {
    expect(stopWay(stop('SIGINT', 3), 'SIGTERM', '1.41')).toEqual({
      _tag: 'Signal',
      seconds: 3,
      signal: { method: 'POST', path: '/containers/abc/kill', query: { signal: 'SIGINT' }, repeatable: false },
      wait: {
        method: 'POST',
        path: '/containers/abc/wait',
        query: { condition: 'not-running' },
        extra: null,
        repeatable: true,
      },
      rest: [{ method: 'POST', path: '/containers/abc/stop', query: { t: '0' }, repeatable: true }],
    })
  })

  it('waits for ever for the end after a signal', () => {
    expect(stopWay(stop('SIGINT', -1), 'SIGTERM', '1.41')).toMatchObject({ seconds: null })
  })

  it('restarts in one request where it can, and never sends that twice', () => {
    const restart = { ...known, _tag: 'RestartContainer', signal: null, timeout: 3 } as const
    expect(stopWay(restart, '', '1.41')).toEqual({
      _tag: 'One',
      call: { method: 'POST', path: '/containers/abc/restart', query: { t: '3' }, extra: 3, repeatable: false },
    })
  })

  it("asks for the container's own signal only where the answer matters", () => {
    expect(needsOwnSignal(stop(null, 1), '1.41')).toBe(false)
    expect(needsOwnSignal(stop('SIGINT', 1), '1.42')).toBe(false)
    expect(needsOwnSignal(stop('SIGINT', 1), '1.41')).toBe(true)
  })
})

it('pulls one reference', () => {
  const pull = {
    _tag: 'PullImage',
    client: 'a',
    target: 'image:r:5000/i:1@a' as ResourceId,
    reference: 'r:5000/i:1',
  } as const
  expect(pullRequest(pull)).toEqual({
    method: 'POST',
    path: '/images/create',
    query: { fromImage: 'r:5000/i:1' },
    repeatable: true,
  })
})

it('runs a command attached', () => {
  const exec: ActionOf<'Exec'> = { ...known, _tag: 'Exec', command: ['a', 'b c'], user: 'root', ignoreExit: false }
  expect([execRequest(exec), execStartRequest('e'), execInspectRequest('e')]).toEqual([
    {
      method: 'POST',
      path: '/containers/abc/exec',
      body: { AttachStdout: true, AttachStderr: true, Tty: false, User: 'root', Cmd: ['a', 'b c'] },
      repeatable: false,
    },
    { method: 'POST', path: '/exec/e/start', body: { Detach: false, Tty: false }, repeatable: false },
    { method: 'GET', path: '/exec/e/json', repeatable: true },
  ])
})

it('prepares by a helper that nothing can talk into anything else', () => {
  const action: Extract<Action, { readonly _tag: 'PrepareVolume' }> = {
    client: 'a',
    target: 'volume:v@a',
    _tag: 'PrepareVolume',
    mount: { _tag: 'VolumesFrom', container: 'shop.data' },
    path: '/a $(b)',
    owner: '1:2',
    mode: null,
    image: 'busybox',
    helper: 'h',
    labels: { 'io.dmap.map': 'shop' },
  }
  expect(helperBody(action)).toEqual({
    Image: 'busybox',
    Entrypoint: ['/bin/sh'],
    Cmd: [
      '-c',
      expect.stringMatching(/^set -e; .*chown -R -- "\$2" "\$1".*chmod -R -- "\$3" "\$1"$/),
      'prepare',
      '/a $(b)',
      '1:2',
      '',
    ],
    User: '0:0',
    Labels: { 'io.dmap.map': 'shop', 'io.dmap.kind': 'helper' },
    Healthcheck: { Test: ['NONE'] },
    HostConfig: { NetworkMode: 'none', LogConfig: { Type: 'json-file', Config: {} }, VolumesFrom: ['shop.data'] },
  })
})
