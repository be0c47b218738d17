import { type Action, type ActionOf, type ActionTag, type ContainerBody, resourceId } from '@dmap/core'
import { commandFor } from '../src/command'
import { requestText, shellText } from '../src/shell-text'

type Bare<T extends ActionTag> = Omit<ActionOf<T>, 'client' | 'target'>

const actionOf = <T extends ActionTag>(bare: Bare<T>): Action =>
  ({ client: 'a', target: resourceId('container', 'shop.web', 'a'), ...bare }) as never as Action

/** The whole text that is sent, secrets as they stand in the action. */
const textOf = (action: Action, hostCommands = false): string => {
  const command = commandFor(action, { hostCommands })
  switch (command._tag) {
    case 'Docker':
    case 'Stop':
    case 'Own':
      return shellText(command)
    case 'Request':
      return requestText(command.method, command.path, command.body)
    case 'Run':
      return requestText('POST', `/containers/${command.container}/exec`, command.body)
    case 'Wait':
      return JSON.stringify(command)
  }
}

const web = { name: 'shop.web' }
const pinned = { ...web, objectId: 'abc123' }

const prepare: Bare<'PrepareVolume'> = {
  _tag: 'PrepareVolume',
  mount: { _tag: 'VolumesFrom', container: 'shop.data' },
  path: '/data',
  owner: '2000:2000',
  mode: 'u=rwX,g=rX,o=',
  image: 'busybox:latest',
  helper: 'shop.data.helper',
  labels: { 'io.dmap.map': 'shop' },
}

