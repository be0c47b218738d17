import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyObservation, type ObservedContainer, type Query } from '@dmap/core'
import { dryrunExecutor } from '../src/executor'
import { readSnapshot, writeSnapshot } from '../src/snapshot'

const container = (name: string, more: Partial<ObservedContainer> = {}): ObservedContainer => ({
  id: name,
  name,
  image: 'sha256:1',
  state: { status: 'running', started: true },
  config: {},
  hostConfig: {},
  mounts: [],
  networks: {},
  ...more,
})

const query = (more: Partial<Query['clients'][string]> = {}): Query => ({
  map: 'shop',
  clients: { default: { containers: [], networks: [], volumes: [], images: [], secrets: {}, ...more } },
})

const host = (...containers: ReadonlyArray<ObservedContainer>) => {
  const empty = emptyObservation(['default'])
  return { ...empty, clients: { default: { ...empty.clients['default'], containers } } } as typeof empty
}

const namesSeen = async (observation: ReturnType<typeof host>, asked: Query) => {
  const seen = await dryrunExecutor({ observation }).observe(asked)()
  return seen._tag === 'Right' ? seen.right.observation.clients['default']?.containers.map(({ name }) => name) : []
}

it('finds what carries the label, has one of the names, or mounts one of the volumes', async () => {
  const observation = host(
    container('a', { config: { Labels: { 'io.dmap.map': 'shop' } } }),
    container('b'),
    container('c', { mounts: [{ type: 'volume', name: 'v', destination: '/v', readonly: false }] }),
    container('d', { config: { Labels: { 'io.dmap.map': 'other' } } }),
  )
  expect(await namesSeen(observation, query({ containers: ['b'], volumes: ['v'] }))).toEqual(['a', 'b', 'c'])
})

it('takes values of secrets out of what it shows', async () => {
  const observation = host(container('b', { config: { Env: ['A=1', 'P=hunter2'] } }))
  const seen = await dryrunExecutor({ observation }).observe(query({ containers: ['b'], secrets: { b: ['P'] } }))()
  expect(JSON.stringify(seen)).not.toContain('hunter2')
})

it('lists a client that the snapshot lacks as unreachable, and refuses its actions', async () => {
  const executor = dryrunExecutor({ observation: emptyObservation([]) })
  expect(await executor.observe(query())()).toMatchObject({
    right: { unreachable: [{ client: 'default', _tag: 'Unreachable' }] },
  })
  const pull = { _tag: 'PullImage', client: 'default', target: 'image:a:1@default', reference: 'a:1' } as const
  expect(await executor.perform(pull, new AbortController().signal)()).toMatchObject({ left: { _tag: 'Unreachable' } })
})

it('writes a snapshot and reads the same one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'))
  const file = join(folder, 's.json')
  const observation = host(container('a'))
  await writeSnapshot(file, observation)
  expect(await readSnapshot(file)).toEqual({ _tag: 'Right', right: observation })
  writeFileSync(file, '{')
  expect(await readSnapshot(file)).toMatchObject({ _tag: 'Left', left: [expect.stringContaining(file)] })
  rmSync(folder, { recursive: true })
})
