/** Leaves an Engine as a test found it: whatever carries the test's prefix or map label goes. */
import type { Answer } from './answer'

type Request = (method: string, path: string, body?: unknown) => Promise<Answer>

interface Listed {
  readonly Id?: string
  readonly Name?: string
  readonly Names?: ReadonlyArray<string>
  readonly Labels?: Readonly<Record<string, string>> | null
}

/** Containers first (they hold the rest), with their anonymous volumes; then networks, then volumes. */
export const cleanUp = async (request: Request, prefix: string): Promise<void> => {
  const ours = (listed: Listed): boolean =>
    listed.Labels?.['io.dmap.map'] === prefix ||
    [...(listed.Names ?? []), listed.Name ?? ''].some((name) => name.replace(/^\//, '').startsWith(prefix))
  const containers: Listed[] = (await request('GET', '/containers/json?all=1')).body
  await removeAll(
    request,
    containers.filter(ours).map(({ Id }) => `/containers/${Id}?force=1&v=1`),
  )
  const networks: Listed[] = (await request('GET', '/networks')).body
  await removeAll(
    request,
    networks.filter(ours).map(({ Id }) => `/networks/${Id}`),
  )
  const volumes: Listed[] = (await request('GET', '/volumes')).body.Volumes ?? []
  await removeAll(
    request,
    volumes.filter(ours).map(({ Name }) => `/volumes/${Name}?force=1`),
  )
}

/** One after the other; 404 and 409 (its removal is under way already) are as good as done. */
const removeAll = async (request: Request, paths: ReadonlyArray<string>): Promise<void> => {
  for (const path of paths) {
    const { status, body } = await request('DELETE', path)
    const settled = status < 300 || status === 404 || status === 409
    if (!settled) throw new Error(`DELETE ${path}: ${status} ${body?.message}`)
  }
}
