/** Configs that extend others. */
import { withContainer } from '../../../src/map/define'
import type { MapInput } from '../../../src/map/input'
import type { Example } from './example'

const owner: MapInput = {
  volumes: { volume1: '/1', volume2: '/2', volume3: '/3' },
  owner: { attaches: ['volume1', 'volume2', 'volume3'] },
}

const assigned = (
  [
    ['generic', { uses: 'volume1' }],
    ['generic', { abstract: true }],
    ['app1', { extends: 'generic' }],
    ['app1', { uses: 'volume2' }],
    ['app2', { extends: 'generic' }],
    ['app2', { uses: 'volume3' }],
  ] as const
).reduce<MapInput>((map, [name, change]) => withContainer(map, name, change), {})

export const INHERITANCE: ReadonlyArray<Example> = [
  {
    says: 'lists of an extension are merged with those of what it extends, which is not used itself where it is abstract',
    rest: owner,
    forms: [
      {
        yaml: `
          generic: { uses: volume1, abstract: true }
          app1: { extends: generic, uses: volume2 }
          app2: { extends: generic, uses: volume3 }`,
        json: `{
          "generic": { "uses": "volume1", "abstract": true },
          "app1": { "extends": "generic", "uses": "volume2" },
          "app2": { "extends": "generic", "uses": "volume3" }
        }`,
        code: assigned,
      },
    ],
    makes: {
      'container:spec.app1': { body: { HostConfig: { VolumesFrom: ['spec.volume1', 'spec.volume2'] } } },
      'container:spec.app2': { body: { HostConfig: { VolumesFrom: ['spec.volume1', 'spec.volume3'] } } },
      'container:spec.generic': null,
    },
  },
  {
    says: 'with the name of the parent, each extension attaches a volume of its own, named after both',
    rest: { volumes: { volume1: '/1' }, volume2: { shares: '/2' } },
    forms: [
      {
        yaml: `
          use_attached_parent_name: true
          generic: { attaches: volume1 }
          app1: { extends: generic, uses: volume2 }
          test: { uses: [app1.volume1, volume2] }`,
        json: `{
          "use_attached_parent_name": true,
          "generic": { "attaches": "volume1" },
          "app1": { "extends": "generic", "uses": "volume2" },
          "test": { "uses": ["app1.volume1", "volume2"] }
        }`,
        code: {
          use_attached_parent_name: true,
          generic: { attaches: 'volume1' },
          app1: { extends: 'generic', uses: 'volume2' },
          test: { uses: ['app1.volume1', 'volume2'] },
        },
      },
    ],
    makes: {
      'container:spec.generic.volume1': { config: 'generic' },
      'container:spec.app1.volume1': { config: 'app1' },
      'container:spec.volume1': null,
      'container:spec.test': { body: { HostConfig: { VolumesFrom: ['spec.app1.volume1', 'spec.volume2'] } } },
    },
  },
]
