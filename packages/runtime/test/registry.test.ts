import { isLoginFor, pullProblem, pullProgress, registryAuth, registryKey, registryOf } from '../src/registry'

it.each([
  ['nginx', 'docker.io'],
  ['library/nginx:1', 'docker.io'],
  ['index.docker.io/a/b', 'docker.io'],
  ['registry-1.docker.io/a/b', 'docker.io'],
  ['localhost/app', 'localhost'],
  ['host:5000/app@sha256:1', 'host:5000'],
  ['registry.example.com/a/b:1', 'registry.example.com'],
])('the registry of %s is %s', (reference, registry) => {
  expect(registryOf(reference)).toBe(registry)
})

it.each([
  [undefined, 'nginx', true],
  ['https://index.docker.io/v1/', 'index.docker.io/a/b', true],
  ['https://r.example.com', 'r.example.com/a', true],
  ['https://r.example.com', 'nginx', false],
])('a login for %s is for %s: %p', (registry, reference, is) => {
  const auth = { username: 'me', password: 'p', ...(registry === undefined ? {} : { registry }) }
  expect(isLoginFor(auth, reference)).toBe(is)
  expect(isLoginFor(undefined, reference)).toBe(false)
})

it('a login is given as text that an Engine can decode, whatever is in it', () => {
  const text = registryAuth(registryKey('docker.io'), { username: 'ü', password: '??>>~~' })
  expect(text).toMatch(/^[\w-]+=*$/)
  expect(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).toEqual({
    username: 'ü',
    password: '??>>~~',
    serveraddress: 'https://index.docker.io/v1/',
  })
})

it('an event of a pull tells how far it is, or why it is over', () => {
  expect(pullProgress({ id: 'a1', status: 'Pull complete' })).toBe('a1: Pull complete')
  expect(pullProgress({ id: 'a1', status: 'Downloading', progress: '[=>  ]' })).toBe('')
  expect(pullProblem({ error: 'denied', errorDetail: { message: 'denied: no login' } })).toBe('denied: no login')
  expect(pullProblem({ error: 'denied' })).toBe('denied')
  expect(pullProblem({ status: 'Pulling' })).toBeUndefined()
})
