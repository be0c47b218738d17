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

/**
 * The functions. All of them call `docker`, which is a function too where it takes more than the word.
 *
 * @example
 * prelude({ docker: 'podman', sudo: true, global: [] }) // docker() { sudo -n podman "$@"; } …
 */
export const prelude = (command: DockerCommand): string =>
  [dockerFunction(command), rootFunction(command.sudo), ENGINE, RUN, STOP, OWN].filter((part) => part !== '').join('\n')

const dockerFunction = ({ docker, sudo, global }: DockerCommand): string => {
  const words = commandLine([...(sudo ? ['sudo', '-n'] : []), docker, ...global])
  return words === 'docker' ? '' : `docker() { ${sudo ? '' : 'command '}${words} "$@"; }`
}

/** For chown and chmod. */
const rootFunction = (sudo: boolean): string => `as_root() { ${sudo ? 'sudo -n ' : ''}"$@"; }`

/** Whether the docker command is there: its exit status. */
export const isThere = ({ docker, sudo }: DockerCommand): string =>
  `command -v ${quote(docker)} >/dev/null 2>&1${sudo ? ' && sudo -n true' : ''}`

/**
 * `engine METHOD PATH`, the body on standard input: prints the Engine's whole answer, headers included. The fifo keeps
 * the connection's input open until the answer is there: an Engine takes its end for a client that went away.
 * `printf` is built into the shell, so that the body is in no list of processes.
 */
const ENGINE = `engine() {
  body=$(cat; echo .); body=\${body%.}; body=\${body%?}
  fifo=$(mktemp -u) && mkfifo -m 600 "$fifo" || return
  {
    printf '%s %s HTTP/1.1\\r\\nHost: docker\\r\\nConnection: close\\r\\nContent-Type: application/json\\r\\n' "$1" "$2"
    if [ -n "\${3-}" ]; then printf '%s\\r\\n' "$3"; fi
    printf 'Content-Length: %d\\r\\n\\r\\n%s' "$(printf %s "$body" | wc -c)" "$body"
    read -r answered <"$fifo"
  } | { docker system dial-stdio; status=$?; : >"$fifo"; exit "$status"; }
  status=$?; rm -f "$fifo"; return "$status"
}`

const RUN = ''

/** `stop CONTAINER SIGNAL SECONDS`: where SECONDS is empty the container's own count, else 10. */
const STOP = `stop_by() {
  docker kill --signal "$2" "$1" >/dev/null || return
  seconds=$3
  if [ -z "$seconds" ]; then
    seconds=$(docker container inspect --format '{{if .Config.StopTimeout}}{{.Config.StopTimeout}}{{end}}' "$1")
  fi
  until_time=$(($(date +%s) + \${seconds:-10}))
  while [ "$(docker container inspect --format '{{.State.Running}}' "$1")" = true ]; do
    if [ "$(date +%s)" -ge "$until_time" ]; then
      docker kill --signal KILL "$1" >/dev/null && docker wait "$1" >/dev/null
      return
    fi
    sleep 0.1 2>/dev/null || sleep 1
  done
}`

/**
 * `own KIND NAME PATH OWNER MODE`: chown and chmod of a volume where it lies on the host; KIND is \`volume\` or
 * \`container\`, the one that holds it at PATH.
 */
const OWN = `own() {
  if [ "$1" = volume ]; then
    place=$(docker volume inspect --format '{{.Mountpoint}}' "$2") || return
  else
    place=$(docker container inspect --format '{{range .Mounts}}{{.Destination}}={{.Source}}
{{end}}' "$2") || return
    place=$(printf '%s\\n' "$place" | while IFS= read -r line; do
      case $line in "$3="*) printf '%s' "\${line#"$3="}";; esac
    done)
  fi
  case $place in /?*) ;; *) echo "no place on the host for $3 of $1 $2" >&2; return 1;; esac
  if [ -n "$4" ]; then as_root chown -R "$4" "$place" || return; fi
  if [ -n "$5" ]; then as_root chmod -R "$5" "$place" || return; fi
}`
