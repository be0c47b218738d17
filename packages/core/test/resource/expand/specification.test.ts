import { canonicalJson } from '../../../src/base/canonical'
import { container, expanded, resource } from '../build'
import { example } from './example'

describe('the example of the specification', () => {
  const resources = expanded(example)

  it('makes these resources', () => {
    expect(resources.all.map(({ id }) => id)).toEqual([
      'container:example_map.app_log@default',
      'container:example_map.app_server.instance1@default',
      'container:example_map.app_server.instance2@default',
      'container:example_map.app_server_socket@default',
      'container:example_map.web_log@default',
      'container:example_map.web_server@default',
      'image:busybox:latest@default',
      'image:registry.example.com/app:latest@default',
      'image:registry.example.com/nginx:latest@default',
      'image:tianon/true:latest@default',
    ])
  })

  it('binds each instance to its own paths, and gives it what the config attaches', () => {
    const { body } = container(resources, 'example_map.app_server.instance1')
    expect(body).toEqual({
      Image: 'registry.example.com/app:latest',
      Hostname: 'example-map-app-server-instance1',
      User: '2000',
      Labels: {
        'io.dmap.map': 'example_map',
        'io.dmap.config': 'app_server',
        'io.dmap.instance': 'instance1',
        'io.dmap.kind': 'instance',
        'io.dmap.spec': expect.stringMatching(/^sha256:/),
        'io.dmap.prepared.app_log': expect.any(String),
        'io.dmap.prepared.app_server_socket': expect.any(String),
      },
      HostConfig: {
        Binds: ['/var/lib/site/config/app1:/var/lib/app/config:ro', '/var/lib/site/data/app1:/var/lib/app/data:rw'],
        VolumesFrom: ['example_map.app_log', 'example_map.app_server_socket'],
      },
    })
    expect(container(resources, 'example_map.app_server.instance2').body.HostConfig?.Binds).toEqual([
      '/var/lib/site/config/app2:/var/lib/app/config:ro',
      '/var/lib/site/data/app2:/var/lib/app/data:rw',
    ])
  })

  it('publishes the ports of the web server, and shares the socket with it', () => {
    const { body } = container(resources, 'example_map.web_server')
    expect(body).toMatchObject({
      Image: 'registry.example.com/nginx:latest',
      ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
      HostConfig: {
        Binds: ['/var/lib/site/config/nginx:/etc/nginx:ro'],
        VolumesFrom: ['example_map.web_log', 'example_map.app_server_socket'],
        PortBindings: { '80/tcp': [{ HostPort: '80' }], '443/tcp': [{ HostPort: '443' }] },
      },
    })
    expect(body.Labels).not.toHaveProperty('io.dmap.prepared.web_log')
  })

  it('makes the socket a container that is prepared before its owners start', () => {
    const socket = container(resources, 'example_map.app_server_socket')
    expect(socket.body).toMatchObject({
      Image: 'tianon/true:latest',
      Volumes: { '/var/lib/app/socket': {} },
      NetworkDisabled: true,
    })
    expect(socket.attached).toMatchObject({
      alias: 'app_server_socket',
      parent: 'app_server',
      path: '/var/lib/app/socket',
      owners: [
        'container:example_map.app_server.instance1@default',
        'container:example_map.app_server.instance2@default',
      ],
      preparation: {
        owner: '2000:2000',
        mode: 'u=rwX,g=rX,o=',
        label: 'io.dmap.prepared.app_server_socket',
        helperImage: 'image:busybox:latest@default',
        evidence: container(resources, 'example_map.app_server.instance1').body.Labels[
          'io.dmap.prepared.app_server_socket'
        ],
      },
    })
    expect(socket.needs.map(({ id, because }) => [id, because._tag])).toEqual([
      ['image:tianon/true:latest@default', 'Image'],
      ['image:busybox:latest@default', 'HelperImage'],
    ])
    expect(container(resources, 'example_map.web_log').attached?.preparation).toBeNull()
  })

  it('lets the web server need the socket and its owners, with the field that says so', () => {
    const field = ['containers', 'web_server']
    const because = { _tag: 'Uses', reference: 'app_server_socket' }
    expect(container(resources, 'example_map.web_server').needs).toEqual([
      { id: 'image:registry.example.com/nginx:latest@default', because: { _tag: 'Image' }, field: [...field, 'image'] },
      {
        id: 'container:example_map.web_log@default',
        because: { _tag: 'Attaches', alias: 'web_log' },
        field: [...field, 'attaches', 0],
      },
      { id: 'container:example_map.app_server_socket@default', because, field: [...field, 'uses', 0] },
      { id: 'container:example_map.app_server.instance1@default', because, field: [...field, 'uses', 0] },
      { id: 'container:example_map.app_server.instance2@default', because, field: [...field, 'uses', 0] },
    ])
  })

  it('is the same with named volumes, apart from what holds them', () => {
    const volumes = expanded({ ...example, attached: 'volume' })
    expect(volumes.all.map(({ id }) => id).filter((id) => !id.startsWith('image:'))).toEqual([
      'container:example_map.app_server.instance1@default',
      'container:example_map.app_server.instance2@default',
      'container:example_map.web_server@default',
      'volume:example_map.app_log@default',
      'volume:example_map.app_server_socket@default',
      'volume:example_map.web_log@default',
    ])
    expect(volumes.all.map(({ id }) => id)).not.toContain('image:tianon/true:latest@default')
    expect(container(volumes, 'example_map.web_server').body.HostConfig).toMatchObject({
      Binds: [
        '/var/lib/site/config/nginx:/etc/nginx:ro',
        'example_map.web_log:/var/log/nginx:rw',
        'example_map.app_server_socket:/var/lib/app/socket:rw',
      ],
    })
    expect(container(volumes, 'example_map.web_server').body.HostConfig).not.toHaveProperty('VolumesFrom')
    expect(resource(volumes, 'volume:example_map.app_server_socket@default')).toMatchObject({
      body: {
        Labels: { 'io.dmap.map': 'example_map', 'io.dmap.alias': 'app_server_socket', 'io.dmap.kind': 'volume' },
      },
      attached: { preparation: { owner: '2000:2000' } },
      needs: [{ id: 'image:busybox:latest@default' }],
    })
  })

  it('is frozen', () => {
    expect(
      () => ((container(resources, 'example_map.web_server').body.Labels as Record<string, string>).x = '1'),
    ).toThrow(TypeError)
  })

  it('does not depend on the order of keys', () => {
    const turned = { ...example, containers: Object.fromEntries(Object.entries(example.containers).reverse()) }
    expect(canonicalJson(expanded(turned) as never)).toBe(canonicalJson(resources as never))
  })
})
