/**
 * The searches of which the tests run a share, whole: random histories on the simulator, random maps and sequences on a
 * real Engine. Prints what was tried and how it ended; `pnpm soak SEED` searches elsewhere.
 */
import { spawnSync } from 'node:child_process'

const seed = process.argv[2] ?? String(Math.floor(Math.random() * 1e6))

/** Twelve properties of 2,000 histories each; five of 25,000 documents each; so many maps on an Engine. */
const searches = {
  'packages/core/test/plan/invariants': { DMAP_PROPERTY_RUNS: '2000', DMAP_PROPERTY_SEED: seed },
  'packages/core/test/map/hostile': { DMAP_HOSTILE_RUNS: '25000', DMAP_HOSTILE_SEED: seed },
  'packages/core/test/compare/causes': { DMAP_CAUSES_RUNS: '2000', DMAP_CAUSES_SEED: seed },
  'packages/core/test/simulate/random.engine': { DMAP_TEST_RUNS: '100', DMAP_TEST_SEED: seed },
  'packages/exec-dockerode/test/random.engine': { DMAP_SOAK_MAPS: '200', DMAP_SOAK_SEED: seed },
  'packages/exec-dockerode/test/fault.engine': { DMAP_SOAK: '1' },
  'packages/exec-dockerode/test/every-field': { DMAP_SOAK: '1' },
  'packages/cli/test/two-hosts.engine': { DMAP_SOAK: '1' },
  'packages/exec-ssh-cli/test/many.engine': { DMAP_SOAK: '1' },
  'packages/exec-ssh-cli/test/random.engine': { DMAP_SOAK_MAPS: '100', DMAP_SOAK_SEED: seed },
}

console.log(`seed ${seed}`)
const red = Object.entries(searches).filter(([path, settings]) => {
  const env = { ...process.env, DMAP_REQUIRE_ENGINE: '1', ...settings }
  console.log(
    `=== ${path} ${Object.entries(settings)
      .map((pair) => pair.join('='))
      .join(' ')}`,
  )
  return spawnSync('npx', ['jest', '--silent', path], { stdio: 'inherit', env }).status !== 0
})
console.log(red.length === 0 ? 'nothing found' : `found something: ${red.map(([path]) => path).join(', ')}`)
process.exit(red.length === 0 ? 0 : 1)
