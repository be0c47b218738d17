/** Histories that random search has found and made small: each has once shown a reason that did not hold. */
import type { MapValue } from '@dmap/testing'
import type { History } from '../generate/history'

const mapOf = (attached: MapValue['attached'], containers: MapValue['containers']): MapValue => ({
  name: 'm',
  attached,
  containers,
  volumes: { v0: '/data/0', v1: '/data/1', v2: '/data/2', v3: '/data/3', v4: '/data/4' },
  networks: { front: {}, back: {} },
})

export const SHRUNK: ReadonlyArray<readonly [says: string, past: History]> = [
  [
    'an image is pulled for the new container, not since the old one leaves a network',
    {
      map: mapOf('container', {
        a: { image: 'one' },
        b: { image: 'one', user: 0, networks: ['front'] },
        c: { image: 'one' },
      }),
      events: [
        { _tag: 'Run', kind: 'update', cut: null },
        { _tag: 'Change', pick: 4, how: 0 },
        { _tag: 'Change', pick: 0, how: 25 },
      ],
    },
  ],
  [
    'a network that is connected to on the way does not replace a container',
    {
      map: mapOf('container', {
        a: { image: 'one', attaches: ['v0'], networks: ['front', 'back'] },
        b: { image: 'two:v1' },
        c: { image: 'one', uses: ['a'] },
        d: { image: 'one', attaches: ['v3'] },
      }),
      events: [
        { _tag: 'Run', kind: 'create', cut: 6 },
        { _tag: 'Drift', pick: 7, how: 3 },
      ],
    },
  ],
  [
    'a container with a change of its own is replaced in the way that another one forces',
    {
      map: mapOf('container', {
        a: { image: 'one' },
        b: { image: 'one' },
        c: { image: 'one', network_mode: 'b' },
        d: { image: 'one' },
        e: { image: 'one' },
      }),
      events: [
        { _tag: 'Run', kind: 'create', cut: null },
        { _tag: 'Change', pick: 1, how: 27 },
        { _tag: 'Drift', pick: 7, how: 3 },
      ],
    },
  ],
  [
    'fields of which each has a step of its own are reverted one by one',
    {
      map: mapOf('volume', {
        a: { image: 'one', attaches: ['v0'], permissions: 'u=rwX' },
        b: { image: 'one', attaches: ['v1'], user: 0 },
        c: { image: '/local', networks: ['front', 'back'] },
        d: { image: 'one' },
        e: { image: 'one', attaches: ['v4'], permissions: 'u=rwX' },
      }),
      events: [
        { _tag: 'Run', kind: 'startup', cut: 6 },
        { _tag: 'Run', kind: 'update', cut: 5 },
        { _tag: 'Drift', pick: 0, how: 4 },
      ],
    },
  ],
]
