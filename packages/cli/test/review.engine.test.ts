/** Ten kinds of change in a git repository: the comment names exactly the containers that a real Engine run then touches. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { describeWithEngine } from '@dmap/testing'
import { type Folder, folderWith } from './session'

const MAP = 'dmreview'
const FILES = '/tmp/dmreview-files'

const BASE = `name: ${MAP}
host_root: ${FILES}
common: { abstract: true, stop_timeout: 1, create_options: { environment: { TIER: low } } }
cache: { image: "${MAP}/app:1", stop_timeout: 1 }
web:
  image: ${MAP}/app:1
  stop_timeout: 1
  links: cache
  uses: socket
  exposes: { 80: 18090 }
app:
  image: ${MAP}/app:1
  instances: [a, b]
  stop_timeout: 1
  networks: back
  attaches: socket
  user: 1000
  permissions: u=rwX
  create_options: { environment: { MODE: prod } }
db: { image: "${MAP}/app:1", stop_timeout: 1, networks: back, binds: data }
worker: { image: "${MAP}/app:1", extends: common }
clerk: { image: "${MAP}/app:1", extends: common }
volumes: { socket: /var/run/app, data: /var/lib/db }
host: { data: db }
networks: { back: {}, front: {} }
`

interface Found {
  readonly id: string
  readonly started: string
}

type Touched = Readonly<Record<string, string>>

describeWithEngine('a review', (engine) => {
  let folder: Folder
  const git = (...words: ReadonlyArray<string>) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], { cwd: folder.path })
  const commit = (text: string) => {
    folder.write('dmap.yaml', text)
    git('add', '.')
    git('commit', '-qm', 'change', '--allow-empty')
  }
  const containers = (): ReadonlyMap<string, Found> => {
    const ids = engine.docker('ps', '-aq', '--filter', `label=io.dmap.map=${MAP}`).split('\n').filter(Boolean)
    const lines = engine.docker('inspect', '--format', '{{.Name}} {{.Id}} {{.State.StartedAt}}', ...ids).split('\n')
    return new Map(
      lines.map((line) => {
        const [name = '', id = '', started = ''] = line.split(' ')
        return [name.slice(1), { id, started }]
      }),
    )
  }
  const update = async () => {
    const { code, err, out } = await folder.dmap('update --yes --option prune')
    expect([code, code === 0 ? '' : out + err]).toEqual([0, ''])
  }

  beforeAll(async () => {
    folder = folderWith({
      'dmap.yaml': BASE,
      'dmap.clients.yaml': `default: { base_url: "${engine.url}", attached_image: ${MAP}/true, helper_image: ${MAP}/sh }`,
    })
    await engine.importImage(`${MAP}/app:1`, { Labels: { version: '1' } })
    await engine.importImage(`${MAP}/app:2`, { Labels: { version: '2' } })
    await engine.importImage(`${MAP}/sh`)
    await engine.importImage(`${MAP}/true`, { Cmd: ['/true'] })
    await engine.cleanUp(MAP)
    git('init', '-q', '-b', 'main')
    commit(BASE)
  })

  afterAll(async () => {
    await engine.cleanUp(MAP)
    rmSync(FILES, { recursive: true, force: true })
  })

  it.each([
    ['an image', `cache: { image: "${MAP}/app:1"`, `cache: { image: "${MAP}/app:2"`],
    ['a variable', 'MODE: prod', 'MODE: test'],
    ['a port', '80: 18090', '80: 18091'],
    ['a bind', 'host: { data: db }', 'host: { data: db2 }'],
    ['the name of a config', '\nworker:', '\nlabourer:'],
    ['an instance that is added', '[a, b]', '[a, b, c]'],
    ['an instance that is removed', '[a, b]', '[a]'],
    ['permissions', 'u=rwX', 'u=rwX,g=rX'],
    ['an inherited field', 'TIER: low', 'TIER: high'],
    ['the path of a volume', '/var/run/app', '/run/app'],
    ['a network', 'networks: back, binds', 'networks: front, binds'],
  ])('of %s', async (_, from, to) => {
    expect(BASE).toContain(from)
    git('checkout', '-q', 'main')
    await update()
    const before = containers()
    git('checkout', '-qB', 'feature')
    commit(BASE.replace(from, to))
    const { out } = await folder.dmap('diff main...feature --format markdown')
    await update()
    const found = touched(before, containers())
    expect(Object.keys(found)).not.toEqual([])
    expect(named(out)).toEqual(found)
    expect((await folder.dmap('plan update')).out).toBe('Nothing to do.\n')
  })
})

/** What has happened to each container, told from ids and times. */
const touched = (before: ReadonlyMap<string, Found>, after: ReadonlyMap<string, Found>): Touched =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
      const [old, now] = [before.get(name), after.get(name)]
      if (old === undefined) return [[name, 'created']]
      if (now === undefined) return [[name, 'removed']]
      if (old.id !== now.id) return [[name, 'recreated']]
      return old.started === now.started ? [] : [[name, 'restarted']]
    }),
  )

/** What the comment says of containers that do not stay as they are. */
const named = (comment: string): Touched => {
  const rows = comment.split('### dmap')[1] ?? ''
  return Object.fromEntries(
    [...rows.matchAll(/^\| container (\S+) \| \**(removed|recreated|restarted|stopped|started|created)\** \|/gm)]
      .map(([, name = '', fate = '']) => [name.replaceAll('\\', ''), fate] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
