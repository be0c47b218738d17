/** Ports, commands, and options. */
import { withContainer } from '../../../src/map/define'
import type { Example } from './example'

const options = {
  body: { HostConfig: { Memory: 3 * 1024 ** 3, RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } } },
}

const script = { command: ['/bin/bash', '-c', 'script.sh'], user: 'root', policy: 'restart' }
const script1 = { command: ['/bin/bash', '-c', 'script1.sh'], user: 'root', policy: 'restart' }
const script2 = { command: ['/bin/bash', '-c', 'script2.sh'], user: 'user', policy: 'restart' }

export const RUNNING: ReadonlyArray<Example> = [
  {
    says: 'ports are exposed to linked containers, or published on all addresses or on that of an interface',
    clients: {
      client1: {
        base_url: 'unix://var/run/docker.sock',
        interfaces: { private: '10.0.0.1', public: '178.0.0.1' },
        interfaces_ipv6: { private: '2001:a01:a02:12f0::1' },
      },
      client2: {},
    },
    forms: [
      {
        yaml: `
          app1:
            clients: [client1]
            exposes:
              - [80, 80, public]             # Exposes port 80, on the public address only.
              - [9443, 443]                  # Exposes port 9443 as port 443, on all addresses.
              - [8000, 8000, private]
              - 8111                         # Only for containers that link this one.
              - [8000, 80, private, true]    # As port 80, on the private IPv6 address.`,
        json: `{
          "app1": {
            "clients": ["client1"],
            "exposes": [[80, 80, "public"], [9443, 443], [8000, 8000, "private"], 8111, [8000, 80, "private", true]]
          }
        }`,
        code: withContainer({}, 'app1', {
          clients: ['client1'],
          exposes: [[80, 80, 'public'], [9443, 443], [8000, 8000, 'private'], 8111, [8000, 80, 'private', true]],
        }),
      },
    ],
    makes: {
      'container:spec.app1@client1': {
        body: {
          ExposedPorts: { '80/tcp': {}, '9443/tcp': {}, '8000/tcp': {}, '8111/tcp': {} },
          HostConfig: {
            PortBindings: {
              '80/tcp': [{ HostIp: '178.0.0.1', HostPort: '80' }],
              '9443/tcp': [{ HostPort: '443' }],
              '8000/tcp': [
                { HostIp: '10.0.0.1', HostPort: '8000' },
                { HostIp: '2001:a01:a02:12f0::1', HostPort: '80' },
              ],
            },
          },
        },
      },
    },
    containers: ['container:spec.app1@client1'],
  },
  {
    says: 'a command line alone is run by root, where the config names no user',
    forms: [
      {
        yaml: `app1: { exec_commands: "/bin/bash -c 'script.sh'" }`,
        json: `{ "app1": { "exec_commands": "/bin/bash -c 'script.sh'" } }`,
        code: { app1: { exec_commands: "/bin/bash -c 'script.sh'" } },
      },
      {
        yaml: `app1: { exec_commands: ["/bin/bash -c 'script.sh'"] }`,
        json: `{ "app1": { "exec_commands": ["/bin/bash -c 'script.sh'"] } }`,
        code: { app1: { exec_commands: ["/bin/bash -c 'script.sh'"] } },
      },
    ],
    makes: { 'container:spec.app1': { exec: [script] } },
  },
  {
    says: "a command line alone is run by the config's user",
    rest: { app1: { user: 'app' } },
    forms: [
      {
        yaml: `app1: { exec_commands: "/bin/bash -c 'script.sh'" }`,
        json: `{ "app1": { "exec_commands": "/bin/bash -c 'script.sh'" } }`,
        code: { app1: { exec_commands: "/bin/bash -c 'script.sh'" } },
      },
    ],
    makes: { 'container:spec.app1': { exec: [{ ...script, user: 'app' }] } },
  },
  {
    says: 'the second of two elements is the user that runs the command, a line or a list of words',
    forms: [
      {
        yaml: `
          app1:
            exec_commands:
              - ["/bin/bash -c 'script1.sh'", root]
              - [[/bin/bash, -c, script2.sh], user]`,
        json: `{
          "app1": {
            "exec_commands": [["/bin/bash -c 'script1.sh'", "root"], [["/bin/bash", "-c", "script2.sh"], "user"]]
          }
        }`,
        code: {
          app1: {
            exec_commands: [
              ["/bin/bash -c 'script1.sh'", 'root'],
              [['/bin/bash', '-c', 'script2.sh'], 'user'],
            ],
          },
        },
      },
    ],
    makes: { 'container:spec.app1': { exec: [script1, script2] } },
  },
  {
    says: 'the third element says when: at every start, or once after the creation',
    forms: [
      {
        yaml: `
          app1:
            exec_commands:
              - ["/bin/bash -c 'script1.sh'", root]
              - [[/bin/bash, -c, script2.sh], user, initial]`,
        json: `{
          "app1": {
            "exec_commands": [
              ["/bin/bash -c 'script1.sh'", "root"],
              [["/bin/bash", "-c", "script2.sh"], "user", "initial"]
            ]
          }
        }`,
        code: {
          app1: {
            exec_commands: [
              ["/bin/bash -c 'script1.sh'", 'root'],
              [['/bin/bash', '-c', 'script2.sh'], 'user', 'initial'],
            ],
          },
        },
      },
    ],
    makes: { 'container:spec.app1': { exec: [script1, { ...script2, policy: 'initial' }] } },
  },
  {
    says: 'options that no field has; objects, or in code a function that gives them',
    forms: [
      {
        yaml: `
          app1:
            create_options: { mem_limit: 3g }
            host_config: { restart_policy: { MaximumRetryCount: 0, Name: always } }`,
        json: `{
          "app1": {
            "create_options": { "mem_limit": "3g" },
            "host_config": { "restart_policy": { "MaximumRetryCount": 0, "Name": "always" } }
          }
        }`,
        code: withContainer({}, 'app1', {
          create_options: { mem_limit: '3g' },
          host_config: { restart_policy: { MaximumRetryCount: 0, Name: 'always' } },
        }),
      },
      {
        yaml: `
          app1:
            create_options: { mem_limit: 3g }
            start_options: { restart_policy: { MaximumRetryCount: 0, Name: always } }`,
        json: `{
          "app1": {
            "create_options": { "mem_limit": "3g" },
            "start_options": { "restart_policy": { "MaximumRetryCount": 0, "Name": "always" } }
          }
        }`,
        code: {
          app1: {
            create_options: () => ({ mem_limit: '3g' }),
            host_config: () => ({ restart_policy: { MaximumRetryCount: 0, Name: 'always' } }),
          },
        },
      },
    ],
    makes: { 'container:spec.app1': options },
  },
]
