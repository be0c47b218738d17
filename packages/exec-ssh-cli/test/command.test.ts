/** What is sent to a host for each action. */
import type { Action } from '@dmap/core'
import { actionOf, type Bare, textOf, web } from './sent'

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
