/** What is sent to a host to create a container: a command line, or a request where there are no words for it. */
import type { ActionOf, ContainerBody } from '@dmap/core'
import { commandFor } from '../src/command'
import { actionOf, textOf, web } from './sent'

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
