/** Shell functions that only a script needs: in a session, the executor does by itself what they do. */

export type ScriptFunction = 'request' | 'run_in' | 'wait_for' | 'still_runs' | 'json_text'

/** `request METHOD PATH`, the body on standard input: fails, and shows the answer, unless the Engine is content. */
const REQUEST = String.raw`request() {
  answer=$(engine "$@") || return
  case $answer in
    'HTTP/1.1 2'* | 'HTTP/1.1 304'*) ;;
    *) printf '%s\n' "$answer" >&2; return 1 ;;
  esac
}`

/** `run_in CONTAINER`, the body of the Engine's exec request on standard input: shows the output, has its exit status. */
const RUN_IN = String.raw`run_in() {
  id=$(engine POST "/containers/$1/exec" | sed -n 's/.*"Id":"\([0-9a-f]*\)".*/\1/p')
  [ -n "$id" ] || return 1
  echo '{"Detach":false,"Tty":false}' | engine POST "/exec/$id/start" | tr -d '\000-\010\015' | sed '1,/^$/d'
  code=$(engine GET "/exec/$id/json" </dev/null | sed -n 's/.*"ExitCode":\([0-9]*\).*/\1/p')
  return "${'$'}{code:-1}"
}`

/**
 * `wait_for CONTAINER healthy|completed SECONDS`; an empty SECONDS is as long as it takes. One without a check is healthy
 * as soon as it runs: of its health docker says nothing, and podman an empty text.
 */
const WAIT_FOR = `wait_for() {
  begun=$(date +%s)
  form='{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.State.ExitCode}}'
  while :; do
    state=$(docker container inspect --format "$form" "$1") || return
    case $2:$state in
      healthy:running\\ healthy\\ * | healthy:running\\ none\\ * | healthy:running\\ \\ * | completed:exited\\ *\\ 0) return ;;
      healthy:running\\ starting\\ * | healthy:paused\\ * | *:restarting\\ * | completed:running\\ * | completed:paused\\ *) ;;
      *) echo "$1 is not $2: $state" >&2; return 1 ;;
    esac
    if [ -n "$3" ] && [ "$(($(date +%s) - begun))" -ge "$3" ]; then
      echo "$1 is not $2 after $3 s: $state" >&2
      return 1
    fi
    sleep 0.1 2>/dev/null || sleep 1
  done
}`

const STILL_RUNS = `still_runs() {
  [ "$(docker container inspect --format '{{.State.Status}} {{.RestartCount}}' "$1")" = 'running 0' ] ||
    { echo "$1 has stopped" >&2; return 1; }
}`

/** `json_text TEXT`: what stands between the quotes of the JSON string that means TEXT. */
const JSON_TEXT = String.raw`json_text() {
  tab=$(printf '\t')
  printf '%s\n' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e "s/$tab/\\\\t/g" -e '$!s/$/\\n/' | tr -d '\n'
}`

const FUNCTIONS: Readonly<Record<ScriptFunction, string>> = {
  request: REQUEST,
  run_in: RUN_IN,
  wait_for: WAIT_FOR,
  still_runs: STILL_RUNS,
  json_text: JSON_TEXT,
}

/** The functions named, in one order. */
export const scriptFunctions = (needed: ReadonlySet<string>): string =>
  Object.entries(FUNCTIONS)
    .filter(([name]) => needed.has(name))
    .map(([, text]) => text)
    .join('\n')
