/** Looks at what an action is about, after it went wrong: what is there decides, never the words of a message. */
import { type Action, isJsonObject, type Json, type JsonObject } from '@dmap/core'
import { reference } from './command'
import { dockerForm } from './podman'
import { commandLine } from './quote'

export type Kind = 'container' | 'network' | 'volume' | 'image'

/** What was found, as the Engine describes it. */
export type Found = { readonly [K in Kind]: ReadonlyArray<JsonObject> }

type Subject = readonly [Kind, string]

/** What to look at: what the action is about, under its id and names, and what it needs. */
export const subjectsOf = (action: Action): ReadonlyArray<Subject> => {
  switch (action._tag) {
    case 'PullImage':
      return [['image', action.reference]]
    case 'CreateNetwork':
      return [['network', action.name]]
    case 'RemoveNetwork':
      return unique(reference(action), action.name).map((name) => ['network', name])
    case 'CreateVolume':
    case 'RemoveVolume':
      return [['volume', action.name]]
    case 'CreateContainer':
      return [
        ['container', action.name],
        ['image', action.body.Image],
      ]
    case 'PrepareVolume':
      return [
        ['container', action.helper],
        ['image', action.image],
      ]
    case 'ConnectNetwork':
      return [...containers(action), ['network', action.network]]
    case 'RenameContainer':
      return [...containers(action), ['container', action.to]]
    default:
      return containers(action)
  }
}

const containers = (action: { readonly name: string; readonly objectId?: string }): ReadonlyArray<Subject> =>
  unique(reference(action), action.name).map((name) => ['container', name])

/** Fails where the Engine does not answer; prints what is there. */
export const lookText = (subjects: ReadonlyArray<Subject>): string => {
  const looks = subjects.map(
    ([kind, name]) => `echo '== ${kind}'; ${commandLine(['docker', kind, 'inspect', name])} 2>/dev/null`,
  )
  return `docker version --format '{{.Server.Version}}' >/dev/null && { ${looks.join('; ')}; true; }`
}

/** Reads what `lookText` printed. */
export const parseFound = (printed: string): Found => {
  const of = (kind: Kind): ReadonlyArray<JsonObject> =>
    sectionsOf(printed).flatMap(([name, text]) => (name === kind ? parseLists(text) : []))
  return { container: of('container'), network: of('network'), volume: of('volume'), image: of('image') }
}

/** Parts that begin with a line `== name`; what comes before the first has the name ''. */
export const sectionsOf = (printed: string): ReadonlyArray<readonly [string, string]> => {
  const [first = '', ...parts] = printed.split(/^== (?=[a-z]+$)/m)
  return [
    ['', first],
    ...parts.map((part): readonly [string, string] => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end + 1)]
    }),
  ]
}

/** Reads what several `inspect` commands printed: lists, one after the other. */
export const parseLists = (printed: string): ReadonlyArray<JsonObject> =>
  printed
    .split(/\n(?=\[)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const json = JSON.parse(part) as Json
      return Array.isArray(json) ? json.filter(isJsonObject).map(dockerForm) : []
    })

export const textOf = (object: JsonObject, ...path: ReadonlyArray<string>): string => {
  const value = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), object)
  return typeof value === 'string' ? value : ''
}

/** A container's, network's or volume's name, without a slash. */
export const nameOf = (object: JsonObject): string => textOf(object, 'Name').replace(/^\//, '')

const unique = (...names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)]
