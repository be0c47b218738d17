/** Shell functions that commands are made of, for a session and for a script alike. */
import { commandLine, quote } from './quote'

/** How a host's docker command is called. */
export interface DockerCommand {
  /** `docker`, a path, or `podman`. */
  readonly docker: string
  /** By `sudo -n`, which never asks for a password. */
  readonly sudo: boolean
  /** Words before the subcommand: `['--host', 'unix:///run/docker.sock']`. */
  readonly global: ReadonlyArray<string>
}

export const PLAIN_DOCKER: DockerCommand = { docker: 'docker', sudo: false, global: [] }

/** The names of the functions, for who needs only some of them. */
export type ShellFunction = 'engine' | 'stop_by' | 'own'

/**
 * The functions. All of them call `docker`, which is a function too where it takes more than the word.
 *
 * @example
 * prelude({ docker: 'podman', sudo: true, global: [] }) // docker() { sudo -n podman "$@"; } …
 */
export const prelude = (
  command: DockerCommand,
  needed: ReadonlyArray<ShellFunction> = ['engine', 'stop_by', 'own'],
): string =>
  [
    dockerFunction(command),
    ...(needed.includes('engine') ? [ENGINE] : []),
    ...(needed.includes('stop_by') ? [STOP_BY] : []),
    ...(needed.includes('own') ? [rootFunction(command.sudo), OWN] : []),
  ]
    .filter((part) => part !== '')
    .join('\n')

/**
 * Whether the docker command is there, and may be run: its exit status, and what it says. `sudo` is asked what it would
 * let the user run, since it may be docker and nothing else.
 */
export const isThere = ({ docker, sudo }: DockerCommand): string => {
  const found = `command -v ${quote(docker)} >/dev/null || { echo ${quote(`${docker} is not found`)} >&2; false; }`
  const refused = `sudo does not run ${docker} for this user without a password`
  const allowed = `sudo -n -l ${quote(docker)} >/dev/null || { echo ${quote(refused)} >&2; false; }`
  return sudo ? `{ ${found}; } && { ${allowed}; }` : found
}

const dockerFunction = ({ docker, sudo, global }: DockerCommand): string => {
  const words = commandLine([...(sudo ? ['sudo', '-n'] : []), docker, ...global])
  return words === 'docker' ? '' : `docker() { ${sudo ? '' : 'command '}${words} "$@"; }`
}

/** For chown and chmod. */
const rootFunction = (sudo: boolean): string => `as_root() { ${sudo ? 'sudo -n ' : ''}"$@"; }`

/**
 * `engine METHOD PATH [HEADER]`, the body on standard input: prints the Engine's whole answer, headers included. The
 * fifo keeps the connection open until the answer is there, since an Engine takes the end of the input for a client that
 * went away. `printf` is part of the shell, so that the body is in no list of processes.
 */
const ENGINE = String.raw`engine() {
  body=$(cat)
  fifo=$(mktemp -u) && mkfifo -m 600 "$fifo" || return
  (
    trap '' PIPE
    {
      printf '%s %s HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n' "$1" "$2"
      if [ -n "${'$'}{3-}" ]; then printf '%s\r\n' "$3"; fi
      printf 'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n' "$(printf %s "$body" | wc -c)"
      printf %s "$body"
    } 2>/dev/null
    read -r answered <"$fifo"
  ) | (
    docker system dial-stdio
    status=$?
    : >"$fifo"
    exit "$status"
  )
  set -- "$?"
  rm -f "$fifo"
  return "$1"
}`

/**
 * `stop_by CONTAINER SIGNAL SECONDS`: where SECONDS is empty the container's own count, else 10; below zero it waits for
 * as long as it takes. What does not run gets no signal. The `stop` at the end also keeps the restart policy quiet, which
 * would bring back what ended by a signal.
 */
const STOP_BY = `stop_by() {
  docker kill --signal "$2" "$1" >/dev/null ||
    [ "$(docker container inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" = false ] || return
  seconds=$3
  if [ -z "$seconds" ]; then
    seconds=$(docker container inspect --format '{{if .Config.StopTimeout}}{{.Config.StopTimeout}}{{end}}' "$1")
  fi
  seconds=\${seconds:-10}
  deadline=$(($(date +%s) + seconds))
  while [ "$(docker container inspect --format '{{.State.Running}}' "$1")" = true ]; do
    if [ "$seconds" -ge 0 ] && [ "$(date +%s)" -ge "$deadline" ]; then break; fi
    sleep 0.1 2>/dev/null || sleep 1
  done
  docker stop -t 0 "$1" >/dev/null
}`

/**
 * `own KIND NAME PATH OWNER MODE`: chown and chmod of a volume where it lies on the host. KIND is `volume`, or
 * `container` for the one that holds it at PATH; an empty OWNER or MODE is left as it is.
 */
const OWN = String.raw`own() {
  if [ "$1" = volume ]; then
    place=$(docker volume inspect --format '{{.Mountpoint}}' "$2") || return
  else
    mounts=$(docker container inspect --format '{{range .Mounts}}{{println .Destination "=" .Source}}{{end}}' "$2") || return
    place=$(printf '%s\n' "$mounts" | while IFS= read -r line; do
      case $line in "$3 = "*) printf %s "${'$'}{line#"$3 = "}" ;; esac
    done)
  fi
  case $place in
    /?*) ;;
    *) echo "no place on the host for $3 of $1 $2" >&2; return 1 ;;
  esac
  if [ -n "$4" ]; then as_root chown -R "$4" "$place" || return; fi
  if [ -n "$5" ]; then as_root chmod -R "$5" "$place" || return; fi
}`