const table: ReadonlyArray<readonly [string, Action, string]> = [
  [
    'an image is pulled',
    actionOf<'PullImage'>({ _tag: 'PullImage', reference: 'registry.example.com/nginx:1' }),
    'docker pull registry.example.com/nginx:1',
  ],
  [
    'a network is created',
    actionOf<'CreateNetwork'>({
      _tag: 'CreateNetwork',
      name: 'shop.front',
      body: {
        Driver: 'bridge',
        Internal: true,
        EnableIPv6: false,
        Options: { 'com.docker.network.bridge.name': 'br0' },
        IPAM: { Config: [{ Subnet: '10.5.0.0/16', Gateway: '10.5.0.1' }] },
        Labels: { 'io.dmap.map': 'shop' },
      },
    }),
    'docker network create --driver bridge --opt com.docker.network.bridge.name=br0 --internal --subnet 10.5.0.0/16 --gateway 10.5.0.1 --label io.dmap.map=shop shop.front',
  ],
  [
    'a network with two pools is created by a request',
    actionOf<'CreateNetwork'>({
      _tag: 'CreateNetwork',
      name: 'n',
      body: { IPAM: { Config: [{ Subnet: '10.5.0.0/16' }, { Subnet: '10.6.0.0/16' }] } },
    }),
    `engine POST /networks/create <<'END'\n{"IPAM":{"Config":[{"Subnet":"10.5.0.0/16"},{"Subnet":"10.6.0.0/16"}]},"Name":"n","CheckDuplicate":true}\nEND`,
  ],
  ['a network is removed', actionOf<'RemoveNetwork'>({ _tag: 'RemoveNetwork', ...pinned }), 'docker network rm abc123'],
  [
    'a container is connected',
    actionOf<'ConnectNetwork'>({
      _tag: 'ConnectNetwork',
      ...web,
      network: 'shop.front',
      endpoint: { Aliases: ['web', 'www'], IPAMConfig: { IPv4Address: '10.5.0.9' }, Links: ['shop.db:db'] },
    }),
    'docker network connect --alias web --alias www --link shop.db:db --ip 10.5.0.9 shop.front shop.web',
  ],
  [
    'a container is connected with a MAC address by a request',
    actionOf<'ConnectNetwork'>({
      _tag: 'ConnectNetwork',
      ...web,
      network: 'shop.front',
      endpoint: { MacAddress: '02:42:0a:05:00:09' },
    }),
    `engine POST /networks/shop.front/connect <<'END'\n{"Container":"shop.web","EndpointConfig":{"MacAddress":"02:42:0a:05:00:09"}}\nEND`,
  ],
  [
    'a container is disconnected',
    actionOf<'DisconnectNetwork'>({ _tag: 'DisconnectNetwork', ...pinned, network: 'shop.front' }),
    'docker network disconnect shop.front abc123',
  ],
  [
    'a volume is created',
    actionOf<'CreateVolume'>({
      _tag: 'CreateVolume',
      name: 'shop.data',
      body: { Driver: 'local', DriverOpts: { type: 'tmpfs', o: 'size=1m,uid=1000' }, Labels: { a: "it's" } },
    }),
    `docker volume create --driver local --opt o=size=1m,uid=1000 --opt type=tmpfs --label 'a=it'\\''s' shop.data`,
  ],
  [
    'a volume is removed',
    actionOf<'RemoveVolume'>({ _tag: 'RemoveVolume', name: 'shop.data' }),
    'docker volume rm shop.data',
  ],
  ['a container is started', actionOf<'StartContainer'>({ _tag: 'StartContainer', ...web }), 'docker start shop.web'],
  [
    'a container is stopped',
    actionOf<'StopContainer'>({ _tag: 'StopContainer', ...pinned, signal: null, timeout: 30 }),
    'docker stop -t 30 abc123',
  ],
  [
    'a container is stopped in its own time',
    actionOf<'StopContainer'>({ _tag: 'StopContainer', ...web, signal: null, timeout: null }),
    'docker stop shop.web',
  ],
  [
    'a container is stopped by a signal',
    actionOf<'StopContainer'>({ _tag: 'StopContainer', ...web, signal: 'SIGINT', timeout: null }),
    `stop_by shop.web SIGINT ''`,
  ],
  [
    'a container is restarted',
    actionOf<'RestartContainer'>({ _tag: 'RestartContainer', ...web, signal: null, timeout: 5 }),
    'docker restart -t 5 shop.web',
  ],
  [
    'a container is restarted by a signal',
    actionOf<'RestartContainer'>({ _tag: 'RestartContainer', ...web, signal: 'SIGINT', timeout: 5 }),
    'stop_by shop.web SIGINT 5 && docker start shop.web',
  ],
  [
    'a container is sent a signal',
    actionOf<'KillContainer'>({ _tag: 'KillContainer', ...web, signal: 'SIGHUP' }),
    'docker kill --signal SIGHUP shop.web',
  ],
  [
    'a container is unpaused',
    actionOf<'UnpauseContainer'>({ _tag: 'UnpauseContainer', ...web }),
    'docker unpause shop.web',
  ],
  [
    'a container is removed with its volumes',
    actionOf<'RemoveContainer'>({ _tag: 'RemoveContainer', ...pinned, volumes: true, force: true }),
    'docker rm --force --volumes abc123',
  ],
  [
    'a container is renamed',
    actionOf<'RenameContainer'>({ _tag: 'RenameContainer', ...pinned, to: 'shop.web.prev' }),
    'docker rename abc123 shop.web.prev',
  ],
  [
    'a container is updated',
    actionOf<'UpdateContainer'>({
      _tag: 'UpdateContainer',
      ...web,
      body: {
        NanoCpus: 1_500_000_000,
        Memory: 67108864,
        MemorySwap: -1,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      },
    }),
    'docker update --memory 67108864 --memory-swap -1 --cpus 1.5 --restart on-failure:3 shop.web',
  ],
  [
    'a container is updated by a request where the command has no flag',
    actionOf<'UpdateContainer'>({ _tag: 'UpdateContainer', ...web, body: { CpuRealtimePeriod: 1000 } }),
    `engine POST /containers/shop.web/update <<'END'\n{"CpuRealtimePeriod":1000}\nEND`,
  ],
  [
    'a volume is prepared by a helper',
    actionOf<'PrepareVolume'>(prepare),
    `docker run --rm --pull never --name shop.data.helper --network none --no-healthcheck --user 0:0 --label io.dmap.kind=helper --label io.dmap.map=shop --volumes-from shop.data --entrypoint /bin/sh busybox:latest -c 'set -e; [ -z "$2" ] || chown -R -- "$2" "$1"; [ -z "$3" ] || chmod -R -- "$3" "$1"' prepare /data 2000:2000 u=rwX,g=rX,o=`,
  ],
  [
    'a command runs',
    actionOf<'Exec'>({ _tag: 'Exec', ...web, command: ['sh', '-c', 'echo "$HOME"'], user: 'root', ignoreExit: false }),
    `docker exec --user root shop.web sh -c 'echo "$HOME"'`,
  ],
  [
    'a command with a secret runs by a request',
    actionOf<'Exec'>({ _tag: 'Exec', ...web, command: ['login', { $secret: 'db' }], user: 'root', ignoreExit: false }),
    `engine POST /containers/shop.web/exec <<'END'\n{"AttachStdout":true,"AttachStderr":true,"User":"root","Cmd":["login",{"$secret":"db"}]}\nEND`,
  ],
  [
    'a command of a secret user runs by a request',
    actionOf<'Exec'>({ _tag: 'Exec', ...web, command: ['id'], user: { $secret: 'u' }, ignoreExit: false }),
    `engine POST /containers/shop.web/exec <<'END'\n{"AttachStdout":true,"AttachStderr":true,"User":{"$secret":"u"},"Cmd":["id"]}\nEND`,
  ],
  [
    'a volume with a secret among its options is made by a request',
    actionOf<'CreateVolume'>({
      _tag: 'CreateVolume',
      ...web,
      name: 'shop.data',
      body: { DriverOpts: { o: { $secret: 'o' } }, Labels: {} },
    }),
    `engine POST /volumes/create <<'END'\n{"DriverOpts":{"o":{"$secret":"o"}},"Labels":{},"Name":"shop.data"}\nEND`,
  ],
  [
    'a network with a secret in a label is made by a request',
    actionOf<'CreateNetwork'>({ _tag: 'CreateNetwork', ...web, name: 'n', body: { Labels: { a: { $secret: 'l' } } } }),
    `engine POST /networks/create <<'END'\n{"Labels":{"a":{"$secret":"l"}},"Name":"n","CheckDuplicate":true}\nEND`,
  ],
  [
    'a container is waited for',
    actionOf<'Wait'>({ _tag: 'Wait', ...web, condition: { _tag: 'Healthy' }, timeout: null }),
    '{"_tag":"Wait","container":"shop.web","condition":{"_tag":"Healthy"},"timeout":null}',
  ],
]

