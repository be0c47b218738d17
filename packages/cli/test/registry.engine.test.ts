/** Images from a registry that wants a login, by the command line alone: real pulls, every way to log in, every refusal. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithRegistry, REGISTRY_LOGIN, startRegistry, type TestRegistry } from '@dmap/testing'
import { type Folder, folderWith, type Result } from './session'

const MAP = 'dmreg'
const { usernames, password } = REGISTRY_LOGIN
const [alice, bob, carol] = usernames
const basic = (username: string, secret: string = password) => Buffer.from(`${username}:${secret}`).toString('base64')

describeWithRegistry('an image of a registry that wants a login', (engine) => {
  const docker = mkdtempSync(join(tmpdir(), 'dmap-docker-'))
  const path = process.env['PATH']
  let registry: TestRegistry
  let folder: Folder
  const image = (tag = '1') => `${registry.name}/${MAP}/app:${tag}`
  const configure = (value: object) => writeFileSync(join(docker, 'config.json'), JSON.stringify(value))
  const client = (username?: string) => {
    const auth = `, auth: { username: ${username}, password: !secret pw, registry: "${registry.name}" }`
    folder.write(
      'dmap.clients.yaml',
      `default: { base_url: "${engine.url}"${username === undefined ? '' : auth}, helper_image: x }\n`,
    )
  }
  /** Whatever is printed, and however much of it, no secret is in it. */
  const dmap = async (words: string, env: Readonly<Record<string, string>> = {}): Promise<Result> => {
    const result = await folder.dmap(`${words} --verbose --yes`, { env: { DOCKER_CONFIG: docker, ...env } })
    for (const secret of [password, ...usernames.map((name) => basic(name)), 'wrong-one', basic(alice, 'wrong-one')])
      expect(JSON.stringify(result)).not.toContain(secret)
    return result
  }
  const startup = (env?: Readonly<Record<string, string>>) => dmap('startup', env)
  /** What is said of the pull, where that is the one thing that failed. */
  const refusal = ({ code, out }: Result): string => {
    expect([code, out.match(/^failed/gm)]).toEqual([1, ['failed']])
    const lines = out.split('\n').map((line) => line.trim())
    const first = lines.findIndex((line) => line.startsWith('failed'))
    const end = lines.findIndex((line) => line.startsWith('skipped'))
    return lines.slice(first + 1, end).join('\n')
  }
  /** A program on the path that the Docker configuration may name. */
  const helper = (body: string): void => {
    writeFileSync(join(docker, 'docker-credential-dmtest'), `#!/bin/sh\nread registry\n${body}\n`)
    chmodSync(join(docker, 'docker-credential-dmtest'), 0o755)
    process.env['PATH'] = `${docker}:${path}`
  }
  const answer = (username: string) => `printf '{"Username":"${username}","Secret":"${password}"}'`

  beforeAll(async () => {
    registry = await startRegistry({ login: true })
    // A layer that no other image has, so that there is something to pull.
    await engine.importImage(`${MAP}/base`)
    engine.docker('run', '--name', `${MAP}-made`, `${MAP}/base`, 'sh', '-c', `echo ${registry.name} > /unique`)
    engine.docker('commit', '--change', 'CMD trap "exit 0" TERM; sleep 3600 & wait', `${MAP}-made`, image())
    await registry.take(engine, image())
  })
  beforeEach(() => {
    folder = folderWith({ 'dmap.yaml': `name: ${MAP}\nweb: { image: "${image()}", stop_timeout: 3 }\n` })
    client()
    configure({})
  })
  afterEach(async () => {
    process.env['PATH'] = path
    await engine.cleanUp(MAP)
    await engine.request('DELETE', `/images/${image()}`)
  })
  afterAll(async () => {
    await engine.request('DELETE', `/images/${MAP}/base:latest`)
    await registry.stop()
    rmSync(docker, { recursive: true, force: true })
  })

  it.each<[string, () => void]>([
    ['the Docker configuration file', () => configure({ auths: { [registry.name]: { auth: basic(alice) } } })],
    [
      'a credential helper',
      () => {
        helper(`[ "$registry" = '${registry.name}' ] && ${answer(bob)}`)
        configure({ credHelpers: { [registry.name]: 'dmtest' } })
      },
    ],
    [
      'the credential store',
      () => {
        helper(answer(carol))
        configure({ credsStore: 'dmtest' })
      },
    ],
    ["the client's own settings", () => client(bob)],
  ])('is pulled with the login of %s, and its progress is told', async (_, prepare) => {
    prepare()
    const { code, out, err } = await startup({ DMAP_SECRET_PW: password })
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' })
    expect(err).toMatch(/Pull complete/)
    expect(engine.docker('exec', `${MAP}.web`, 'cat', '/unique')).toBe(registry.name)
  })

  it('is refused without a login, and it is said how to give one', async () => {
    expect(refusal(await startup())).toMatch(
      new RegExp(
        `^default: POST /images/create: \\d+ .*no basic auth credentials: no login for ${registry.name} is known: ` +
          'give the client `auth`, or use `docker login`$',
      ),
    )
  })

  it('is refused with a wrong password, and it is said whose', async () => {
    configure({ auths: { [registry.name]: { auth: basic(alice, 'wrong-one') } } })
    const said = refusal(await startup())
    expect(said).toMatch(/authentication required|401/)
    expect(said).toMatch(new RegExp(`: ${registry.name} was given the login of ${alice}$`))
  })

  it('is not there by another tag, or by another name', async () => {
    configure({ auths: { [registry.name]: { auth: basic(alice) } } })
    const tag = refusal(await dmap(`startup --set web.image=${image('none')}`))
    expect(tag).toMatch(/^default: POST \/images\/create: 404 manifest for \S+\/app:none not found: .*$/)
    const name = refusal(await dmap(`startup --set web.image=${registry.name}/${MAP}/none:1`))
    expect(name).toMatch(/^default: POST \/images\/create: 404 .*\/none:1 not found: .*$/)
  })

  it.each([
    ['knows none', 'echo "credentials not found in native keychain"; exit 1'],
    ['breaks', 'exit 2'],
    ['says nonsense', `echo '${password}'`],
  ])('is refused with a credential helper that %s', async (_, body) => {
    helper(body)
    configure({ credHelpers: { [registry.name]: 'dmtest' } })
    expect(refusal(await startup())).toMatch(
      new RegExp(`: docker-credential-dmtest knows no login for ${registry.name}$`),
    )
  })

  it('is not asked for where the login is not to be had', async () => {
    configure({ credHelpers: { [registry.name]: 'nowhere' } })
    expect(refusal(await startup())).toMatch(/the program docker-credential-nowhere, .* cannot be run\nhint: /)
    client(alice)
    expect(refusal(await startup())).toMatch(/the secret pw has no value\nhint: /)
  })
})
