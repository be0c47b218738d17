/** The script of the action, with the built program and a stand-in of the code host. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { ADDED, BASE, CHANGED, jsonServer, REMOVED, repository, textOf } from './code-host'
import type { Folder } from './session'

const root = join(__dirname, '../../..')
const program = join(root, 'packages/cli/dist/bin/dmap.js')
const script = join(root, 'action/review.mjs')

const describeWhenBuilt = existsSync(program) ? describe : describe.skip
if (!existsSync(program)) process.stderr.write('skipped: the program is not built; "pnpm build" does that\n')

interface Comment {
  readonly id: number
  body: string
  readonly user: { readonly type: string }
}

interface Host {
  readonly url: string
  readonly comments: Comment[]
  readonly requests: string[]
  /** Answers each attempt to write with this status. */
  refuse: number | null
}

const server: { current?: Server } = {}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const text = await textOf(request)
  return text === '' ? '' : (JSON.parse(text) as { body: string }).body
}

const startHost = async (): Promise<Host> => {
  const host: { -readonly [K in keyof Host]: Host[K] } = { url: '', comments: [], requests: [], refuse: null }
  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
    host.requests.push(`${request.method} ${pathname}`)
    if (request.headers.authorization !== 'Bearer the-token') return [401, {}]
    if (request.method === 'GET') {
      const page = Number(searchParams.get('page')) - 1
      return [200, host.comments.slice(100 * page, 100 * (page + 1))]
    }
    if (host.refuse !== null) return [host.refuse, {}]
    const body = await bodyOf(request)
    if (request.method === 'POST') {
      host.comments.push({ id: host.comments.length + 1, body, user: { type: 'Bot' } })
      return [201, {}]
    }
    const comment = host.comments.find(({ id }) => pathname.endsWith(`/comments/${id}`))
    if (comment !== undefined) comment.body = body
    return [200, {}]
  }
  const listening = await jsonServer(answer)
  server.current = listening.server
  host.url = listening.url
  return host
}

interface Use {
  readonly base: string
  readonly head: string
  readonly fork?: boolean
  readonly env?: Readonly<Record<string, string>>
}

const runIn = (folder: Folder, host: Host, { base, head, fork = false, env = {} }: Use) => {
  const event = {
    repository: { full_name: 'owner/site' },
    pull_request: {
      number: 7,
      base: { sha: base, repo: { full_name: 'owner/site' } },
      head: { sha: head, repo: { full_name: fork ? 'stranger/site' : 'owner/site' } },
    },
  }
  folder.write('event.json', JSON.stringify(event))
  return new Promise<{ readonly code: number | null; readonly out: string }>((resolve) => {
    const child = spawn(process.execPath, [script], {
      cwd: folder.path,
      env: {
        PATH: process.env['PATH'] ?? '',
        GITHUB_API_URL: host.url,
        GITHUB_EVENT_PATH: join(folder.path, 'event.json'),
        GITHUB_STEP_SUMMARY: join(folder.path, 'summary.md'),
        DMAP_TOKEN: 'the-token',
        DMAP_COMMAND: `${process.execPath} ${program}`,
        ...env,
      },
    })
    let out = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += chunk.toString('utf8')
      })
    child.on('close', (code) => resolve({ code, out }))
  })
}

describeWhenBuilt('the action', () => {
  afterEach(() => new Promise((resolve) => server.current?.close(resolve)))

  it('writes one comment, and keeps it up to date', async () => {
    const host = await startHost()
    host.comments.push({ id: 1, body: '<!-- dmap-review:default -->\nby a person', user: { type: 'User' } })
    const { folder, commit } = repository()
    const base = commit(BASE)
    const first = commit(CHANGED)
    expect(await runIn(folder, host, { base, head: first })).toEqual({ code: 0, out: '' })
    expect(host.comments).toHaveLength(2)
    expect(host.comments[1]?.body).toContain('container dmap.web | **recreated**')
    expect(folder.read('summary.md')).toBe(host.comments[1]?.body)
    const second = commit(REMOVED)
    expect((await runIn(folder, host, { base, head: second })).code).toBe(0)
    expect(host.comments).toHaveLength(2)
    expect(host.comments[1]?.body).toContain('container dmap.old | **removed**')
    host.requests.splice(0)
    await runIn(folder, host, { base, head: second })
    expect(host.requests).toEqual(['GET /repos/owner/site/issues/7/comments'])
  })

  it('finds its comment behind a hundred others', async () => {
    const host = await startHost()
    for (let id = 1; id <= 100; id += 1) host.comments.push({ id, body: 'hello', user: { type: 'Bot' } })
    host.comments.push({ id: 101, body: '<!-- dmap-review:site -->\nold', user: { type: 'Bot' } })
    const { folder, commit } = repository()
    await runIn(folder, host, { base: commit(BASE), head: commit(CHANGED), env: { DMAP_KEY: 'site' } })
    expect(host.comments).toHaveLength(101)
    expect(host.comments[100]?.body).toContain('nginx:2')
  })

  it.each([
    ['never', REMOVED, 0],
    ['remove', REMOVED, 1],
    ['remove', CHANGED, 0],
    ['outage', CHANGED, 1],
    ['outage', REMOVED, 1],
    ['outage', ADDED, 0],
    ['any', ADDED, 1],
    ['any', BASE, 0],
    ['sometimes', BASE, 1],
  ])('with fail-on %s', async (policy, text, expected) => {
    const host = await startHost()
    const { folder, commit } = repository()
    const { code, out } = await runIn(folder, host, {
      base: commit(BASE),
      head: commit(text),
      env: { DMAP_FAIL_ON: policy },
    })
    expect([code, out.includes('::error::')]).toEqual([expected, expected === 1])
  })

  it.each([
    ['the own repository', false, true],
    ['a fork', true, false],
  ])('lets code of %s run: %s becomes %s', async (_, fork, runs) => {
    const host = await startHost()
    const { folder, commit } = repository()
    folder.write(
      'map.js',
      `require('node:fs').writeFileSync(${JSON.stringify(join(folder.path, 'ran'))}, '')\nmodule.exports = { name: 'm', web: { image: 'x' } }\n`,
    )
    const [base, head] = [commit(BASE), commit(CHANGED)]
    const { code } = await runIn(folder, host, {
      base,
      head,
      fork,
      env: { DMAP_MAPS: 'map.js', DMAP_ALLOW_CODE: 'true' },
    })
    expect([code === 0, folder.has('ran')]).toEqual([runs, runs])
  })

  it('shows no variable of the job to the map of a fork', async () => {
    const host = await startHost()
    const { folder, commit } = repository()
    const [base, head] = [commit(BASE), commit('web: { image: !env SOME_KEY }\nold: { image: old }\n')]
    const env = { SOME_KEY: 'abc', DMAP_TOKEN: 'the-token' }
    expect((await runIn(folder, host, { base, head, fork: true, env })).code).toBe(1)
    expect(host.comments).toEqual([])
    expect((await runIn(folder, host, { base, head, env })).code).toBe(0)
    expect(host.comments[0]?.body).toContain('abc')
  })

  it('goes on where a fork may not write comments, and fails where the own repository may not', async () => {
    const host = await startHost()
    host.refuse = 403
    const { folder, commit } = repository()
    const [base, head] = [commit(BASE), commit(CHANGED)]
    expect(await runIn(folder, host, { base, head, fork: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('::warning::'),
    })
    expect((await runIn(folder, host, { base, head })).code).toBe(1)
  })
})