describe('what is sent', () => {
  it.each(table)('%s', (_, action, text) => {
    expect(textOf(action)).toBe(text)
  })

  it('prepares a volume on the host where the client allows it', () => {
    expect(textOf(actionOf<'PrepareVolume'>(prepare), true)).toBe(
      `own container shop.data /data 2000:2000 u=rwX,g=rX,o=`,
    )
    expect(
      textOf(actionOf<'PrepareVolume'>({ ...prepare, mount: { _tag: 'Volume', volume: 'shop.v' }, mode: null }), true),
    ).toBe(`own volume shop.v /data 2000:2000 ''`)
  })

  it('never looks a name up on the host', () => {
    const named = actionOf<'PrepareVolume'>({ ...prepare, owner: 'app:2000', image: 'shop/app:1' })
    expect(textOf(named, true)).toBe(textOf(named))
    expect(textOf(named, true)).toContain('--entrypoint /bin/sh shop/app:1 -c')
  })

  it('covers every action', () => {
    const covered = new Set(table.map(([, action]) => action._tag))
    expect([...covered, 'CreateContainer'].length).toBe(19)
  })
})

const create = (body: Partial<ContainerBody>): string =>
  textOf(
    actionOf<'CreateContainer'>({ _tag: 'CreateContainer', ...web, body: { Image: 'nginx:1', Labels: {}, ...body } }),
  )

