/** `dmap diff`: maps and revisions of maps against each other. */
import { execFileSync } from 'node:child_process'
import { folderWith, simulatedHost } from './session'

const BASE = 'name: a\nweb: { image: "nginx:1", uses: db }\ndb: { image: db, shares: /data }\nold: { image: old }\n'
const HEAD = 'name: a\nweb: { image: "nginx:2", uses: db }\ndb: { image: db, shares: /data }\nnew: { image: new }\n'

describe('dmap diff', () => {
  it('shows what would happen, without a host', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD })
    const { code, out, err } = await folder.dmap('diff a.yaml b.yaml', { executors })
    expect([code, err, executors.opened()]).toEqual([0, '', 0])
    expect(out).toContain(
      '-/+ replace container a.web on default, away 10.4 s: Image changed\n      Image: "nginx:1" → "nginx:2"',
    )
    expect(out).toContain('+ create container a.new from new:latest')
    expect(out).toContain('- stop and remove container a.old')
    expect(out).not.toContain('a.db')
  })

  it('exits with 2 where there are changes and it was asked for', async () => {
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD })
    expect((await folder.dmap('diff a.yaml b.yaml --detailed-exitcode')).code).toBe(2)
    expect((await folder.dmap('diff a.yaml a.yaml --detailed-exitcode')).code).toBe(0)
  })

  it.each([
    ['markdown', /^<!-- dmap-review/],
    ['json', /^\{\n {2}"format"/],
  ])('as %s', async (format, expected) => {
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD })
    const { code, out } = await folder.dmap(`diff a.yaml b.yaml --format ${format}`)
    expect([code, out]).toEqual([0, expect.stringMatching(expected)])
  })

  it('starts from what was seen where a snapshot is given', async () => {
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD })
    await folder.dmap('startup -f b.yaml --executor dryrun -o s.json')
    expect((await folder.dmap('diff a.yaml b.yaml --state s.json')).out).toContain('Nothing to do.\n')
  })

  it('reads revisions of a git repository, and does not run their code unasked', async () => {
    const folder = folderWith({ 'maps/shop.yaml': BASE, 'map.ts': 'process.exit(99)' })
    const git = (...words: ReadonlyArray<string>) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], { cwd: folder.path })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'base')
    folder.write('maps/shop.yaml', HEAD)
    const { code, out } = await folder.dmap('diff HEAD:maps/shop.yaml maps/shop.yaml')
    expect([code, out]).toEqual([0, expect.stringContaining('replace container a.web on default')])
    expect((await folder.dmap('diff HEAD:map.ts maps/shop.yaml')).code).not.toBe(0)
  })

  it.each([
    ['a file that is not there', 'diff a.yaml x.yaml', 64, /x\.yaml/],
    ['an invalid map', 'diff a.yaml c.yaml', 3, /c\.yaml:1:8/],
    ['a word that looks like an option of git', 'diff a.yaml --output=x:y', 64, /unknown option/],
  ])('refuses %s', async (_, words, code, message) => {
    const result = await folderWith({ 'a.yaml': BASE, 'c.yaml': 'web: { imag: x }' }).dmap(words)
    expect([result.code, result.err]).toEqual([code, expect.stringMatching(message)])
  })
})

