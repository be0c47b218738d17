/** One client of a simulated world: its objects, found by name, id, and by what they hold. Changes in place, for speed. */

import { contentHash } from '../base/canonical'
import { compareText } from '../base/compare-text'
import { assembleClient } from '../observe/assemble'
import { isUp } from '../observe/is-up'
import type {
  ClientObservation,
  Engine,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from '../observe/observation'
import { objectAt, textAt, textsAt } from '../observe/read'
import { fixedPortsIn, type HostPort } from '../resource/host-ports'
import { LABEL } from '../resource/labels'
import { referenceKey } from './reference'

/** A container, and the containers that the Engine has tied it to by id, whatever they are called later. */
export interface Simulated {
  readonly observed: ObservedContainer
  /** Id of the container whose network stack it shares. */
  readonly stack?: string
  /** Legacy links: alias to the target's id; to empty text where it is gone. */
  readonly links: ReadonlyMap<string, string>
}

const STACK_OF = 'container:'

/** What is held by containers, as keys: `volume data`, `network front`, `port 80/tcp`; the last two while it is up. */
export const keyOf = (kind: 'volume' | 'network' | 'port', name: string): string => `${kind} ${name}`

export class ClientState {
  readonly engine: Engine
  readonly networks = new Map<string, ObservedNetwork>()
  readonly volumes = new Map<string, ObservedVolume>()
  readonly images = new Map<string, ObservedImage>()
  private readonly byReference = new Map<string, ObservedImage>()
  private readonly containers = new Map<string, Simulated>()
  private readonly byName = new Map<string, string>()
  private readonly held = new Map<string, Set<string>>()
  /** Ids that were given at some time: never given again. */
  private readonly used = new Set<string>()
  /** Every container's last name, of those removed as well. */
  private readonly names = new Map<string, string>()

  constructor(client: ClientObservation) {
    this.engine = client.engine
    const ids = new Map(client.containers.map((container) => [container.name, container.id]))
    for (const container of client.containers) this.add(tie(container, ids))
    for (const network of client.networks) this.putNetwork(withoutOurs(network, ids))
    for (const volume of client.volumes) {
      this.volumes.set(volume.name, { ...volume, users: volume.users.filter((user) => !ids.has(user)) })
    }
    for (const image of client.images) this.putImage(image)
  }

  container(name: string): ObservedContainer | undefined {
    return this.simulated(name)?.observed
  }

  containerById(id: string): ObservedContainer | undefined {
    return this.containers.get(id)?.observed
  }

  simulated(name: string): Simulated | undefined {
    const id = this.byName.get(name) ?? name
    return this.containers.get(id)
  }

  add(container: Simulated): void {
    const { observed } = container
    this.containers.set(observed.id, container)
    this.byName.set(observed.name, observed.id)
    this.names.set(observed.id, observed.name)
    for (const id of [observed.id, container.stack, replacedBy(observed)]) if (id !== undefined) this.used.add(id)
    for (const key of keysOf(observed)) holdersIn(this.held, key).add(observed.id)
  }

  /** The Engine has looked up the network of every container that was started, and holds on to it. */
  removeNetwork(name: string): void {
    this.networks.delete(name)
    for (const { observed } of [...this.containers.values()]) {
      const endpoint = observed.networks[name]
      if (endpoint === undefined || !observed.state.started) continue
      this.change({ ...observed, networks: { ...observed.networks, [name]: { ...endpoint, lost: true } } })
    }
  }

  remove(container: ObservedContainer): void {
    this.containers.delete(container.id)
    this.byName.delete(container.name)
    for (const key of keysOf(container)) this.held.get(key)?.delete(container.id)
  }

  /** Puts `changed` in the place of the container with its id. */
  change(changed: ObservedContainer): void {
    const before = this.containers.get(changed.id)
    if (before === undefined) return
    this.remove(before.observed)
    this.add({ ...before, observed: changed })
  }

  /** Ids of the containers that hold `key`. */
  holders(key: string): ReadonlySet<string> {
    return this.held.get(key) ?? NOBODY
  }

  putNetwork(network: ObservedNetwork): void {
    this.networks.set(network.name, network)
    this.used.add(network.id)
  }

  /** The image that `reference` (or an id) leads to. */
  image(reference: string): ObservedImage | undefined {
    return this.images.get(reference) ?? this.byReference.get(referenceKey(reference))
  }

  putImage(image: ObservedImage): void {
    this.images.set(image.id, image)
    for (const reference of image.references) this.byReference.set(referenceKey(reference), image)
  }

  /**
   * An id for a new object, made of its name and the number of tries: the same in every run, in whatever order other
   * objects are made.
   */
  newId(kind: string, name: string): string {
    for (let attempt = 0; ; attempt += 1) {
      const id = contentHash([kind, name, attempt]).slice('sha256:'.length)
      if (!this.used.has(id)) return id
    }
  }

  snapshot(): ClientObservation {
    return assembleClient({
      engine: this.engine,
      containers: [...this.containers.values()].map((container) => this.withNames(container)),
      networks: [...this.networks.values()].map((network) => this.withContainers(network)),
      volumes: [...this.volumes.values()],
      images: [...this.images.values()],
    })
  }

  private withNames({ observed, stack, links }: Simulated): ObservedContainer {
    if (stack === undefined && links.size === 0) return observed
    const shown = [...links].map(([alias, id]) => `${this.linked(id)}:${alias}`).sort(compareText)
    const hostConfig = {
      ...observed.hostConfig,
      ...(stack === undefined ? {} : { NetworkMode: `${STACK_OF}${stack}` }),
      ...(shown.length === 0 ? {} : { Links: shown }),
    }
    return { ...observed, hostConfig }
  }

  /** Name of a link's target: none of one that is gone; a stranger's name stands for its id. */
  private linked(id: string): string {
    return this.containers.get(id)?.observed.name ?? (this.names.has(id) ? '' : id)
  }

  private withContainers(network: ObservedNetwork): ObservedNetwork {
    const ours = [...this.holders(keyOf('network', network.name))].map((id) => this.names.get(id) ?? id)
    return ours.length === 0 ? network : { ...network, containers: [...network.containers, ...ours].sort(compareText) }
  }
}

const NOBODY: ReadonlySet<string> = new Set()

/** Container `observed` with the ids behind the names in its network mode and links, as far as those are known. */
export const tie = (observed: ObservedContainer, ids: ReadonlyMap<string, string>): Simulated => {
  const mode = textAt(observed.hostConfig, 'NetworkMode')
  const target = mode.startsWith(STACK_OF) ? mode.slice(STACK_OF.length) : undefined
  const links = textsAt(observed.hostConfig, 'Links').map((link): [string, string] => {
    const colon = link.indexOf(':')
    const name = link.slice(0, colon)
    return [link.slice(colon + 1), ids.get(name) ?? name]
  })
  return {
    observed,
    ...(target === undefined ? {} : { stack: ids.get(target) ?? target }),
    links: new Map(links),
  }
}

const withoutOurs = (network: ObservedNetwork, ids: ReadonlyMap<string, string>): ObservedNetwork => ({
  ...network,
  containers: network.containers.filter((name) => !ids.has(name)),
})

const replacedBy = (container: ObservedContainer): string | undefined =>
  textAt(objectAt(container.config, 'Labels'), LABEL.replaces) || undefined

const keysOf = (container: ObservedContainer): ReadonlyArray<string> => {
  const volumes = container.mounts.flatMap(({ name }) => (name === undefined ? [] : [keyOf('volume', name)]))
  if (!isUp(container)) return volumes
  const shares = textAt(container.hostConfig, 'NetworkMode').startsWith(STACK_OF)
  return [
    ...volumes,
    ...(shares ? [] : Object.keys(container.networks).map((network) => keyOf('network', network))),
    ...hostPortsOf(container).map(({ port }) => keyOf('port', port)),
  ]
}

/**
 * Fixed ports on the host that a container takes when it starts. The Engine publishes exposed ports only: a binding of a
 * port that is not exposed has no effect (Engine 20.10; `docker create -p` exposes what it publishes).
 */
export const hostPortsOf = ({ config, hostConfig }: ObservedContainer): ReadonlyArray<HostPort> => {
  if (PORTLESS.test(textAt(hostConfig, 'NetworkMode'))) return []
  const fixed = fixedPortsIn(hostConfig)
  return Object.keys(objectAt(config, 'ExposedPorts')).flatMap((key) => fixed.filter(({ inside }) => inside === key))
}

const PORTLESS = /^(host|none|container:.*)$/

const holdersIn = (held: Map<string, Set<string>>, key: string): Set<string> => {
  const known = held.get(key)
  if (known !== undefined) return known
  const fresh = new Set<string>()
  held.set(key, fresh)
  return fresh
}
