/** Containers as the tests of the comparison want them, and as an Engine would show them. */
import type { Path } from '../../src/base/issue'
import type { JsonObject } from '../../src/base/json'
import { emptyClient } from '../../src/observe/assemble'
import { materialise } from '../../src/observe/materialise'
import type { ClientObservation, ObservedContainer, ObservedImage } from '../../src/observe/observation'
import { resourceId } from '../../src/resource/id'
import { LABEL } from '../../src/resource/labels'
import type {
  ContainerBody,
  ContainerResource,
  Endpoint,
  NetworkResource,
  VolumeResource,
} from '../../src/resource/resource'
import { BARE } from '../bare-container'

export const OUR_LABELS = { [LABEL.map]: 'shop', [LABEL.config]: 'web', [LABEL.kind]: 'instance' }

const IMAGE = 'app:1'
export const IMAGE_ID = 'sha256:0000000000000000000000000000000000000000000000000000000000000001'

type BodyParts = Omit<Partial<ContainerBody>, 'HostConfig' | 'Labels'> & {
  readonly HostConfig?: JsonObject
  readonly Labels?: ContainerBody['Labels']
}

export const body = (parts: BodyParts = {}): ContainerBody =>
  ({ Image: IMAGE, ...parts, Labels: { ...OUR_LABELS, ...parts.Labels } }) as ContainerBody

interface More {
  readonly name?: string
  readonly endpoints?: ReadonlyArray<Pick<Endpoint, 'network' | 'config'>>
  readonly compare?: ContainerResource['compare']
  readonly origins?: Readonly<Record<string, Path>>
}

export const wanted = (request: ContainerBody, more: More = {}): ContainerResource => {
  const { name = 'shop.web', endpoints = [], compare = {}, origins = {} } = more
  return {
    ...BARE,
    id: resourceId('container', name, 'default'),
    client: 'default',
    name,
    needs: [],
    field: ['containers', 'web'],
    config: 'web',
    image: resourceId('image', request.Image, 'default'),
    body: request,
    endpoints: endpoints.map((endpoint, index) => ({ ...endpoint, field: ['containers', 'web', 'networks', index] })),
    compare,
    origins,
  }
}

export const image = (config: JsonObject = {}, parts: Partial<ObservedImage> = {}): ObservedImage => ({
  id: IMAGE_ID,
  references: [IMAGE],
  config,
  ...parts,
})

/** What an Engine shows of the container right after it was created. */
export const observed = (
  want: ContainerResource,
  of: ObservedImage = image(),
  parts: Partial<ObservedContainer> = {},
  others: ReadonlyArray<ObservedContainer> = [],
): ObservedContainer => ({
  id: 'c0de'.repeat(16),
  name: want.name,
  image: of.id,
  state: { status: 'running', started: true },
  ...materialise({
    body: want.body,
    endpoints: want.endpoints,
    image: of,
    mountsOf: (name) => others.find((other) => other.name === name)?.mounts,
  }),
  ...parts,
})

export const client = (parts: Partial<ClientObservation> = {}): ClientObservation => ({
  ...emptyClient,
  images: [image()],
  ...parts,
})

export const network = (request: JsonObject, name = 'shop.front'): NetworkResource => ({
  kind: 'network',
  id: resourceId('network', name, 'default'),
  client: 'default',
  name,
  needs: [],
  field: ['networks', 'front'],
  body: request,
})

export const volume = (request: JsonObject, name = 'shop.data'): VolumeResource => ({
  kind: 'volume',
  id: resourceId('volume', name, 'default'),
  client: 'default',
  name,
  needs: [],
  field: ['volumes', 'data'],
  body: request,
  attached: { alias: 'data', parent: 'web', owners: [], path: '/data', preparation: null },
})