describe('the sides of dmap diff', () => {
  const repository = () => {
    const folder = folderWith({ 'dmap.yaml': BASE })
    const git = (...words: ReadonlyArray<string>) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], { cwd: folder.path })
    const commit = (files: Readonly<Record<string, string>>) => {
      for (const [file, text] of Object.entries(files)) folder.write(file, text)
      git('add', '.')
      git('commit', '-qm', 'change')
    }
    git('init', '-q', '-b', 'main')
    commit({})
    return { folder, git, commit }
  }

  it('begin where a branch has left the other one', async () => {
    const { folder, git, commit } = repository()
    git('checkout', '-qb', 'feature')
    commit({ 'dmap.yaml': HEAD })
    git('checkout', '-q', 'main')
    commit({ 'dmap.yaml': `${BASE}later: { image: later }\n` })
    expect((await folder.dmap('diff main...feature')).out).not.toContain('later')
    expect((await folder.dmap('diff main..feature')).out).toContain(
      'stop and remove 2 containers on default: the map no longer has them\n      a.later, a.old\n',
    )
    expect((await folder.dmap('diff feature')).out).toContain('create container a.later')
  })

  it('are folders with several maps', async () => {
    const { folder, commit } = repository()
    commit({ 'maps/a.yaml': BASE, 'maps/b.yaml': BASE, 'maps/gone.yaml': BASE })
    folder.write('next/a.yaml', HEAD)
    folder.write('next/b.yaml', BASE)
    folder.write('next/new.yaml', HEAD)
    const { out, err } = await folder.dmap('diff main:maps next --format markdown')
    expect(err).toBe('')
    expect(out).toContain('gone.yaml is gone')
    expect(out).toContain('new.yaml is new')
    expect(out).toContain('**b.yaml**: nothing to do')
    expect(out).toContain('### a.yaml on default')
  })

  it('are each environment', async () => {
    const clients = 'clients: { one: {}, two: {} }\nenvironments: { a: { clients: [one] }, b: { clients: [two] } }\n'
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD, 'dmap.clients.yaml': clients })
    const { out, err } = await folder.dmap('diff a.yaml b.yaml -e a -e b --format markdown')
    expect(err).toBe('')
    expect(out).toMatch(/### b\.yaml \\\(a\\\) on one[\s\S]*### b\.yaml \\\(b\\\) on two/)
  })

  it('are saved plans', async () => {
    const folder = folderWith({ 'a.yaml': BASE, 'b.yaml': HEAD })
    for (const name of ['a', 'b'])
      await folder.dmap(`plan startup -f ${name}.yaml --name m --state empty -o ${name}.json`)
    const { out, code } = await folder.dmap('diff a.json b.json --detailed-exitcode')
    expect(code).toBe(2)
    expect(out).toContain('- create container:m.old@default\n')
    expect(out).toContain('+ create container:m.new@default\n')
    expect(out).toContain('~ create container:m.web@default\n')
    expect(out).toContain('action.body.Image: "nginx:1" → "nginx:2"')
    expect((await folder.dmap('diff a.json a.json --detailed-exitcode')).out).toBe('The plans do the same.\n')
  })

  it('run code of a revision only where that is allowed', async () => {
    const { folder, commit } = repository()
    commit({
      'part.ts': 'export const image = "nginx:1"',
      'map.ts': 'import { image } from "./part"\nexport default { name: "m", web: { image } }',
    })
    folder.write('part.ts', 'export const image = "nginx:2"')
    expect((await folder.dmap('diff HEAD:map.ts map.ts')).code).toBe(64)
    expect((await folder.dmap('diff HEAD:map.ts map.ts --allow-code')).out).toContain('nginx:2')
    expect(execFileSync('git', ['status', '--short'], { cwd: folder.path, encoding: 'utf8' })).toBe(' M part.ts\n')
  })
})

describe('dmap explain', () => {
  it('leads to field, file and line, and tells what would not happen', async () => {
    const folder = folderWith({ 'a.yaml': BASE, 'dmap.yaml': HEAD })
    const { out, code } = await folder.dmap('explain web --base a.yaml --name m')
    expect(code).toBe(0)
    expect(out).toContain(
      'because Image changed (containers.web.image, dmap.yaml:2:8)\n    Image: "nginx:1" → "nginx:2"',
    )
    expect(out).toMatch(/Without that, 7 steps would not happen:\n {2}pull image:nginx:2@default\n/)
  })

  it('explains the plan of an intent', async () => {
    const folder = folderWith({ 'dmap.yaml': BASE })
    expect((await folder.dmap('explain web startup --state empty')).out).toContain('because it is missing')
    expect((await folder.dmap('explain nobody startup --state empty')).code).toBe(64)
  })

  it.each(['web', 'shop.web'])('says that nothing happens to %s where it is as it should be', async (name) => {
    const folder = folderWith({ 'dmap.yaml': 'name: shop\nweb: { image: nginx }' })
    await folder.dmap('startup --executor dryrun -o after.json')
    const { code, out, err } = await folder.dmap(`explain ${name} update --state after.json`)
    expect([code, out, err]).toEqual([0, `Nothing happens to "${name}".\n`, ''])
    const unknown = await folder.dmap('explain webb update --state after.json')
    expect(unknown).toMatchObject({ code: 64, err: expect.stringContaining('did you mean "web"?') })
  })
})
