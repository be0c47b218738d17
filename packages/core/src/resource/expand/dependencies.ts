/** Needs of a container that are no volumes, links, or networks: another one's network stack, and `depends_on`. */
import type { Issue, Path } from '../../base/issue'
import { didYouMean } from '../../base/nearest'
import type { Dependency } from '../../map/model'
import { containerName } from '../naming'
import type { Need } from '../resource'
import type { Target } from './references'
import { resolveConfig, resolveInstance } from './references'
import type { Scope, Subject } from './scope'
import { containerId, taken } from './scope'

/** `HostConfig.NetworkMode`, and the container whose stack it is. */
export const networkModeOf = (
  scope: Scope,
  subject: Subject,
): { readonly mode?: string; readonly needs: ReadonlyArray<Need> } => {
  const { network } = subject.config
  switch (network?._tag) {
    case undefined:
      return { needs: [] }
    case 'Bridge':
      return { mode: 'bridge', needs: [] }
    case 'Host':
      return { mode: 'host', needs: [] }
    case 'None':
      return { mode: 'none', needs: [] }
    case 'Foreign':
      return { mode: `container:${network.container}`, needs: [] }
    case 'Config':
      return sharedStack(scope, network.reference, [...subject.field, 'network'])
  }
}

const sharedStack = (scope: Scope, reference: string, field: Path) => {
  const target = taken(scope, resolveInstance(scope.references, reference, field))
  if (target === null) return { needs: [] }
  const need: Need = {
    id: containerId(scope, target.config, target.instance),
    because: { _tag: 'NetworkMode', reference },
    field,
  }
  return { mode: `container:${containerName(scope.map.name, target.config, target.instance)}`, needs: [need] }
}

/** Every instance of what `depends_on` names, on this client or the one that it names. */
export const dependencyNeeds = (scope: Scope, subject: Subject): ReadonlyArray<Need> =>
  subject.config.depends_on.flatMap((dependency, index) =>
    dependencyNeed(scope, dependency, [...subject.field, 'depends_on', index]),
  )

const dependencyNeed = (scope: Scope, { reference, condition }: Dependency, field: Path): ReadonlyArray<Need> => {
  const at = reference.lastIndexOf('@')
  const name = at < 0 ? reference : reference.slice(0, at)
  const client = at < 0 ? scope.client : reference.slice(at + 1)
  const references = scope.others.get(client)
  const target = taken<ConfigTarget>(
    scope,
    references === undefined ? noSuchClient(scope, client, field) : resolveConfig(references, name, field),
  )
  if (target === null) return []
  return target.instances.map((instance) => ({
    id: containerId(scope, target.config, instance, client),
    because: { _tag: 'DependsOn' as const, reference, condition },
    field,
  }))
}

type ConfigTarget = Extract<Target, { _tag: 'Config' }>

const noSuchClient = ({ others }: Scope, client: string, path: Path): Issue => ({
  code: 'unknown-reference',
  path,
  message: `this map runs on no client "${client}"`,
  found: client,
  ...didYouMean(client, others.keys()),
})
