/** Volumes and those that use them. */
import { c, create, host, makeVolume, remove, removeVolume, type Sequence } from './moves'

const withVolumes = { volumes: true, force: false }

export const VOLUMES: ReadonlyArray<Sequence> = [
  [
    'volumes and their users',
    [
      makeVolume('v', { Labels: { a: 'b' } }),
      makeVolume('v', {}, 'already'),
      create('a', host({ Binds: [`${c('v')}:/v`, `${c('w')}:/w`] })),
      removeVolume('v', 409),
      remove('a', 'done', withVolumes),
      removeVolume('v'),
      removeVolume('v', 'already'),
    ],
  ],
  [
    'anonymous volumes, kept',
    [
      create('a', { Volumes: { '/x': {} } }),
      create('b', host({ VolumesFrom: [c('a')] })),
      remove('a', 'done', withVolumes),
      remove('b', 'done', withVolumes),
    ],
  ],
  ['a tmpfs volume', [makeVolume('v', { DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } })]],
]
