/** Options that a call gives for some configs: they override what the map says, and never reach a dependency. */

import type { Path } from '../../base/issue'
import type { Json } from '../../base/json'
import { ownMember } from '../../base/record'
import type { ContainerMap } from '../../map/model'
import { referenceName } from '../naming'

export interface OptionOverride {
  /** Configs, instances, groups, or `__all__`. */
  readonly selection: ReadonlyArray<string>
  /** Keywords of `create_options` and `host_config` alike. */
  readonly options: Readonly<Record<string, Json>>
  /** Where issues say it was given; default `['overrides']`. */
  readonly path?: Path
}

/** The overrides that reach an instance, in the order given. */
export const overridesFor = (
  map: ContainerMap,
  overrides: ReadonlyArray<OptionOverride>,
  config: string,
  instance: string | null,
): ReadonlyArray<OptionOverride> => {
  const names = [config, referenceName(config, instance)]
  const selects = (word: string): boolean =>
    word === '__all__' ||
    names.includes(word) ||
    (ownMember(map.groups, word) ?? []).some((member) => names.includes(member))
  return overrides.filter(({ selection }) => selection.some(selects))
}
