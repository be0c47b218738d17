import type { Action, ContainerBody } from '@dmap/core'
import { lacksOf } from '../src/lacks'
import { localClient } from './clients'

const about = { client: 'a', target: 'container:shop.web@a', name: 'shop.web' } as const
const podman = localClient('unix:///run/podman.sock', { docker: '/usr/bin/podman' })
const docker = localClient('unix:///run/docker.sock')

const create = (body: Partial<ContainerBody>): Action => ({
  ...about,
  _tag: 'CreateContainer',
  body: { Image: 'nginx:1', Labels: {}, ...body },
})
const pull = (reference: string): Action => ({ client: 'a', target: 'image:nginx@a', _tag: 'PullImage', reference })

describe('what cannot be said without the API', () => {
  it.each<readonly [string, Action, ReadonlyArray<string>]>([
    ['an entrypoint of two words', create({ Entrypoint: ['a', 'b'] }), ['Entrypoint']],
    [
      'several options at once',
      create({ Healthcheck: { Test: ['CMD', 'true'] }, HostConfig: { Mounts: [] } }),
      ['Healthcheck', 'HostConfig.Mounts'],
    ],
    ['a secret in the environment', create({ Env: [{ $concat: ['A=', { $secret: 's' }] }] }), ['Env']],
    [
      'a secret in a command',
      { ...about, _tag: 'Exec', command: ['login', { $secret: 's' }], user: 'root', ignoreExit: false },
      ['Cmd (a secret)'],
    ],
    [
      'a secret user of a command',
      { ...about, _tag: 'Exec', command: ['id'], user: { $secret: 's' }, ignoreExit: false },
      ['User (a secret)'],
    ],
    ['a login', pull('r.example.com/nginx:1'), ['auth (the login of the client)']],
    ['nothing special', create({ Cmd: ['a', 'b'] }), []],
  ])('%s', (_, action, lacks) => {
    const auth = { registry: 'r.example.com', username: 'u', password: { $secret: 'p' } }
    expect(lacksOf(action, { ...podman, auth })).toEqual(lacks)
    expect(lacksOf(action, { ...docker, auth })).toEqual([])
  })

  it('takes an image of another registry without the login', () => {
    const auth = { registry: 'https://r.example.com/v2', username: 'u', password: 'p' }
    expect(lacksOf(pull('nginx:1'), { ...podman, auth })).toEqual([])
    expect(lacksOf(pull('r.example.com/nginx:1'), { ...podman, auth })).toHaveLength(1)
  })
})
