/** The example on a real Engine, by the command line alone: up, seen, refused, down, and nothing left. */
import { rmSync } from 'node:fs'
import { describeWithEngine } from '@dmap/testing'
import { type Folder, folderWith, SITE } from './session'

const MAP = 'dmcli'
const FILES = '/tmp/dmcli-site'

describeWithEngine('the example of a site', (engine) => {
  let folder: Folder
  const dmap = (words: string) =>
    folder.dmap(`${words} --name ${MAP} --set host_root=${FILES} --set repository=${MAP}.example.com`)
  const states = () =>
    Object.fromEntries(
      engine
        .docker('ps', '-a', '--filter', `label=io.dmap.map=${MAP}`, '--format', '{{.Names}} {{.State}}')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ')),
    )
  const inside = (container: string, command: string) => engine.docker('exec', container, 'sh', '-c', command)

  const ATTACHED = {
    [`${MAP}.app_log`]: 'exited',
    [`${MAP}.app_server_socket`]: 'exited',
    [`${MAP}.web_log`]: 'exited',
  }
  const INSTANCES = {
    [`${MAP}.app_server.instance1`]: 'running',
    [`${MAP}.app_server.instance2`]: 'running',
    [`${MAP}.web_server`]: 'running',
  }

  beforeAll(async () => {
    // Other ports than 80 and 443: the machine is not only this test's.
    folder = folderWith({
      'dmap.yaml': SITE.replace('80: 80', '80: 18080').replace('443: 443', '443: 18443'),
      'dmap.clients.yaml': `default: { base_url: "${engine.url}", attached_image: ${MAP}/true, helper_image: ${MAP}/sh }`,
    })
    for (const image of [`${MAP}.example.com/app`, `${MAP}.example.com/nginx`, `${MAP}/sh`])
      await engine.importImage(image)
    await engine.importImage(`${MAP}/true`, { Cmd: ['/true'] })
    await engine.cleanUp(MAP)
  })

  afterAll(async () => {
    await engine.cleanUp(MAP)
    rmSync(FILES, { recursive: true, force: true })
  })

  it('is started: three run, three hold volumes', async () => {
    const { code, err } = await dmap('startup --yes')
    expect([code, err.includes('failed')]).toEqual([0, false])
    expect(states()).toEqual({ ...ATTACHED, ...INSTANCES })
  })

  it('has a socket directory with owner and mode that all of its users see', () => {
    const socket = '/var/lib/app/socket'
    expect(inside(`${MAP}.web_server`, `stat -c '%u:%g %a' ${socket}`)).toBe('2000:2000 750')
    inside(`${MAP}.app_server.instance1`, `touch ${socket}/seen`)
    expect(inside(`${MAP}.app_server.instance2`, `ls ${socket}`)).toBe('seen')
    expect(inside(`${MAP}.web_server`, `ls ${socket}`)).toBe('seen')
  })

  it('leaves nothing to do, by the hosts and by a snapshot of them', async () => {
    expect(await dmap('plan startup --detailed-exitcode')).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
    expect(await dmap('plan update --detailed-exitcode')).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
    await dmap('observe -o s.json')
    expect(await dmap('plan update --state s.json --detailed-exitcode')).toMatchObject({ code: 0 })
  })

  it('is shut down but for its volumes', async () => {
    expect((await dmap('shutdown --yes')).code).toBe(0)
    expect(states()).toEqual(ATTACHED)
  })

  it('is refused before the first step where a name is taken by a stranger', async () => {
    engine.docker('create', '--name', `${MAP}.web_server`, `${MAP}/sh`)
    const { code, err } = await dmap('startup --yes')
    engine.docker('rm', `${MAP}.web_server`)
    expect(code).toBe(1)
    expect(err).toContain(`"${MAP}.web_server" on default was not made by the map "${MAP}"`)
    expect(states()).toEqual(ATTACHED)
  })

  it('reports a taken port with host, object and the words of the Engine, and does the rest', async () => {
    engine.docker('run', '-d', '--name', `${MAP}-taken`, '-p', '18080:80', `${MAP}/sh`)
    const { code, out } = await dmap('startup --yes')
    engine.docker('rm', '-f', `${MAP}-taken`)
    expect(code).toBe(1)
    expect(out).toMatch(
      new RegExp(`failed {3}start container ${MAP}\\.web_server on default\\n.*: 500 .*port is already allocated`),
    )
    expect(states()).toEqual({ ...ATTACHED, ...INSTANCES, [`${MAP}.web_server`]: 'created' })
  })

  it('reports an image that cannot be had', async () => {
    const { code, out } = await dmap('update --yes --set web_server.image=127.0.0.1:9/none')
    expect(code).toBe(1)
    expect(out).toMatch(/failed {3}pull image 127\.0\.0\.1:9\/none:latest on default\n {9}default: /)
  })

  it('is repaired, then removed to the last volume', async () => {
    expect((await dmap('startup --yes')).code).toBe(0)
    expect(states()).toEqual({ ...ATTACHED, ...INSTANCES })
    expect((await dmap('shutdown --yes --option remove_attached')).code).toBe(0)
    expect(states()).toEqual({})
    expect(engine.docker('volume', 'ls', '-q', '--filter', `label=io.dmap.map=${MAP}`)).toBe('')
  })
})

describeWithEngine('an Engine that is not there', () => {
  it('is named, with exit code 5', async () => {
    const folder = folderWith({ 'dmap.yaml': 'web: { image: nginx }' })
    const { code, err } = await folder.dmap('plan startup', { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
    expect([code, err]).toEqual([5, expect.stringMatching(/^dmap: default cannot be reached: /)])
  })
})
