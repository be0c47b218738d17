import type { ContainerMap } from '../../../src/map/model'
import { mapOf, use, volumeOf } from '../build'

/** The example at the end of the specification. */
export const example: ContainerMap = mapOf(
  {
    web_server: {
      image: 'nginx',
      binds: [{ path: '/etc/nginx', host_path: 'config/nginx', readonly: true }],
      uses: [use('app_server_socket')],
      attaches: [use('web_log')],
      exposes: [
        { port: 80, protocol: 'tcp', host_port: 80, ipv6: false },
        { port: 443, protocol: 'tcp', host_port: 443, ipv6: false },
      ],
    },
    app_server: {
      image: 'app',
      instances: ['instance1', 'instance2'],
      binds: [
        { alias: 'app_config', readonly: true },
        { alias: 'app_data', readonly: false },
      ],
      attaches: [use('app_log'), use('app_server_socket')],
      user: '2000',
      permissions: 'u=rwX,g=rX,o=',
    },
  },
  {
    name: 'example_map',
    repository: 'registry.example.com',
    volumes: {
      web_log: volumeOf('/var/log/nginx'),
      app_server_socket: volumeOf('/var/lib/app/socket'),
      app_config: volumeOf('/var/lib/app/config'),
      app_log: volumeOf('/var/lib/app/log'),
      app_data: volumeOf('/var/lib/app/data'),
    },
    host: {
      root: '/var/lib/site',
      paths: {
        app_config: { instance1: 'config/app1', instance2: 'config/app2' },
        app_data: { instance1: 'data/app1', instance2: 'data/app2' },
      },
    },
  },
)
