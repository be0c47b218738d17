/** Maps, volumes, host paths, clients, and the ways to write them. */
import { withContainer, withHostPath, withVolume } from '../../../src/map/define'
import type { MapInput } from '../../../src/map/input'
import type { Example } from './example'

const newMap: MapInput = { name: 'new_map' }

export const STRUCTURE: ReadonlyArray<Example> = [
  {
    says: 'a map may be empty, but for its name',
    forms: [{ yaml: 'name: new_map', json: '{ "name": "new_map" }', code: newMap }],
    makes: {},
    containers: [],
  },
  {
    says: 'configs, volumes and host paths are set one by one; configs come into being by that',
    forms: [
      {
        yaml: `
          name: new_map
          containers: { app1: { binds: volume1 } }
          volumes: { volume1: /var/log/service }
          host: { volume1: /var/log/app1 }`,
        json: `{
          "name": "new_map",
          "containers": { "app1": { "binds": "volume1" } },
          "volumes": { "volume1": "/var/log/service" },
          "host": { "volume1": "/var/log/app1" }
        }`,
        code: withHostPath(
          withVolume(withContainer(newMap, 'app1', { binds: 'volume1' }), 'volume1', '/var/log/service'),
          'volume1',
          '/var/log/app1',
        ),
      },
    ],
    makes: {
      'container:new_map.app1': { body: { HostConfig: { Binds: ['/var/log/app1:/var/log/service:rw'] } } },
    },
    containers: ['container:new_map.app1@default'],
  },
  {
    says: 'a host path may differ by instance',
    forms: [
      {
        yaml: `
          app1: { instances: [instance1, instance2] }
          host:
            volume1:
              instance1: config/instance1
              instance2: config/instance2`,
        json: `{
          "app1": { "instances": ["instance1", "instance2"] },
          "host": { "volume1": { "instance1": "config/instance1", "instance2": "config/instance2" } }
        }`,
        code: withHostPath(withContainer({}, 'app1', { instances: ['instance1', 'instance2'] }), 'volume1', {
          instance1: 'config/instance1',
          instance2: 'config/instance2',
        }),
      },
    ],
    rest: { app1: { binds: 'volume1' }, volumes: { volume1: '/etc/app' }, host: { root: '/srv' } },
    makes: {
      'container:spec.app1.instance1': { body: { HostConfig: { Binds: ['/srv/config/instance1:/etc/app:rw'] } } },
      'container:spec.app1.instance2': { body: { HostConfig: { Binds: ['/srv/config/instance2:/etc/app:rw'] } } },
    },
  },
  {
    says: 'a map runs on the clients that it names',
    forms: [
      {
        yaml: 'clients: [apps1, apps2, apps3]',
        json: '{ "clients": ["apps1", "apps2", "apps3"] }',
        code: { clients: ['apps1', 'apps2', 'apps3'] },
      },
    ],
    rest: { app: { exposes: [[8080, 80, 'private']] } },
    clients: {
      apps1: { base_url: 'apps1_host', interfaces: { private: '10.0.0.11' } },
      apps2: { base_url: 'apps2_host', interfaces: { private: '10.0.0.12' } },
      apps3: { base_url: 'apps3_host', interfaces: { private: '10.0.0.13' } },
      web1: { base_url: 'web1_host', interfaces: { private: '10.0.0.21', public: '178.0.0.1' } },
    },
    makes: {
      'container:spec.app@apps3': {
        body: {
          Hostname: 'apps3-spec-app',
          HostConfig: { PortBindings: { '8080/tcp': [{ HostIp: '10.0.0.13', HostPort: '80' }] } },
        },
      },
    },
    containers: ['container:spec.app@apps1', 'container:spec.app@apps2', 'container:spec.app@apps3'],
  },
  {
    says: 'one client may be named alone',
    forms: [{ yaml: 'clients: web1', json: '{ "clients": "web1" }', code: { clients: 'web1' } }],
    rest: { web: {} },
    clients: { apps1: { base_url: 'apps1_host' }, web1: { base_url: 'web1_host' } },
    makes: {},
    containers: ['container:spec.web@web1'],
  },
  {
    says: 'an image is expanded by repository and tag, unless a slash is in it',
    forms: [
      {
        yaml: `
          repository: registry.example.com
          default_tag: devel
          app: { image: image1 }
          base: { image: /ubuntu }
          tagged: { image: "/ubuntu:16.10" }
          app-server:`,
        json: `{
          "repository": "registry.example.com",
          "default_tag": "devel",
          "app": { "image": "image1" },
          "base": { "image": "/ubuntu" },
          "tagged": { "image": "/ubuntu:16.10" },
          "app-server": null
        }`,
        code: {
          repository: 'registry.example.com',
          default_tag: 'devel',
          app: { image: 'image1' },
          base: { image: '/ubuntu' },
          tagged: { image: '/ubuntu:16.10' },
          'app-server': null,
        },
      },
    ],
    makes: {
      'container:spec.app': { body: { Image: 'registry.example.com/image1:devel' } },
      'container:spec.base': { body: { Image: 'ubuntu:devel' } },
      'container:spec.tagged': { body: { Image: 'ubuntu:16.10' } },
      'container:spec.app-server': { body: { Image: 'registry.example.com/app-server:devel' } },
    },
  },
]