describe('a container is created', () => {
  it.each<readonly [string, Partial<ContainerBody>, string]>([
    ['bare', {}, ''],
    ['with a command', { Cmd: ['sh', '-c', '-x'] }, '| sh -c -x'],
    ['with a host name', { Hostname: 'a', Domainname: 'b.example.com' }, '--hostname a --domainname b.example.com'],
    ['with a user and a folder', { User: '1:2', WorkingDir: '/a b' }, `--user 1:2 --workdir '/a b'`],
    ['with environment', { Env: ['A=', 'B=$(id)'] }, `--env A= --env 'B=$(id)'`],
    ['with labels', { Labels: { b: '', a: 'x=y' } }, '--label a=x=y --label b='],
    ['with exposed ports', { ExposedPorts: { '80/tcp': {}, '53/udp': {} } }, '--expose 80/tcp --expose 53/udp'],
    ['with an anonymous volume', { Volumes: { '/data': {} } }, '--volume /data'],
    ['with an entrypoint', { Entrypoint: ['/bin/sh'], Cmd: ['-c', 'x'] }, '--entrypoint /bin/sh | -c x'],
    ['with the entrypoint reset', { Entrypoint: [''] }, `--entrypoint ''`],
    ['with a stop signal', { StopSignal: 'SIGINT', StopTimeout: 0 }, '--stop-signal SIGINT --stop-timeout 0'],
    [
      'with a health check',
      { Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost'], Interval: 5_000_000_000, Retries: 3 } },
      `--health-cmd 'curl -f localhost' --health-interval 5000000000ns --health-retries 3`,
    ],
    ['without a health check', { Healthcheck: { Test: ['NONE'] } }, '--no-healthcheck'],
    [
      'with volumes',
      { HostConfig: { Binds: ['shop.v:/v', '/srv/a:/a:ro'], VolumesFrom: ['shop.data:ro'] } },
      '--volume shop.v:/v --volume /srv/a:/a:ro --volumes-from shop.data:ro',
    ],
    [
      'with ports',
      {
        HostConfig: {
          PortBindings: {
            '80/tcp': [{ HostPort: '8080' }, { HostIp: '10.0.0.1', HostPort: '80' }],
            '53/udp': [{ HostIp: '::1', HostPort: '' }],
          },
        },
      },
      "--publish 8080:80/tcp --publish 10.0.0.1:80:80/tcp --publish '[::1]::53/udp'",
    ],
    ['with links', { HostConfig: { Links: ['shop.db:db'] } }, '--link shop.db:db'],
    [
      'on a network',
      {
        HostConfig: { NetworkMode: 'shop.front' },
        NetworkingConfig: {
          EndpointsConfig: { 'shop.front': { Aliases: ['w'], IPAMConfig: { IPv4Address: '10.5.0.2' } } },
        },
      },
      '--network shop.front --network-alias w --ip 10.5.0.2',
    ],
    [
      "in another one's network stack",
      { HostConfig: { NetworkMode: 'container:shop.db' } },
      '--network container:shop.db',
    ],
    [
      'with limits',
      { HostConfig: { Memory: 1024, MemorySwap: -1, NanoCpus: 250_000_000, PidsLimit: 7, MemorySwappiness: 0 } },
      '--memory 1024 --memory-swap -1 --cpus 0.25 --pids-limit 7 --memory-swappiness 0',
    ],
    [
      'with rights',
      { HostConfig: { Privileged: true, ReadonlyRootfs: true, CapAdd: ['NET_ADMIN'], CapDrop: ['ALL'], Init: false } },
      '--init=false --cap-add NET_ADMIN --cap-drop ALL --privileged --read-only',
    ],
    [
      'with devices, file systems and limits of them',
      {
        HostConfig: {
          Tmpfs: { '/run': '', '/tmp': 'size=1m' },
          Ulimits: [{ Name: 'nofile', Soft: 10, Hard: 20 }],
          Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'rwm' }],
          Sysctls: { 'net.core.somaxconn': '1' },
        },
      },
      '--tmpfs /run --tmpfs /tmp:size=1m --ulimit nofile=10:20 --device /dev/a:/dev/b:rwm --sysctl net.core.somaxconn=1',
    ],
    [
      'with a log driver and a restart policy',
      {
        HostConfig: {
          RestartPolicy: { Name: 'unless-stopped' },
          LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
        },
      },
      '--restart unless-stopped --log-driver json-file --log-opt max-size=1m',
    ],
  ])('%s', (_, body, expected) => {
    const [flags = '', command] = expected.split('| ')
    const line = ['docker create --pull never --name shop.web', flags.trim(), 'nginx:1', command]
    expect(create(body)).toBe(line.filter((part) => part !== '' && part !== undefined).join(' '))
  })

  it.each<readonly [string, Partial<ContainerBody>, ReadonlyArray<string>]>([
    ['an entrypoint of several words', { Entrypoint: ['a', 'b'] }, ['Entrypoint']],
    ["no entrypoint, and the image's command", { Entrypoint: [] }, ['Entrypoint']],
    ['a health check without a shell', { Healthcheck: { Test: ['CMD', 'true'] } }, ['Healthcheck']],
    ['environment with a newline', { Env: ['A=1\n2'] }, ['Env']],
    ['environment without a value', { Env: ['A'] }, ['Env']],
    ['a secret', { Env: [{ $concat: ['A=', { $secret: 's' }] }] }, ['Env']],
    ['a secret name', { Hostname: { $secret: 's' } }, ['Hostname']],
    ['a secret in the check', { Healthcheck: { Test: ['CMD-SHELL', { $secret: 's' }] } }, ['Healthcheck']],
    [
      'a secret option of the log',
      { HostConfig: { LogConfig: { Type: 'x', Config: { a: { $secret: 's' } } } } },
      ['HostConfig.LogConfig'],
    ],
    ['a label with a strange key', { Labels: { ' a=b': 'c' } }, ['Labels']],
    ['a field that nobody knows', { Frobnicate: 1 }, ['Frobnicate']],
    ['an image that looks like a flag', { Image: '--privileged' }, ['Image']],
    ['mounts', { HostConfig: { Mounts: [] } }, ['HostConfig.Mounts']],
    ['an open input', { OpenStdin: true }, ['OpenStdin']],
    ['a path that the command would expand', { HostConfig: { Binds: ['./a:/a'] } }, ['HostConfig.Binds']],
    ['two networks', { NetworkingConfig: { EndpointsConfig: { a: {}, b: {} } } }, ['NetworkingConfig']],
    ['links on a network', { HostConfig: { NetworkMode: 'n', Links: ['a:b'] } }, ['HostConfig.Links']],
    [
      'a port range',
      { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '1-2' }] } } },
      ['HostConfig.PortBindings'],
    ],
    ['a seccomp profile', { HostConfig: { SecurityOpt: ['seccomp={}'] } }, ['HostConfig.SecurityOpt']],
    ['a NUL character', { Cmd: ['a\0b'] }, ['Cmd']],
    ['a very long command', { Cmd: ['x'.repeat(200_000)] }, ['(longer than a command line)']],
  ])('by a request for %s', (_, body, lacks) => {
    const action = actionOf<'CreateContainer'>({
      _tag: 'CreateContainer',
      ...web,
      body: { Image: 'nginx:1', Labels: {}, ...body },
    })
    expect(commandFor(action, { hostCommands: false })).toEqual({
      _tag: 'Request',
      method: 'POST',
      path: '/containers/create?name=shop.web',
      body: (action as ActionOf<'CreateContainer'>).body,
      lacks,
    })
  })
})
