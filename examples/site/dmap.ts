/** The same map as `dmap.yaml`, as code: what repeats is written once. */

const instances = ['instance1', 'instance2']

/** `instance1` has its files in `<folder>/app1`, `instance2` in `<folder>/app2`. */
const perInstance = (folder: string) =>
  Object.fromEntries(instances.map((name) => [name, `${folder}/${name.replace('instance', 'app')}`]))

export default {
  name: 'example_map',
  repository: 'registry.example.com',
  host_root: '/var/lib/site',
  web_server: {
    image: 'nginx',
    binds: { '/etc/nginx': ['config/nginx', 'ro'] },
    uses: 'app_server_socket',
    attaches: 'web_log',
    exposes: { 80: 80, 443: 443 },
  },
  app_server: {
    image: 'app',
    instances,
    binds: [{ app_config: 'ro' }, 'app_data'],
    attaches: ['app_log', 'app_server_socket'],
    user: 2000,
    permissions: 'u=rwX,g=rX,o=',
  },
  volumes: {
    web_log: '/var/log/nginx',
    app_server_socket: '/var/lib/app/socket',
    app_config: '/var/lib/app/config',
    app_log: '/var/lib/app/log',
    app_data: '/var/lib/app/data',
  },
  host: { app_config: perInstance('config'), app_data: perInstance('data') },
}
