import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from '@dmap/core'
import { isThere, prelude } from '../src/prelude'
import { dockerOf, hasApi } from '../src/settings'

const client = (more: Partial<ClientConfig>, ssh: Partial<NonNullable<ClientConfig['ssh']>> = {}): ClientConfig => ({
  interfaces: {},
  interfaces_ipv6: {},
  compare: {},
  ssh: { sudo: false, host_commands: false, ...ssh },
  ...more,
})

describe('how the docker command is called', () => {
  it.each<readonly [string, ClientConfig, string]>([
    ['as it is', client({}), ''],
    [
      'by its path',
      client({}, { docker: '/opt/docker cli/docker' }),
      `docker() { command '/opt/docker cli/docker' "$@"; }`,
    ],
    ['as podman', client({}, { docker: 'podman' }), 'docker() { command podman "$@"; }'],
    ['with sudo', client({ base_url: 'ssh://a' }, { sudo: true }), 'docker() { sudo -n docker "$@"; }'],
    [
      'for a socket on a host behind SSH',
      client({ base_url: 'ssh://deploy@a/run/user/1000/docker.sock' }),
      'docker() { command docker --host unix:///run/user/1000/docker.sock "$@"; }',
    ],
    [
      'for a socket',
      client({ base_url: 'unix:///run/d.sock' }),
      'docker() { command docker --host unix:///run/d.sock "$@"; }',
    ],
    [
      'for a socket in the old form',
      client({ base_url: 'unix://run/d.sock' }),
      'docker() { command docker --host unix:///run/d.sock "$@"; }',
    ],
    [
      'for a bare host',
      client({ base_url: 'a.example.com' }),
      'docker() { command docker --host tcp://a.example.com:2375 "$@"; }',
    ],
    [
      'with certificates',
      client({ base_url: 'tcp://a:2376', tls: { verify: true, ca: 'ca.pem', cert: 'c.pem', key: 'k.pem' } }),
      'docker() { command docker --tlsverify --tlscacert ca.pem --tlscert c.pem --tlskey k.pem --host tcp://a:2376 "$@"; }',
    ],
  ])('%s', (_, config, expected) => {
    expect(prelude(dockerOf(config), [])).toBe(expected)
  })

  it('has an API behind it unless it is podman', () => {
    expect([client({}), client({}, { docker: '/usr/bin/podman' })].map(hasApi)).toEqual([true, false])
  })
})

describe('the functions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-prelude-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const program = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const sh = (text: string) =>
    spawnSync('sh', ['-c', text], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, TMPDIR: folder } })

  it('send a request as it stands, and wait for the answer before the input ends', () => {
    // Reads what it is sent and not a byte more, as an Engine does: it must answer while its input is open.
    program(
      'docker',
      'for i in 1 2 3 4 5 6 7; do IFS= read -r line; printf "%s\\n" "$line"; done; dd bs=1 count=10 2>/dev/null',
    )
    const { stdout, status } = sh(`${prelude(dockerOf(client({})))}\nengine POST /a 'X-H: 1' <<'END'\n{"a":"é"}\nEND`)
    expect(status).toBe(0)
    expect(stdout).toContain(
      'POST /a HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nX-H: 1\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a":"é"}',
    )
  })

  it('end where the command of a request fails at once', () => {
    program('docker', 'echo "unknown command" >&2; exit 1')
    const { stderr, status } = sh(`${prelude(dockerOf(client({})))}\nengine POST /a <<'END'\n{}\nEND`)
    expect([status, stderr]).toEqual([1, 'unknown command\n'])
  })

  it('change owner and mode where the volume lies, by sudo where it is asked for', () => {
    program(
      'docker',
      `case "$*" in volume*) echo "${folder}/v" ;; *) printf '/a = /x\\n/data = ${folder}/w\\n' ;; esac`,
    )
    program('sudo', 'echo "sudo $*"; [ "$2" != docker ] || { shift 2; exec docker "$@"; }')
    program('chown', 'echo "chown $*"')
    program('chmod', 'echo "chmod $*"')
    const plain = prelude(dockerOf(client({})))
    expect(sh(`${plain}\nown volume v /data 1:1 ''`).stdout).toBe(`chown -R 1:1 ${folder}/v\n`)
    expect(sh(`${plain}\nown container c /data 1:1 u=rwX`).stdout).toBe(
      `chown -R 1:1 ${folder}/w\nchmod -R u=rwX ${folder}/w\n`,
    )
    const none = sh(`${plain}\nown container c /other 1:1 ''`)
    expect([none.status, none.stderr]).toEqual([1, 'no place on the host for /other of container c\n'])
  })

  it('tell whether the docker command is there', () => {
    program('docker', 'true')
    expect(sh(isThere(dockerOf(client({})))).status).toBe(0)
    const missing = sh(isThere(dockerOf(client({}, { docker: 'no-such-docker' }))))
    expect([missing.status, missing.stderr]).toEqual([1, 'no-such-docker is not found\n'])
  })

  it('ask sudo for the docker command alone, which may be all that it allows', () => {
    const check = isThere(dockerOf(client({}, { sudo: true })))
    program('docker', 'true')
    program(
      'sudo',
      '[ "$*" = "-n -l docker" ] && echo /usr/bin/docker || { echo "sudo: a password is required" >&2; exit 1; }',
    )
    expect(sh(check)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    // What sudo says of a command that it does not allow, where it allows others: nothing.
    program('sudo', 'exit 1')
    const refused = sh(check)
    expect([refused.status, refused.stderr]).toEqual([1, 'sudo does not run docker for this user without a password\n'])
  })
})

describe('stopping by a signal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-stop-by-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Says that the container runs as often as told, and notes how it was stopped. */
  const stopped = (seconds: string, looks: number): string => {
    const file = join(folder, `log-${seconds}`)
    writeFileSync(file, '')
    const docker = [
      'docker() {',
      `  echo "$1" >>${file}`,
      `  if [ "$1" = container ]; then [ $(grep -c container ${file}) -le ${looks} ] && echo true || echo false; fi`,
      '}',
    ].join('\n')
    const stopBy = prelude(dockerOf(client({})), ['stop_by'])
    const { status } = spawnSync('sh', ['-c', `${stopBy}\n${docker}\nstop_by web SIGINT ${seconds}`])
    expect(status).toBe(0)
    return readFileSync(file, 'utf8').trim().replaceAll('\n', ' ')
  }

  it('kills at once what has no time', () => {
    expect(stopped('0', 3)).toBe('kill container stop')
  })

  it('waits for ever for what is given less than none', () => {
    expect(stopped('-1', 3)).toBe('kill container container container container stop')
  })
})
