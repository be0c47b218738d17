import { spawnSync } from 'node:child_process'
import { engineAddress } from '../src/find-engine'

describe('without an Engine', () => {
  const runJest = (environment: Record<string, string>) =>
    spawnSync(
      process.execPath,
      [require.resolve('jest/bin/jest'), '--selectProjects', 'testing', '--testPathPatterns', 'testing/test/engine'],
      {
        cwd: `${__dirname}/../../..`,
        env: { ...process.env, DMAP_TEST_ENGINE: 'unix:///nonexistent/docker.sock', ...environment },
        encoding: 'utf8',
      },
    )

  it('tests are skipped and say why', () => {
    const { status, stderr } = runJest({ DMAP_REQUIRE_ENGINE: '' })
    expect(stderr).toContain(
      'skipped: the test engine: no Docker Engine answers at unix:///nonexistent/docker.sock (ENOENT)',
    )
    expect(stderr).toContain('4 skipped')
    expect(status).toBe(0)
  }, 60_000)

  it('tests fail where one is required', () => {
    const { status, stderr } = runJest({ DMAP_REQUIRE_ENGINE: '1' })
    expect(stderr).toContain('DMAP_REQUIRE_ENGINE=1 says that there must be one')
    expect(status).toBe(1)
  }, 60_000)
})

it.each([
  ['unix:///var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
  ['unix://var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
  ['tcp://127.0.0.1:2375', { host: '127.0.0.1', port: 2375 }],
  ['tcp://engine', { host: 'engine', port: 2375 }],
])('the address of %s', (url, address) => {
  expect(engineAddress(url)).toEqual(address)
})
