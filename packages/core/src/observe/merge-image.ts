/** Puts a container's configuration over its image's, as the Engine does when it creates the container. */
import type { Json, JsonObject } from '../base/json'
import { envName } from './config'
import { exposedPorts } from './ports'
import { objectAt, textsAt } from './read'
import { isNothing, sparse } from './sparse'

/**
 * The container's own values win. Environment and labels are merged by name, ports and volumes united, the members of
 * the health check filled up one by one; an image's `Cmd` goes with its `Entrypoint`, and is dropped when the container
 * has an entrypoint of its own. An empty list as entrypoint takes the image's away and keeps its `Cmd`.
 *
 * @param own `Config` of the container as it is asked for; not yet sparse, since an empty entrypoint counts
 * @param image the image's own `Config`, sparse
 * @example
 * mergeImage({ Env: ['A=2'] }, { Env: ['A=1', 'B=1'], Cmd: ['sh'] }) // { Env: ['A=2', 'B=1'], Cmd: ['sh'] }
 */
export const mergeImage = (own: JsonObject, image: JsonObject): JsonObject => ({
  ...taken(image),
  ...sparse(own),
  ...command(own, image),
  Env: mergeEnv(textsAt(own, 'Env'), textsAt(image, 'Env')),
  Labels: { ...objectAt(image, 'Labels'), ...objectAt(own, 'Labels') },
  ExposedPorts: { ...exposedPorts(objectAt(image, 'ExposedPorts')), ...exposedPorts(objectAt(own, 'ExposedPorts')) },
  Volumes: { ...objectAt(image, 'Volumes'), ...objectAt(own, 'Volumes') },
  Healthcheck: { ...objectAt(image, 'Healthcheck'), ...sparse(objectAt(own, 'Healthcheck')) },
})

/** What an Engine takes from an image as it is; `docker commit` leaves more there (Tty, Shell, …), which it passes over. */
const taken = ({ User, WorkingDir, StopSignal }: JsonObject): JsonObject => ({ User, WorkingDir, StopSignal })

const command = (own: JsonObject, image: JsonObject): { readonly Cmd: Json; readonly Entrypoint: Json } => {
  const cmd = textsAt(own, 'Cmd')
  const entrypoint = own['Entrypoint']
  if (!isNothing(entrypoint)) return { Cmd: cmd, Entrypoint: isReset(entrypoint) ? [] : textsAt(own, 'Entrypoint') }
  return {
    Cmd: cmd.length > 0 ? cmd : textsAt(image, 'Cmd'),
    Entrypoint: entrypoint === undefined || entrypoint === null ? textsAt(image, 'Entrypoint') : [],
  }
}

/** `['']`, which `docker create --entrypoint ''` sends: no entrypoint, and without the image's command. */
const isReset = (entrypoint: Json | undefined): boolean =>
  Array.isArray(entrypoint) && entrypoint.length === 1 && entrypoint[0] === ''

const mergeEnv = (own: ReadonlyArray<string>, image: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = new Set(own.map(envName))
  return [...own, ...image.filter((variable) => !names.has(envName(variable)))]
}
