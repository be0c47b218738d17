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
    expect(out).toContain('-/+ create container a.web.next from nginx:2 on default: Image changed\n')
    expect(out).toContain('+ create container a.new from new:latest')
    expect(out).toContain('- remove container a.old')
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
    expect([code, out]).toEqual([0, expect.stringContaining('create container a.web.next from nginx:2')])
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
