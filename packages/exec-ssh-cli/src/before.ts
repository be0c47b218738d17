/** A look before the command, in the same round trip: the docker command is silent about what was so already. */
import { type Action, type ActionOf, type JsonObject, mayBeRenamed } from '@dmap/core'
import { reference } from './command'
import { parseLists, sectionsOf } from './found'
import { carries } from './judge'
import { commandLine, quote } from './quote'

/**
 * The command's text with a look before it, for actions where that tells something.
 *
 * @example
 * withLook(start, 'docker start a')
 * // docker container inspect --format '{{.State.Status}}' a 2>/dev/null; echo '== command'; docker start a
 */
export const withLook = (action: Action, text: string): string => {
  switch (action._tag) {
    case 'StartContainer':
    case 'StopContainer': {
      const words = ['docker', 'container', 'inspect', '--format', '{{.State.Status}}', reference(action)]
      return `${commandLine(words)} 2>/dev/null; echo '== command'; ${text}`
    }
    case 'RemoveContainer':
      if (mayBeRenamed(action)) return ifNamed(action, text)
      // Forced, the command is content with a container that is not there.
      return action.force
        ? `${commandLine(['docker', 'container', 'inspect', reference(action)])} >/dev/null && ${text}`
        : text
    case 'CreateVolume':
      return `${volumeLook(action.name)} || { echo '== command'; ${text}; }`
    default:
      return text
  }
}

const ifNamed = (action: ActionOf<'RemoveContainer'>, text: string): string => {
  const name = commandLine(['docker', 'container', 'inspect', '--format', '{{.Name}}', reference(action)])
  // Podman gives it without a slash.
  return `case "$(${name})" in ${quote(`/${action.name}`)}|${quote(action.name)}) ${text};; *) false;; esac`
}

/** Fails where there is no such volume. */
export const volumeLook = (name: string): string => `${commandLine(['docker', 'volume', 'inspect', name])} 2>/dev/null`

/** What the look found, and what the command printed. */
export type Before =
  | { readonly _tag: 'Nothing'; readonly printed: string }
  | { readonly _tag: 'Already' }
  /** A volume of that name that is somebody else's. */
  | { readonly _tag: 'Taken' }

/** @param stdout of `withLook` that ended well */
export const readLook = (action: Action, stdout: string): Before => {
  const sections = Object.fromEntries(sectionsOf(stdout))
  const [seen = '', printed = stdout] = [sections[''], sections['command']]
  switch (action._tag) {
    case 'StartContainer':
      return seen.trim() === 'running' ? { _tag: 'Already' } : { _tag: 'Nothing', printed }
    case 'StopContainer':
      return ENDED.has(seen.trim()) ? { _tag: 'Already' } : { _tag: 'Nothing', printed }
    case 'CreateVolume':
      return sections['command'] === undefined ? volumeFound(seen, action.body) : { _tag: 'Nothing', printed }
    default:
      return { _tag: 'Nothing', printed: stdout }
  }
}

const ENDED: ReadonlySet<string> = new Set(['created', 'exited', 'dead'])

/** The Engine takes a volume of that name for the one asked for, whatever it is; its labels tell. */
export const volumeFound = (printed: string, body: JsonObject): Before => {
  const [volume] = parseLists(printed)
  if (volume === undefined) return { _tag: 'Nothing', printed: '' }
  return carries(volume, body) ? { _tag: 'Already' } : { _tag: 'Taken' }
}
