/** Volumes of a container: its own, the host's, those it attaches, and those of others. */
import type { Issue, Path } from '../../base/issue'
import { didYouMean } from '../../base/nearest'
import { ownMember } from '../../base/record'
import type { Bind, VolumeUse } from '../../map/model'
import { containerName } from '../naming'
import type { Need } from '../resource'
import { needAttached, needDriverVolume } from './attached'
import { absolute, hostPathOf } from './host-path'
import type { Target } from './references'
import { resolve } from './references'
import type { Scope, Subject } from './scope'
import { attachedMode, attachedObjectName, containerId, taken } from './scope'

/** Text of a request with the field that it comes from. */
export interface Entry {
  readonly text: string
  readonly field: Path
}

export interface Volumes {
  /** `host:path:rw` or `volume:path:ro` */
  readonly binds: ReadonlyArray<Entry>
  /** `container` or `container:ro` */
  readonly volumesFrom: ReadonlyArray<Entry>
  readonly needs: ReadonlyArray<Need>
}

export const volumesOf = (scope: Scope, subject: Subject): Volumes => {
  const into: Gathered = { binds: [], volumesFrom: [], needs: [] }
  for (const [index, bind] of subject.config.binds.entries())
    addBind(scope, subject, bind, [...subject.field, 'binds', index], into)
  for (const [index, attached] of subject.config.attaches.entries()) {
    const field = [...subject.field, 'attaches', index]
    const id = needAttached(scope, subject.name, attached.name, index)
    if (id === null) continue
    into.needs.push({ id, because: { _tag: 'Attaches', alias: attached.name }, field })
    mountAttached(scope, { alias: attached.name, parent: subject.name }, attached, field, into)
  }
  for (const [index, use] of subject.config.uses.entries())
    addUse(scope, subject, use, [...subject.field, 'uses', index], into)
  return into
}

interface Gathered {
  readonly binds: Entry[]
  readonly volumesFrom: Entry[]
  readonly needs: Need[]
}

const addBind = (scope: Scope, subject: Subject, bind: Bind, field: Path, into: Gathered): void => {
  if (!('alias' in bind)) {
    const host = absolute(scope, bind.host_path, field)
    if (typeof host === 'string') into.binds.push({ text: mount(host, bind.path, bind.readonly), field })
    else scope.issues.push(host)
    return
  }
  const volume = ownMember(scope.map.volumes, bind.alias)
  if (volume === undefined) {
    scope.issues.push(unknownAlias(scope, bind.alias, field))
    return
  }
  if (volume.driver !== undefined && !Object.hasOwn(scope.map.host.paths, bind.alias)) {
    const { id, name } = needDriverVolume(scope, subject, bind.alias, field)
    into.needs.push({ id, because: { _tag: 'Attaches', alias: bind.alias }, field })
    into.binds.push({ text: mount(name, volume.path, bind.readonly), field })
    return
  }
  const host = hostPathOf(scope, subject, bind.alias, field)
  if (typeof host === 'string') into.binds.push({ text: mount(host, volume.path, bind.readonly), field })
  else scope.issues.push(host)
}

const addUse = (scope: Scope, subject: Subject, use: VolumeUse, field: Path, into: Gathered): void => {
  const target = taken<Target>(scope, resolve(scope.references, use.name, field))
  if (target === null) return
  const because = { _tag: 'Uses', reference: use.name } as const
  if (target._tag === 'Attached') {
    const id = needAttached(scope, target.parent, target.alias, target.index)
    if (id === null) return
    into.needs.push({ id, because, field })
    // The owner comes first: what is in the volume is its doing.
    const owner = target.parent === subject.name ? undefined : scope.references.targets.get(target.parent)
    addContainers(scope, target.parent, owner, because, field, into, null)
    mountAttached(scope, target, use, field, into)
    return
  }
  if (use.path !== undefined) {
    const hint = 'name the attached volumes that are to be at another path'
    scope.issues.push(noPath(use, field, 'all volumes of a configuration keep their paths', hint))
  }
  addContainers(scope, target.config, target, because, field, into, use)
}

/** Needs the instances of a config, and (with `use`) takes their volumes. */
const addContainers = (
  scope: Scope,
  config: string,
  target: Target | undefined,
  because: Need['because'],
  field: Path,
  into: Gathered,
  use: VolumeUse | null,
): void => {
  if (target?._tag !== 'Config') return
  for (const instance of target.instances) {
    into.needs.push({ id: containerId(scope, config, instance), because, field })
    if (use !== null) addVolumesFrom(scope, containerName(scope.map.name, config, instance), use.readonly, field, into)
  }
}

const mountAttached = (
  scope: Scope,
  { alias, parent }: { readonly alias: string; readonly parent: string },
  use: VolumeUse,
  field: Path,
  into: Gathered,
): void => {
  const name = attachedObjectName(scope, alias, parent)
  if (attachedMode(scope, alias) === 'volume') {
    const path = use.path ?? ownMember(scope.map.volumes, alias)?.path ?? ''
    into.binds.push({ text: mount(name, path, use.readonly), field })
    return
  }
  if (use.path !== undefined) {
    const hint = 'leave the path out, or share it as a named volume: `attached: volume`'
    scope.issues.push(noPath(use, field, 'the volumes of an attached container keep their path', hint))
  }
  addVolumesFrom(scope, name, use.readonly, field, into)
}

const addVolumesFrom = (scope: Scope, name: string, readonly: boolean, field: Path, into: Gathered): void => {
  const text = readonly ? `${name}:ro` : name
  const known = into.volumesFrom.find((entry) => entry.text === name || entry.text === `${name}:ro`)
  if (known === undefined) into.volumesFrom.push({ text, field })
  else if (known.text !== text) scope.issues.push(bothWays(name, field, known.field))
}

const bothWays = (name: string, path: Path, other: Path): Issue => ({
  code: 'conflict',
  path,
  message: `the volumes of "${name}" are used twice, once for reading only`,
  hint: 'name each instance that is to differ, instead of the configuration',
  related: [{ path: other, message: 'the other one is here' }],
})

const mount = (source: string, path: string, readonly: boolean): string => `${source}:${path}:${readonly ? 'ro' : 'rw'}`

const unknownAlias = (scope: Scope, alias: string, field: Path) => ({
  code: 'unknown-reference' as const,
  path: field,
  message: `there is no volume "${alias}"`,
  found: alias,
  ...didYouMean(alias, Object.keys(scope.map.volumes)),
})

const noPath = (use: VolumeUse, field: Path, why: string, hint: string) => ({
  code: 'conflict' as const,
  path: field,
  message: `"${use.name}" cannot be used at another path: ${why}`,
  found: use.path ?? '',
  hint,
})
