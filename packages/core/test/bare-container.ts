/** What a container resource is that a map says nothing of. */
import type { ContainerResource } from '../src/resource/resource'

export const BARE = {
  kind: 'container',
  instance: null,
  attached: null,
  endpoints: [],
  exec: [],
  stopSignal: null,
  stopTimeout: null,
  startDelay: 0,
  persistent: false,
  preventDestroy: false,
  updateOrder: 'stop-first',
  compare: {},
  origins: {},
} as const satisfies Partial<ContainerResource>
