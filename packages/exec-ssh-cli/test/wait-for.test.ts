/** The shell function of a written script that waits for a container. */
import { spawnSync } from 'node:child_process'
import { scriptFunctions } from '../src/script-functions'

/** Its exit status where the docker command prints these states, one look after the other. */
const waited = (condition: string, ...states: ReadonlyArray<string>): number | null => {
  const docker = 'docker() { shift 4; state=$(sed -n 1p "$states"); sed -i 1d "$states"; echo "$state"; }'
  const script = `states=$(mktemp); cat >"$states"; ${docker}\n${scriptFunctions(new Set(['wait_for']))}\nwait_for web ${condition} 5; code=$?; rm "$states"; exit $code`
  return spawnSync('sh', ['-c', script], { input: `${states.join('\n')}\n` }).status
}

it.each<readonly [string, ReadonlyArray<string>, number]>([
  ['healthy', ['running starting 0', 'running healthy 0'], 0],
  ['healthy', ['running none 0'], 0],
  ['healthy', ['running  0'], 0],
  ['healthy', ['paused healthy 0', 'running healthy 0'], 0],
  ['healthy', ['running unhealthy 0'], 1],
  ['healthy', ['exited none 0'], 1],
  ['completed', ['running none 0', 'exited none 0'], 0],
  ['completed', ['exited none 3'], 1],
])('%s: %j ends with %i', (condition, states, code) => {
  expect(waited(condition, ...states)).toBe(code)
})
