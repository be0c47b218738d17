/** Where a secret once stood, its value is shown nowhere, whatever the map says by now. */
import type { MapValue } from '@dmap/testing'
import { type JsonObject, LABEL, redactContainer, renderText } from '../../src'
import type { Observation, ObservedContainer } from '../../src/observe/observation'
import { carriedOut, compiled, NOTHING, plan } from '../generate/world'

const VALUE = 'hunter2'

const app = (config: object): MapValue => ({ name: 'm', containers: { app: { image: 'one', ...config } } })

/** What a real Engine shows: the values that the executor put in. */
const withValue = (observation: Observation): Observation =>
  JSON.parse(JSON.stringify(observation).replaceAll('<secret>', VALUE)) as Observation

const clientOf = ({ clients }: Observation) => clients['default'] as Observation['clients'][string]

const withContainers = (observation: Observation, containers: ReadonlyArray<ObservedContainer>): Observation => ({
  ...observation,
  clients: { default: { ...clientOf(observation), containers } },
})

/** As executors observe: with what the query of today's map names taken out, and what the label tells. */
const seen = (observation: Observation, secrets: ReadonlyArray<string> = []): Observation =>
  withContainers(
    observation,
    clientOf(observation).containers.map((one) => redactContainer(one, { secrets: { [one.name]: secrets } })),
  )

/** The label holds the placeholder, and no value ever takes its place. */
const runs = (map: MapValue): Observation => {
  const before = carriedOut(NOTHING, plan(compiled(map), NOTHING, { kind: 'startup', selection: [], options: {} }))
  const real = withValue(before)
  const containers = clientOf(real).containers.map((one, index) => {
    const [now, then] = [one, clientOf(before).containers[index] as ObservedContainer].map(
      ({ config }) => config['Labels'] as JsonObject,
    )
    const config = { ...one.config, Labels: { ...now, [LABEL.secrets]: then?.[LABEL.secrets] } }
    return { ...one, config }
  })
  return withContainers(real, containers)
}

const secret = { $secret: 'p' }

const FORMER: ReadonlyArray<readonly [string, object, object, string]> = [
  ['a variable', { environment: { PASSWORD: secret } }, { environment: { PASSWORD: 'open' } }, 'Env.PASSWORD'],
  [
    'a variable that is gone',
    { environment: { PASSWORD: secret, A: '1' } },
    { environment: { A: '1' } },
    'Env.PASSWORD',
  ],
  [
    'a command',
    { create_options: { command: ['run', secret] } },
    { create_options: { command: ['run', 'open'] } },
    'Cmd',
  ],
  ['a label', { create_options: { labels: { key: secret } } }, {}, 'Labels.key'],
  [
    'an option of the log driver',
    { host_config: { log_config: { Type: 'splunk', Config: { 'splunk-token': secret } } } },
    {},
    'HostConfig.LogConfig',
  ],
]

describe('a former secret', () => {
  it.each(FORMER)('%s shows in no observation, plan or rendering', (_, before, after, field) => {
    const real = runs(app(before))
    expect(JSON.stringify(real)).toContain(VALUE)
    const observation = seen(real)
    expect(JSON.stringify(observation)).not.toContain(VALUE)
    const made = plan(compiled(app(after)), observation, { kind: 'update', selection: [], options: {} })
    const changes = made.steps.flatMap(({ reason }) => (reason._tag === 'Changed' ? reason.changes : []))
    expect(changes.map((change) => change.field)).toContain(field)
    expect(JSON.stringify(made)).not.toContain(VALUE)
    expect(renderText(made)).not.toContain(VALUE)
  })

  it.each(FORMER)('%s is no difference while it is one', (_, before) => {
    const variables = Object.keys((before as { environment?: object }).environment ?? {})
    const observation = seen(
      runs(app(before)),
      variables.filter((name) => name === 'PASSWORD'),
    )
    expect(plan(compiled(app(before)), observation, { kind: 'update', selection: [], options: {} }).steps).toEqual([])
  })

  it('is left out as a whole where it is not what was asked for', () => {
    const container = {
      id: 'x',
      name: 'm.app',
      image: 'i',
      state: { status: 'running', started: true },
      config: { Cmd: ['other', VALUE], Labels: { [LABEL.secrets]: '{"Cmd":["run","<secret>"]}' } },
      hostConfig: {},
      mounts: [],
      networks: {},
    } satisfies ObservedContainer
    expect(redactContainer(container, { secrets: {} }).config['Cmd']).toEqual(['<secret>', '<secret>'])
    const broken = { ...container, config: { ...container.config, Labels: { [LABEL.secrets]: '{' } } }
    expect(redactContainer(broken, { secrets: {} })).toBe(broken)
  })
})
