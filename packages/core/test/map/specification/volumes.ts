/** Volumes of the host, and volumes shared between containers. */
import { appended, withContainer } from '../../../src/map/define'
import type { MapInput } from '../../../src/map/input'
import type { Example } from './example'

const readOnly = { body: { HostConfig: { Binds: ['/srv/host_path:container_path:ro'] } } }

const aliases: MapInput = {
  volumes: { volume1: '/var/log/service', volume2: '/var/run/service' },
  host: { volume1: '/var/app1/log', volume2: '/var/app1/run' },
}
const bound = {
  body: { HostConfig: { Binds: ['/var/app1/log:/var/log/service:rw', '/var/app1/run:/var/run/service:ro'] } },
}

export const VOLUMES: ReadonlyArray<Example> = [
  {
    says: 'a volume of the host for one container is configured in one step, in four forms that are the same',
    forms: [
      {
        yaml: 'app1: { binds: { container_path: [host_path, ro] } }',
        json: '{ "app1": { "binds": { "container_path": ["host_path", "ro"] } } }',
        code: { app1: { binds: { container_path: ['host_path', 'ro'] } } },
      },
      {
        yaml: "app1: { binds: { container_path: [host_path, 'true'] } }",
        json: '{ "app1": { "binds": { "container_path": ["host_path", "true"] } } }',
        code: { app1: { binds: { container_path: ['host_path', 'true'] } } },
      },
      {
        yaml: 'app1: { binds: [[container_path, host_path, true]] }',
        json: '{ "app1": { "binds": [["container_path", "host_path", true]] } }',
        code: { app1: { binds: [['container_path', 'host_path', true]] } },
      },
      {
        yaml: 'app1: { binds: [[container_path, [host_path, true]]] }',
        json: '{ "app1": { "binds": [["container_path", ["host_path", true]]] } }',
        code: { app1: { binds: [['container_path', ['host_path', true]]] } },
      },
    ],
    rest: { host_root: '/srv' },
    makes: { 'container:spec.app1': readOnly },
  },
  {
    says: 'a relative path on the host is prefixed by the root, also without an alias',
    forms: [
      {
        yaml: 'host: { root: /srv }',
        json: '{ "host": { "root": "/srv" } }',
        code: { host: { root: '/srv' } },
      },
      { yaml: 'host_root: /srv', json: '{ "host_root": "/srv" }', code: { host_root: '/srv' } },
    ],
    rest: { app1: { binds: { '/a': ['a', 'ro'], '/b': ['/b', 'ro'] } } },
    makes: { 'container:spec.app1': { body: { HostConfig: { Binds: ['/srv/a:/a:ro', '/b:/b:ro'] } } } },
  },
  {
    says: 'an alias has its path in the container and on the host, and its access in each config, in three forms',
    rest: aliases,
    forms: [
      {
        yaml: 'app1: { binds: { volume1: rw, volume2: true } }',
        json: '{ "app1": { "binds": { "volume1": "rw", "volume2": true } } }',
        code: { app1: { binds: { volume1: 'rw', volume2: true } } },
      },
      {
        yaml: 'app1: { binds: [volume1, [volume2, true]] }',
        json: '{ "app1": { "binds": ["volume1", ["volume2", true]] } }',
        code: { app1: { binds: ['volume1', ['volume2', true]] } },
      },
      {
        yaml: 'app1: { binds: [[volume1], [volume2, ro]] }',
        json: '{ "app1": { "binds": [["volume1"], ["volume2", "ro"]] } }',
        code: { app1: { binds: [['volume1'], ['volume2', 'ro']] } },
      },
    ],
    makes: { 'container:spec.app1': bound },
  },
  {
    says: 'who uses a config has all of its volumes, who uses an attached one has that one',
    forms: [
      {
        yaml: `
          volumes: { volume1: /var/data1, volume2: /var/more_data }
          host: { volume1: /var/app1/data1 }
          app1: { binds: volume1, attaches: volume2 }
          app2: { uses: app1 }
          app3: { uses: volume2 }`,
        json: `{
          "volumes": { "volume1": "/var/data1", "volume2": "/var/more_data" },
          "host": { "volume1": "/var/app1/data1" },
          "app1": { "binds": "volume1", "attaches": "volume2" },
          "app2": { "uses": "app1" },
          "app3": { "uses": "volume2" }
        }`,
        code: {
          volumes: { volume1: '/var/data1', volume2: '/var/more_data' },
          host: { volume1: '/var/app1/data1' },
          app1: { binds: 'volume1', attaches: 'volume2' },
          app2: { uses: 'app1' },
          app3: { uses: 'volume2' },
        },
      },
    ],
    makes: {
      'container:spec.volume2': { body: { Image: 'tianon/true:latest', Volumes: { '/var/more_data': {} } } },
      'container:spec.app1': {
        body: { HostConfig: { Binds: ['/var/app1/data1:/var/data1:rw'], VolumesFrom: ['spec.volume2'] } },
      },
      'container:spec.app2': { body: { HostConfig: { VolumesFrom: ['spec.app1'] } } },
      'container:spec.app3': { body: { HostConfig: { VolumesFrom: ['spec.volume2'] } } },
    },
  },
  {
    says: 'one value, a list and a tuple of one are the same',
    rest: { volumes: { volume1: '/v' }, owner: { attaches: 'volume1' } },
    forms: [
      {
        yaml: 'app1: { uses: volume1 }',
        json: '{ "app1": { "uses": "volume1" } }',
        code: withContainer({}, 'app1', { uses: 'volume1' }),
      },
      {
        yaml: 'app1: { uses: [volume1] }',
        json: '{ "app1": { "uses": ["volume1"] } }',
        code: withContainer({}, 'app1', { uses: ['volume1'] }),
      },
    ],
    makes: { 'container:spec.app1': { body: { HostConfig: { VolumesFrom: ['spec.volume1'] } } } },
  },
  {
    says: 'a volume of the host is appended while the program runs',
    rest: { volumes: { volume1: '/v', volume2: '/w' }, host: { volume1: '/h/v', volume2: '/h/w' } },
    forms: [
      {
        yaml: 'app1: { binds: [volume2, { alias: volume1, readonly: false }] }',
        json: '{ "app1": { "binds": ["volume2", { "alias": "volume1", "readonly": false }] } }',
        code: withContainer({ app1: { binds: 'volume2' } }, 'app1', (app1) =>
          appended(app1, 'binds', { alias: 'volume1', readonly: false }),
        ),
      },
    ],
    makes: { 'container:spec.app1': { body: { HostConfig: { Binds: ['/h/w:/w:rw', '/h/v:/v:rw'] } } } },
  },
]
