/** Names of a map: what Docker admits, what is reserved, and that no two objects get one name. */
import type { Issue, Path } from '../base/issue'
import type { ContainerMap } from './model'
import type { Positions } from './positions'
import { placeNear } from './positions'

const LONGEST = 200

/** The first character of a whole name; the parts after the map's name stand behind a dot. */
const MAP_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/
const PART_NAME = /^[a-zA-Z0-9_-]([a-zA-Z0-9_.-]*[a-zA-Z0-9_-])?$/

/** A container that is about to take another one's place has that name and `.next`; the one before, `.prev`. */
const RESERVED = /(^|\.)(next|prev)$/

const ALLOWED = 'letters, digits, "_", "." and "-"'

interface Named {
  readonly what: string
  readonly name: string
  readonly path: Path
}

export const checkNames = (map: ContainerMap, positions: Positions): ReadonlyArray<Issue> => {
  const place = (path: Path) => placeNear(positions, path) ?? { path }
  const invalid = (named: Named, pattern: RegExp): ReadonlyArray<Issue> => {
    const { what, name, path } = named
    const shown = JSON.stringify(name.slice(0, 80))
    if (name.length > LONGEST || !pattern.test(name)) {
      const expected = `${ALLOWED}, up to ${LONGEST}`
      return [{ code: 'invalid-name', ...place(path), message: `${shown} cannot name ${what}`, expected, found: shown }]
    }
    if (what === 'a network' || what === 'the map' || !RESERVED.test(name)) return []
    const message = `${shown} cannot name ${what}: next and prev are reserved as last part`
    return [{ code: 'invalid-name', ...place(path), message, hint: 'take another name' }]
  }
  return [
    ...mapName(map, positions, invalid),
    ...partNames(map).flatMap((named) => invalid(named, PART_NAME)),
    ...duplicates(map, place),
    ...groupNames(map, place),
  ]
}

const mapName = (
  map: ContainerMap,
  positions: Positions,
  invalid: (named: Named, pattern: RegExp) => ReadonlyArray<Issue>,
) => {
  if (map.name !== '') return invalid({ what: 'the map', name: map.name, path: ['name'] }, MAP_NAME)
  const message = 'the map has no name'
  const place = placeNear(positions, ['name']) ?? { path: [] }
  return [{ code: 'missing-value', ...place, message, expected: 'a name', hint: 'add the key name' } satisfies Issue]
}

const partNames = (map: ContainerMap): ReadonlyArray<Named> => [
  ...Object.entries(map.containers).flatMap(([config, { instances, attaches }]) => [
    { what: 'a config', name: config, path: ['containers', config] },
    ...instances.map((name, index) => ({
      what: 'an instance',
      name,
      path: ['containers', config, 'instances', index],
    })),
    ...attaches.map(({ name }, index) => ({
      what: 'an attached volume',
      name,
      path: ['containers', config, 'attaches', index],
    })),
  ]),
  ...Object.keys(map.networks).map((name) => ({ what: 'a network', name, path: ['networks', name] })),
]

/** Containers of all kinds, by the name that they would get. */
const containerNames = (map: ContainerMap): ReadonlyArray<Named> =>
  Object.entries(map.containers).flatMap(([config, { abstract, instances, attaches }]) => {
    if (abstract) return []
    const own: ReadonlyArray<Named> =
      instances.length === 0
        ? [{ what: `the config "${config}"`, name: config, path: ['containers', config] }]
        : instances.map((instance, index) => ({
            what: `the instance "${instance}" of "${config}"`,
            name: `${config}.${instance}`,
            path: ['containers', config, 'instances', index],
          }))
    const attached = attaches.map(({ name }, index) => ({
      what: `the volume "${name}" attached to "${config}"`,
      name: map.use_attached_parent_name ? `${config}.${name}` : name,
      path: ['containers', config, 'attaches', index],
    }))
    return [...own, ...attached]
  })

type PlaceAt = (path: Path) => Pick<Issue, 'path' | 'position'>

const duplicates = (map: ContainerMap, place: PlaceAt): ReadonlyArray<Issue> => {
  const owners = new Map<string, Named>()
  return containerNames(map).flatMap((named): ReadonlyArray<Issue> => {
    const owner = owners.get(named.name)
    if (owner === undefined) {
      owners.set(named.name, named)
      return []
    }
    const attached = [owner, named].every((each) => each.path[2] === 'attaches')
    const hint = attached
      ? 'set use_attached_parent_name: true, or give one of them another alias'
      : 'give one of them another name'
    const message = `${named.what} and ${owner.what} would both be named "${map.name}.${named.name}"`
    const related = [{ ...place(owner.path), message: `${owner.what} stands here` }]
    return [{ code: 'duplicate-name', ...place(named.path), message, hint, related }]
  })
}

/** A selection names configs, instances and groups alike. */
const groupNames = (map: ContainerMap, place: PlaceAt): ReadonlyArray<Issue> => {
  const containers = new Map(containerNames(map).map((named) => [named.name, named]))
  return Object.keys(map.groups).flatMap((group): ReadonlyArray<Issue> => {
    const path = ['groups', group]
    const other = Object.hasOwn(map.containers, group) ? { path: ['containers', group] } : containers.get(group)
    if (group === '__all__') {
      return [
        {
          code: 'invalid-name',
          ...place(path),
          message: '"__all__" stands for the whole map',
          hint: 'take another name',
        },
      ]
    }
    if (other === undefined) return []
    const message = `"${group}" names a group and a container`
    const related = [{ ...place(other.path), message: 'the container stands here' }]
    return [{ code: 'duplicate-name', ...place(path), message, hint: 'give the group another name', related }]
  })
}
