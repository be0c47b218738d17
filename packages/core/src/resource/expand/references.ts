/** What the names in `uses`, `links`, `network`, and `depends_on` mean on one client. */
import type { Issue, Path } from '../../base/issue'
import { didYouMean } from '../../base/nearest'
import { ownMember } from '../../base/record'
import type { ContainerConfig, ContainerMap } from '../../map/model'
import { attachedReference, referenceName } from '../naming'

export type Target =
  | { readonly _tag: 'Config'; readonly config: string; readonly instances: ReadonlyArray<string | null> }
  | { readonly _tag: 'Attached'; readonly alias: string; readonly parent: string; readonly index: number }

export interface References {
  readonly client: string
  readonly map: ContainerMap
  readonly targets: ReadonlyMap<string, Target>
}

/** Instances of a config; the one without a name is null. */
export const instancesOf = (config: ContainerConfig): ReadonlyArray<string | null> =>
  config.instances.length === 0 ? [null] : config.instances

/** Configs, their instances, and what they attach: `web`, `web.a`, `web_log` (or `web.web_log`). */
export const indexReferences = (map: ContainerMap, client: string, configs: ReadonlyArray<string>): References => {
  const targets = new Map<string, Target>()
  for (const name of configs) {
    const config = map.containers[name] as ContainerConfig
    for (const [index, { name: alias }] of config.attaches.entries()) {
      targets.set(attachedReference(alias, map.use_attached_parent_name ? name : null), {
        _tag: 'Attached',
        alias,
        parent: name,
        index,
      })
    }
  }
  // Configs come second: a map in which both have one name is refused before, or by the check of names.
  for (const name of configs) {
    const instances = instancesOf(map.containers[name] as ContainerConfig)
    for (const instance of instances)
      targets.set(referenceName(name, instance), { _tag: 'Config', config: name, instances: [instance] })
    targets.set(name, { _tag: 'Config', config: name, instances })
  }
  return { client, map, targets }
}

/** The target of `reference`, or why there is none on this client. */
export const resolve = (references: References, reference: string, path: Path): Target | Issue =>
  references.targets.get(reference) ?? missing(references, reference, path)

/** The target, which must be a config or an instance. */
export const resolveConfig = (
  references: References,
  reference: string,
  path: Path,
): Exclude<Target, { _tag: 'Attached' }> | Issue => {
  const target = resolve(references, reference, path)
  if (!('_tag' in target) || target._tag === 'Config') return target
  return {
    code: 'invalid-value',
    path,
    message: `"${reference}" is an attached volume of "${target.parent}"`,
    expected: 'a container configuration, or an instance of one',
    found: reference,
  }
}

/** The target, which must be a single instance. */
export const resolveInstance = (
  references: References,
  reference: string,
  path: Path,
): { readonly config: string; readonly instance: string | null } | Issue => {
  const target = resolveConfig(references, reference, path)
  if ('code' in target) return target
  const [instance = null, more] = target.instances
  if (more === undefined) return { config: target.config, instance }
  return {
    code: 'ambiguous-reference',
    path,
    message: `"${reference}" has several instances`,
    expected: `one of ${target.instances.map((one) => referenceName(target.config, one)).join(', ')}`,
    found: reference,
  }
}

const missing = ({ map, client, targets }: References, reference: string, path: Path): Issue => {
  const owner = ownerOf(map, reference)
  if (owner === undefined) {
    return {
      code: 'unknown-reference',
      path,
      message: `there is no configuration, instance, or attached volume "${reference}"`,
      found: reference,
      ...didYouMean(reference, targets.keys()),
    }
  }
  if (owner.config.abstract) {
    return {
      code: 'invalid-value',
      path,
      message: `"${owner.name}" is abstract: it has no containers`,
      found: reference,
    }
  }
  return {
    code: 'unknown-reference',
    path,
    message: `"${reference}" does not run on the client "${client}"`,
    found: reference,
    hint: `add "${client}" to the clients of "${owner.name}"; \`depends_on\` may name another client: ${owner.name}@client`,
  }
}

/** The config that a reference speaks of, wherever it runs. */
const ownerOf = (
  map: ContainerMap,
  reference: string,
): { readonly name: string; readonly config: ContainerConfig } | undefined => {
  for (let end = reference.length; end > 0; end = reference.lastIndexOf('.', end - 1)) {
    const name = reference.slice(0, end)
    const config = ownMember(map.containers, name)
    const rest = reference.slice(end + 1)
    if (config !== undefined && (rest === '' || config.instances.includes(rest) || attaches(config, rest)))
      return { name, config }
  }
  const found = Object.entries(map.containers).find(
    ([, config]) => !map.use_attached_parent_name && attaches(config, reference),
  )
  return found === undefined ? undefined : { name: found[0], config: found[1] }
}

const attaches = (config: ContainerConfig, alias: string): boolean => config.attaches.some(({ name }) => name === alias)
