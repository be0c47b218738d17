/** Observes a client in one round trip: a script that lists and inspects, and the reading of what it prints. */
import {
  assembleClient,
  type ClientObservation,
  type ClientQuery,
  containerFromInspect,
  engineFromInfo,
  imageFromInspect,
  isJsonObject,
  type Json,
  type JsonObject,
  LABEL,
  networkFromInspect,
  type ObservedContainer,
  ownMember,
  PS_ARGS,
  processesFromText,
  redactContainer,
  redactNetwork,
  redactVolume,
  volumeFromInspect,
  withTraces,
} from '@dmap/core'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { nameOf, parseLists, sectionsOf, textOf } from './found'
import { commandLine } from './quote'

/**
 * Lists come first, and what they name is inspected: so a failure is told from an object that is not there. What
 * vanishes in between is an error, and the script is run again.
 */
export const observeText = (map: string, query: ClientQuery): string => {
  const label = `label=${LABEL.map}=${map}`
  const named = (names: ReadonlyArray<string>, form: (name: string) => string) =>
    names.flatMap((name) => ['--filter', `name=${form(name)}`])
  const list = (words: ReadonlyArray<string>, filters: ReadonlyArray<string>): ReadonlyArray<string> =>
    filters.length === 0 ? [] : [commandLine(['docker', ...words, ...filters])]
  const all = (variable: string, commands: ReadonlyArray<string>): string =>
    `${variable}=$(${commands.join(' && ')}) || exit 1; ${variable}=$(printf '%s\\n' $${variable} | sort -u)`
  const ps = ['ps', '--all', '--quiet', '--no-trunc']
  const networks = ['network', 'ls', '--quiet', '--no-trunc']
  const volumes = ['volume', 'ls', '--quiet']
  return `(
look() { kind=$1; shift; [ "$#" -eq 0 ] || docker "$kind" inspect "$@"; }
docker version --format '{{json .Server}}' || exit 1
echo '== info'
docker info --format '{{json .}}' || exit 1
echo '== containers'
${all('containers', [
  ...list(ps, ['--filter', label]),
  ...list(
    ps,
    named(query.containers, (name) => `^/?${pattern(name)}$`),
  ),
  ...list(
    ps,
    query.volumes.flatMap((name) => ['--filter', `volume=${name}`]),
  ),
])}
look container $containers || exit 2
echo '== networks'
${all('networks', [
  ...list(networks, ['--filter', label]),
  ...list(
    networks,
    named(query.networks, (name) => `^${pattern(name)}$`),
  ),
])}
look network $networks || exit 2
echo '== volumes'
${all('volumes', [
  ...list(volumes, ['--filter', label]),
  ...list(
    volumes,
    named(query.volumes, (name) => name),
  ),
])}
look volume $volumes || exit 2
echo '== images'
used=
[ -z "$containers" ] || used=$(docker container inspect --format '{{.Image}}' $containers | sort -u)
look image ${commandLine(query.images)} $used 2>/dev/null
docker version --format '{{.Server.Version}}' >/dev/null || exit 1
${topText(query)})`
}

/** One part for each container whose processes are looked at; none where it does not run, or its host has no `ps`. */
const topText = ({ commands = {} }: ClientQuery): string =>
  Object.keys(commands)
    .map(
      (name, index) =>
        `echo '== top${letters(index)}'\n${commandLine(['docker', 'top', name, ...PS_WORDS])} 2>/dev/null || :\n`,
    )
    .join('')

const PS_WORDS = PS_ARGS.split(' ')

/** Names of parts are letters only. */
const letters = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string)

/** Exit code of `observeText` where an object vanished between list and inspection. */
export const VANISHED = 2

const pattern = (name: string): string => name.replaceAll('.', '\\.')

/**
 * Reads what the script printed; values of the query's secrets are left out. Left: what could not be understood.
 */
export const readObservation = (
  map: string,
  query: ClientQuery,
  printed: string,
): Either<string, ClientObservation> => {
  const sections = Object.fromEntries(sectionsOf(printed))
  try {
    const info = JSON.parse(sections['info'] ?? '') as Json
    const engine = engineFromInfo(info, JSON.parse(sections[''] ?? '') as Json)
    const problems: string[] = []
    const read = <T>(
      section: string,
      keep: (raw: JsonObject) => boolean,
      from: (raw: JsonObject) => Either<string, T>,
    ) =>
      parseLists(sections[section] ?? '')
        .filter(keep)
        .flatMap((raw) => {
          const found = from(raw)
          if (!isLeft(found)) return [found.right]
          problems.push(found.left)
          return []
        })
    const ours = (names: ReadonlyArray<string>) => (raw: JsonObject) =>
      names.includes(nameOf(raw)) || textOf(raw, 'Labels', LABEL.map) === map
    const pieces = {
      engine,
      containers: read(
        'containers',
        () => true,
        (raw) => containerFromInspect(raw, engine.defaults),
      )
        .map((container) => redactContainer(container, query))
        .map((container) => traced(container, query, sections)),
      networks: read('networks', ours(query.networks), networkFromInspect).map((one) => redactNetwork(one, query)),
      volumes: read('volumes', ours(query.volumes), volumeFromInspect).map((one) => redactVolume(one, query)),
      images: read('images', isJsonObject, imageFromInspect),
    }
    return problems.length > 0 ? left(problems.join('; ')) : right(assembleClient(pieces))
  } catch (error) {
    return left(`what the docker command printed is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const traced = <C extends ObservedContainer>(
  container: C,
  { commands = {} }: ClientQuery,
  sections: Readonly<Record<string, string>>,
): C => {
  const index = Object.keys(commands).indexOf(container.name)
  const watched = ownMember(commands, container.name)
  const processes = processesFromText(sections[`top${letters(index)}`] ?? '')
  return watched === undefined || processes === undefined ? container : withTraces(container, watched, processes)
}
