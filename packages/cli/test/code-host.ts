/** What the scripts for code review meet: a repository with a map, and a stand-in of the code host. */
import { execFileSync } from 'node:child_process'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Folder, folderWith } from './session'

export const BASE = 'web: { image: "nginx:1" }\nold: { image: old }\n'
export const CHANGED = 'web: { image: "nginx:2" }\nold: { image: old }\n'
export const REMOVED = 'web: { image: "nginx:1" }\n'
export const ADDED = `${BASE}new: { image: new }\n`

export interface Repository {
  readonly folder: Folder
  /** Commits all that is in the folder, the text as its map; gives the revision. */
  readonly commit: (text: string) => string
}

export const repositoryIn = (folder: Folder): Repository => {
  const git = (...words: ReadonlyArray<string>) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], {
      cwd: folder.path,
      encoding: 'utf8',
    }).trim()
  git('init', '-q')
  return {
    folder,
    commit: (text) => {
      folder.write('dmap.yaml', text)
      git('add', '.')
      git('commit', '-qm', 'change', '--allow-empty')
      return git('rev-parse', 'HEAD')
    },
  }
}

export const repository = (): Repository => repositoryIn(folderWith({}))

export const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

export type Answer = (request: IncomingMessage) => Promise<readonly [status: number, value: unknown]>

export const jsonServer = async (answer: Answer): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer(async (request, response) => {
    const [status, value] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
