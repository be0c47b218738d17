/** The snippet for GitLab as it stands in the documentation, with the built program and a stand-in of the code host. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ADDED, BASE, CHANGED, jsonServer, REMOVED, repositoryIn, textOf } from './code-host'
import { type Folder, folderWith } from './session'

const root = join(__dirname, '../../..')
const program = join(root, 'packages/cli/dist/bin/dmap.js')
const missing = existsSync(program)
  ? spawnSync('curl', ['--version']).status === 0
    ? null
    : 'there is no curl'
  : 'the program is not built; "pnpm build" does that'
if (missing !== null) process.stderr.write(`skipped: the snippet for GitLab: ${missing}\n`)
const describeWhenPossible = missing === null ? describe : describe.skip

const page = readFileSync(join(root, 'docs/review.md'), 'utf8')
const [, snippet = ''] = /```yaml\n(dmap-review:[\s\S]*?)```/.exec(page) ?? []
interface Snippet {
  readonly 'dmap-review': { readonly script: ReadonlyArray<string> }
}

// The library that core reads maps with.
const { parse } = createRequire(require.resolve('@dmap/core'))('yaml') as { readonly parse: (text: string) => Snippet }
const job = parse(snippet)['dmap-review']

interface Note {
  readonly id: number
  body: string
}

const servers: Server[] = []

const startHost = async () => {
  const notes: Note[] = []
  const requests: string[] = []
  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const { pathname } = new URL(request.url ?? '', 'http://host')
    requests.push(`${request.method} ${pathname}`)
    if (request.headers['private-token'] !== 'the-token') return [401, {}]
    if (request.method === 'GET') return [200, notes]
    const body = new URLSearchParams(await textOf(request)).get('body') ?? ''
    if (request.method === 'POST') {
      notes.push({ id: notes.length + 1, body })
      return [201, {}]
    }
    const note = notes.find(({ id }) => pathname === `/projects/3/merge_requests/7/notes/${id}`)
    if (note === undefined) return [404, {}]
    note.body = body
    return [200, {}]
  }
  const { url, server } = await jsonServer(answer)
  servers.push(server)
  return { url, notes, requests }
}

/** With a stand-in of `npx` that runs the built program. */
const repository = () => {
  const folder = folderWith({ 'bin/npx': `#!/bin/sh\nshift 2\nexec ${process.execPath} ${program} "$@"\n` })
  execFileSync('chmod', ['+x', join(folder.path, 'bin/npx')])
  return repositoryIn(folder)
}

/** As the runner does: all entries in one shell that ends with the first command that fails. */
const runJob = (folder: Folder, url: string, base: string, head: string, failOn = 'never') =>
  new Promise<{ readonly code: number | null; readonly out: string }>((resolve) => {
    const child = spawn('bash', ['-c', ['set -eo pipefail', ...job.script].join('\n')], {
      cwd: folder.path,
      env: {
        PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}`,
        CI_API_V4_URL: url,
        CI_PROJECT_ID: '3',
        CI_MERGE_REQUEST_IID: '7',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
        CI_COMMIT_SHA: head,
        DMAP_TOKEN: 'the-token',
        FAIL_ON: failOn,
      },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.on('close', (code) => resolve({ code, out }))
  })

describeWhenPossible('the snippet for GitLab', () => {
  afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

  it('writes one note, keeps it up to date, and leaves those of others alone', async () => {
    const { url, notes, requests } = await startHost()
    notes.push({ id: 1, body: 'hello' })
    const { folder, commit } = repository()
    const base = commit(BASE)
    expect((await runJob(folder, url, base, commit(CHANGED))).code).toBe(0)
    expect(notes.map(({ body }) => body.split('\n')[0])).toEqual(['hello', '<!-- dmap-review:default -->'])
    expect(notes[1]?.body).toContain('container dmap.web | **recreated**')
    expect(folder.read('review.html')).toMatch(/^<!doctype html>/)
    expect((await runJob(folder, url, base, commit(REMOVED))).code).toBe(0)
    expect(notes).toHaveLength(2)
    expect(notes[1]?.body).toContain('container dmap.old | **removed**')
    expect(requests.map((text) => text.split(' ')[0])).toEqual(['GET', 'POST', 'GET', 'PUT'])
  })

  it.each([
    ['remove', REMOVED, 1],
    ['remove', CHANGED, 0],
    ['outage', CHANGED, 1],
    ['outage', ADDED, 0],
    ['any', ADDED, 1],
    ['any', BASE, 0],
  ])('with FAIL_ON %s', async (failOn, text, expected) => {
    const { url, notes } = await startHost()
    const { folder, commit } = repository()
    expect((await runJob(folder, url, commit(BASE), commit(text), failOn)).code).toBe(expected)
    expect(notes).toHaveLength(1)
  })

  it('fails where the note cannot be written', async () => {
    const { folder, commit } = repository()
    const { code, out } = await runJob(folder, 'http://127.0.0.1:9', commit(BASE), commit(CHANGED))
    expect([code === 0, out]).toEqual([false, expect.stringContaining('curl')])
  })
})
