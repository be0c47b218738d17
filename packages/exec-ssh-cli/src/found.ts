/** Looks at what an action is about, after it went wrong: what is there decides, never the words of a message. */
import { type Action, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { reference } from './command'
import { commandLine } from './quote'

/** Objects that were found by the action's id or name, as the Engine describes them. */
export interface Found {
  readonly objects: ReadonlyArray<JsonObject>
}

type Kind = 'container' | 'network' | 'volume' | 'image'

interface Subject {
  readonly kind: Kind
  readonly names: ReadonlyArray<string>
}

/** What to look at. */
export const subjectOf = (action: Action): Subject => {
  switch (action._tag) {
    case 'PullImage':
      return { kind: 'image', names: [action.reference] }
    case 'CreateNetwork':
      return { kind: 'network', names: [action.name] }
    case 'RemoveNetwork':
      return { kind: 'network', names: unique(reference(action), action.name) }
    case 'CreateVolume':
    case 'RemoveVolume':
      return { kind: 'volume', names: [action.name] }
    case 'CreateContainer':
      return { kind: 'container', names: [action.name] }
    case 'PrepareVolume':
      return { kind: 'container', names: [action.helper] }
    case 'RenameContainer':
      return { kind: 'container', names: unique(reference(action), action.name, action.to) }
    default:
      return { kind: 'container', names: unique(reference(action), action.name) }
  }
}

/** Fails where the Engine does not answer; prints JSON lists of what is there. */
export const lookText = ({ kind, names }: Subject): string =>
  `docker version --format '{{.Server.Version}}' >/dev/null && { ${names
    .map((name) => `${commandLine(['docker', kind, 'inspect', name])} 2>/dev/null`)
    .join('; ')}; true; }`

/** Reads what `lookText` or several `inspect` commands printed. */
export const parseLists = (printed: string): ReadonlyArray<JsonObject> =>
  printed
    .split(/\n(?=\[)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const json = JSON.parse(part) as Json
      return Array.isArray(json) ? json.filter(isJsonObject) : []
    })

export const textOf = (object: JsonObject, ...path: ReadonlyArray<string>): string => {
  const value = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), object)
  return typeof value === 'string' ? value : ''
}

/** A container's, network's or volume's name, without a slash. */
export const nameOf = (object: JsonObject): string => textOf(object, 'Name').replace(/^\//, '')

const unique = (...names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)]
