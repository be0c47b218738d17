import { isLeft } from 'fp-ts/lib/Either.js'
import { assembleClient, containerFromInspect, decodeObservation, EMPTY_ENGINE } from '../../src/index'
import { isLater } from '../../src/observe/time'

const container = (name: string, members: Record<string, unknown>) => {
  const read = containerFromInspect({
    Id: `id of ${name}`,
    Name: `/${name}`,
    State: { Status: 'exited', StartedAt: '2024-05-01T10:00:00Z' },
    Config: { Labels: { 'io.dmap.map': 'm' } },
    Created: '2024-05-01T09:00:00Z',
    ...members,
  })
  if (isLeft(read)) throw new Error(read.left)
  return read.right
}

const network = (name: string, id: string) => ({ id, name, labels: {}, config: {}, containers: [] })

const client = (containers: ReadonlyArray<ReturnType<typeof container>>, networks = [network('m.front', 'new')]) =>
  assembleClient({ engine: EMPTY_ENGINE, volumes: [], images: [], containers, networks })

const onNetwork = (name: string, NetworkID: string) =>
  client([container('m.web', { NetworkSettings: { Networks: { [name]: { NetworkID } } } })]).containers[0]?.networks

describe('An endpoint', () => {
  it.each([
    ['is as it should be on the network of that name', 'm.front', 'new', {}],
    ['is as it should be before the Engine looked its network up', 'm.front', '', {}],
    ['is as it should be where podman gives the name in place of the id', 'm.front', 'm.front', {}],
    ['is lost where another network has the name now', 'm.front', 'old', { lost: true }],
    ['is lost where the map has no such network now', 'm.gone', 'old', { lost: true }],
    ["is as it should be on another one's network, which nobody looked at", 'proxy', 'old', {}],
    ['is never lost on a network that comes with the Engine', 'bridge', 'old', {}],
  ])('%s', (_, name, id, endpoint) => {
    expect(onNetwork(name, id)).toEqual({ [name]: endpoint })
  })
})

describe('A link', () => {
  const linked = (...others: ReadonlyArray<ReturnType<typeof container>>) =>
    client([
      container('m.web', {
        Created: '2024-05-01T09:00:00.15Z',
        HostConfig: { Links: ['/m.db:/m.web/x', '/o:/m.web/y'] },
      }),
      ...others,
    ]).containers.find(({ name }) => name === 'm.web')?.hostConfig['Links']

  it.each([
    ['leads to a container that was there before', '2024-05-01T09:00:00.1499Z', ['m.db:x', 'o:y']],
    ['leads to one made at the same moment', '2024-05-01T09:00:00.150Z', ['m.db:x', 'o:y']],
    ['leads nowhere where the container is younger than it', '2024-05-01T09:00:00.1500001Z', [':x', 'o:y']],
  ])('%s', (_, Created, links) => {
    expect(linked(container('m.db', { Created }))).toEqual(links)
  })

  it("leads nowhere where the map's container is not there; of another one's nothing is known", () => {
    expect(linked()).toEqual([':x', 'o:y'])
  })
})

it('What is lost is kept in a snapshot, and what it was found out from is not', () => {
  const seen = client([
    container('m.web', {
      HostConfig: { Links: ['/m.db:/m.web/x'] },
      NetworkSettings: { Networks: { 'm.front': { NetworkID: 'old' } } },
    }),
  ])
  expect(Object.keys(seen.containers[0] ?? {})).not.toContain('made')
  const saved = JSON.parse(JSON.stringify({ format: '1.0', clients: { default: seen } })) as unknown
  expect(decodeObservation(saved)).toEqual({ _tag: 'Right', right: saved })
})

describe('An instant', () => {
  it.each([
    ['2024-05-01T10:00:00.2Z', '2024-05-01T10:00:00.19Z', true],
    ['2024-05-01T10:00:00.10Z', '2024-05-01T10:00:00.1Z', false],
    ['2024-05-01T10:00:00Z', '2024-05-01T09:59:59.999999999Z', true],
    ['2024-05-01T10:00:00+02:00', '2024-05-01T09:00:00Z', false],
    ['2024-05-01T10:00:00-02:00', '2024-05-01T11:00:00Z', true],
    ['2024-03-01T00:00:00Z', '2024-02-29T23:59:59Z', true],
    ['2025-01-01T00:00:00+01:00', '2024-12-31T23:00:00Z', false],
    ['', '2024-12-31T23:00:00Z', false],
    ['yesterday', '', false],
  ])('%s is later than %s: %s', (a, b, later) => {
    expect(isLater(a, b)).toBe(later)
  })
})
