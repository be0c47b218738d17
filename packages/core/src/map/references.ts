/**
 * What the names in a map refer to, on whatever client: configs, instances, attached aliases. What they are on one client
 * is in `resource/expand/references.ts`.
 */
import { ownMember } from '../base/record'
import type { ContainerConfig, ContainerMap } from './model'

/** A config and those of its instances that are meant; a config without instances has none to list. */
export interface ConfigReference {
  readonly _tag: 'Config'
  readonly config: string
  /** Null: the config's only container. */
  readonly instances: ReadonlyArray<string | null>
  /** Whether the reference names one instance. */
  readonly single: boolean
}

/** An alias that a config attaches. */
export interface AttachedReference {
  readonly _tag: 'Attached'
  readonly parent: string
  readonly alias: string
}

/** Why a name refers to nothing that runs. */
export type Unresolved =
  | { readonly _tag: 'Unknown' }
  | { readonly _tag: 'Abstract'; readonly config: string }
  | { readonly _tag: 'UnknownInstance'; readonly config: string; readonly instances: ReadonlyArray<string> }

/**
 * `config` or `config.instance`. Names may hold dots: the longest config that fits is taken.
 *
 * @example
 * resolveConfig(map, 'app.a') // { _tag: 'Config', config: 'app', instances: ['a'], single: true }
 */
export const resolveConfig = (map: ContainerMap, reference: string): ConfigReference | Unresolved => {
  const whole = ownMember(map.containers, reference)
  if (whole !== undefined) return ofConfig(reference, whole)
  for (let dot = reference.lastIndexOf('.'); dot > 0; dot = reference.lastIndexOf('.', dot - 1)) {
    const name = reference.slice(0, dot)
    const config = ownMember(map.containers, name)
    if (config !== undefined) return ofInstance(name, config, reference.slice(dot + 1))
  }
  return { _tag: 'Unknown' }
}

const ofConfig = (name: string, config: ContainerConfig): ConfigReference | Unresolved => {
  if (config.abstract) return { _tag: 'Abstract', config: name }
  const { instances } = config
  return {
    _tag: 'Config',
    config: name,
    instances: instances.length === 0 ? [null] : instances,
    single: instances.length < 2,
  }
}

const ofInstance = (name: string, config: ContainerConfig, instance: string): ConfigReference | Unresolved => {
  if (config.abstract) return { _tag: 'Abstract', config: name }
  if (!config.instances.includes(instance))
    return { _tag: 'UnknownInstance', config: name, instances: config.instances }
  return { _tag: 'Config', config: name, instances: [instance], single: true }
}

/** How `uses` refers to each attached alias: by its name, or by `parent.alias` with `use_attached_parent_name`. */
export const attachedReferences = (map: ContainerMap): ReadonlyMap<string, AttachedReference> => {
  const found = new Map<string, AttachedReference>()
  for (const [parent, config] of Object.entries(map.containers)) {
    if (config.abstract) continue
    for (const { name: alias } of config.attaches) {
      const reference = map.use_attached_parent_name ? `${parent}.${alias}` : alias
      if (!found.has(reference)) found.set(reference, { _tag: 'Attached', parent, alias })
    }
  }
  return found
}

/** An entry of `uses`: an attached alias before a config. `attached` is `attachedReferences(map)`. */
export const resolveUse = (
  map: ContainerMap,
  attached: ReadonlyMap<string, AttachedReference>,
  reference: string,
): AttachedReference | ConfigReference | Unresolved => attached.get(reference) ?? resolveConfig(map, reference)

/** `config@client` apart. */
export const splitClient = (reference: string): { readonly name: string; readonly client: string | undefined } => {
  const at = reference.lastIndexOf('@')
  return at < 0
    ? { name: reference, client: undefined }
    : { name: reference.slice(0, at), client: reference.slice(at + 1) }
}

/** Networks that every Engine has. */
export const ENGINE_NETWORKS: ReadonlyArray<string> = ['bridge', 'host', 'none', 'default']
