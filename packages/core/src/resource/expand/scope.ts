/** What the expansion of one client knows and gathers. */
import type { Issue, Path } from '../../base/issue'
import type { ClientConfig, ContainerConfig, ContainerMap } from '../../map/model'
import type { ResourceId } from '../id'
import { resourceId } from '../id'
import { attachedName, containerName } from '../naming'
import type { Resource } from '../resource'
import type { OptionOverride } from './overrides'
import type { References } from './references'

export interface Scope {
  readonly map: ContainerMap
  readonly client: string
  readonly settings: ClientConfig
  /** Null in host names: nobody named it. */
  readonly clientLabel: string | null
  readonly configs: ReadonlyArray<string>
  readonly references: References
  /** Of every client: `depends_on` may name another one. */
  readonly others: ReadonlyMap<string, References>
  readonly overrides: ReadonlyArray<OptionOverride>
  readonly issues: Issue[]
  /** Images, networks, and volumes, as the containers come to need them. */
  readonly gathered: Map<ResourceId, Resource>
}

/** An instance on its way to a container. */
export interface Subject {
  readonly name: string
  readonly config: ContainerConfig
  readonly instance: string | null
  readonly container: string
  readonly field: Path
}

export const containerId = (scope: Scope, config: string, instance: string | null, client = scope.client): ResourceId =>
  resourceId('container', containerName(scope.map.name, config, instance), client)

/** How an alias is attached on this client: a driver needs a volume. */
export const attachedMode = (scope: Scope, alias: string): 'container' | 'volume' =>
  scope.map.volumes[alias]?.driver !== undefined
    ? 'volume'
    : (scope.settings.attached ?? scope.map.attached ?? 'container')

export const attachedObjectName = (scope: Scope, alias: string, parent: string): string =>
  attachedName(scope.map.name, alias, scope.map.use_attached_parent_name ? parent : null)

export const attachedId = (scope: Scope, alias: string, parent: string): ResourceId =>
  resourceId(
    attachedMode(scope, alias) === 'volume' ? 'volume' : 'container',
    attachedObjectName(scope, alias, parent),
    scope.client,
  )

/** `value`, unless it is an issue, which is noted. */
export const taken = <T extends object>(scope: Scope, value: T | Issue): T | null => {
  if (!('code' in value)) return value
  scope.issues.push(value as Issue)
  return null
}
