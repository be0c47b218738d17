/** What is as it should be is no difference. */
import type { JsonObject } from '../../../src/base/json'
import { LABEL } from '../../../src/resource/labels'
import { compared, FULL, host, type Parts } from './compared'

describe('a container that is as it should be', () => {
  it.each<readonly [string, Parts, Parts, JsonObject]>([
    ['says nothing and shows nothing', {}, {}, {}],
    ['says nothing and shows what its image sets', {}, {}, FULL],
    [
      'says what the image sets anyway',
      { Env: ['MODE=image'], User: '1000', Cmd: ['run'], Entrypoint: ['/entry'] },
      {},
      FULL,
    ],
    ['has its environment in another order', { Env: ['A=1', 'B=2'] }, { Env: ['B=2', 'A=1'] }, {}],
    ['names a variable twice, and the last one counts', { Env: ['A=0', 'A=1'] }, { Env: ['A=1'] }, {}],
    [
      'has sets in another order',
      host({ CapAdd: ['A', 'B'], ExtraHosts: ['x:1', 'y:2'] }),
      host({ CapAdd: ['CAP_B', 'a'], ExtraHosts: ['y:2', 'x:1'] }),
      {},
    ],
    [
      'writes security options in the older way',
      host({ SecurityOpt: ['label:disable', 'no-new-privileges:true'] }),
      host({ SecurityOpt: ['no-new-privileges', 'label=disable'] }),
      {},
    ],
    [
      'has binds in another order',
      host({ Binds: ['/a:/a', '/b:/b:ro'] }),
      host({ Binds: ['/b/:/b/:ro', '/a:/a:rw'] }),
      {},
    ],
    [
      'mounts what another one binds',
      host({ Binds: ['data:/d', '/x:/x:ro'] }),
      host({
        Mounts: [
          { Type: 'volume', Source: 'data', Target: '/d' },
          { Type: 'bind', Source: '/x', Target: '/x', ReadOnly: true },
        ],
      }),
      {},
    ],
    [
      'has a port as a number',
      host({ PortBindings: { '80': [{ HostPort: 8080 }] } }),
      host({ PortBindings: { '80/tcp': [{ HostPort: '8080' }] } }),
      {},
    ],
    [
      'has bindings in another order',
      host({ PortBindings: { '80/tcp': [{ HostPort: '1' }, { HostPort: '2' }] } }),
      host({ PortBindings: { '80/tcp': [{ HostPort: '2' }, { HostPort: '1' }] } }),
      {},
    ],
    [
      'lets the Engine choose a port, in two ways',
      host({ PortBindings: { '80/tcp': [{ HostPort: '0' }] } }),
      host({ PortBindings: { '80/tcp': [{}] } }),
      {},
    ],
    ['links by another form', host({ Links: ['db'] }), host({ Links: ['/db:/shop.web/db'] }), {}],
    ['has the usual stop signal', { StopSignal: '15' }, {}, {}],
    ['has a stop signal by number', { StopSignal: '2' }, { StopSignal: 'INT' }, {}],
    ['has no limit in so many words', host({ CpuQuota: -1, PidsLimit: -1, Memory: 0 }), {}, {}],
    [
      'has devices in another order',
      host({
        Devices: [
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a' },
          { PathOnHost: '/dev/b', PathInContainer: '/dev/b' },
        ],
      }),
      host({
        Devices: [
          { PathOnHost: '/dev/b', PathInContainer: '/dev/b', CgroupPermissions: 'mrw' },
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: 'rwm' },
        ],
      }),
      {},
    ],
    [
      'has options of a tmpfs in another order',
      host({ Tmpfs: { '/t': 'size=1m,mode=700' } }),
      host({ Tmpfs: { '/t': 'mode=700,size=1m' } }),
      {},
    ],
    [
      'was made from another spec text',
      { Labels: { [LABEL.spec]: 'new' } },
      { Labels: { [LABEL.spec]: 'old', [LABEL.replaces]: 'x' } },
      {},
    ],
  ])('%s', (_, want, have, config) => {
    expect(compared(want, have, config)).toEqual({ _tag: 'Same' })
  })
})
