/** Small resources and observations for tests of planning, without a map. */
import { isRight } from 'fp-ts/lib/Either.js'
import { materialise } from '../../src/observe/materialise'
import type { ClientObservation, ContainerStatus, Observation, ObservedContainer } from '../../src/observe/observation'
import type { Intent, IntentOptions } from '../../src/plan/intent'
import type { Plan } from '../../src/plan/plan'
import { planFor } from '../../src/plan/plan-for'
import { resourceId } from '../../src/resource/id'
import { LABEL } from '../../src/resource/labels'
import type { Because, ContainerResource, Need, Resource, Resources } from '../../src/resource/resource'
import { BARE } from '../bare-container'

const CLIENT = 'default'

const containerId = (config: string) => resourceId('container', `m.${config}`, CLIENT)

export const need = (config: string, because: Because): Need => ({ id: containerId(config), because, field: [config] })

export const container = (config: string, more: Partial<ContainerResource> = {}): ContainerResource => {
  const name = `m.${config}`
  const image = resourceId('image', 'img:latest', CLIENT)
  return {
    ...BARE,
    id: resourceId('container', name, CLIENT),
    client: CLIENT,
    name,
    config,
    image,
    body: { Image: 'img:latest', Labels: { [LABEL.map]: 'm', [LABEL.config]: config, [LABEL.kind]: 'instance' } },
    field: ['containers', config],
    ...more,
    needs: [{ id: image, because: { _tag: 'Image' }, field: [config] }, ...(more.needs ?? [])],
  }
}

export const resourcesOf = (...containers: ReadonlyArray<Resource>): Resources => ({
  map: 'm',
  clients: [CLIENT],
  all: [
    {
      kind: 'image',
      id: resourceId('image', 'img:latest', CLIENT),
      client: CLIENT,
      name: 'img:latest',
      reference: 'img:latest',
      pull: 'missing',
      needs: [],
      field: [],
    },
    ...containers,
  ],
  moved: [],
  groups: {},
})

export const observed = (
  resource: ContainerResource,
  status: ContainerStatus,
  more: Partial<ObservedContainer> = {},
): ObservedContainer => ({
  ...materialise({ body: resource.body, endpoints: resource.endpoints }),
  id: `id-${more.name ?? resource.name}`,
  name: resource.name,
  image: 'sha256:img',
  state: { status, started: status !== 'created', ...(status === 'exited' ? { exitCode: 0 } : {}) },
  ...more,
})

export const observationOf = (
  containers: ReadonlyArray<ObservedContainer>,
  more: Partial<ClientObservation> = {},
): Observation => ({
  format: '1.0',
  clients: {
    [CLIENT]: {
      engine: { id: 'e1', version: '20.10.24', apiVersion: '1.41' },
      containers,
      networks: [],
      volumes: [],
      images: [{ id: 'sha256:img', references: ['img:latest'], config: {} }],
      ...more,
    },
  },
})

export const intent = (
  kind: Intent['kind'],
  options: IntentOptions = {},
  selection: ReadonlyArray<string> = [],
): Intent => ({
  kind,
  selection,
  options,
})

/** The plan, or a failure of the test with all that stands against it. */
export const planned = (resources: Resources, observation: Observation, wanted: Intent): Plan => {
  const plan = planFor({ resources, observation, intent: wanted })
  if (isRight(plan)) return plan.right
  throw new Error(JSON.stringify(plan.left, null, 2))
}

const idsOf = (plan: Plan): ReadonlyArray<string> => plan.steps.map((step) => step.id)

/** Ids in the order of the plan, without what they have in common. */
export const shortIds = (plan: Plan): ReadonlyArray<string> =>
  idsOf(plan).map((id) => id.replace('container:m.', '').replace('@default', ''))

export const indexOf = (plan: Plan, id: string): number => {
  const index = idsOf(plan).indexOf(id)
  if (index < 0) throw new Error(`no step ${id} in ${idsOf(plan).join(', ')}`)
  return index
}
