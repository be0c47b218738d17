// The example, from its plan to a simulated landscape that needs nothing more; each command is shown before it runs.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const workspace = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'dmap-demo-'))
const snapshot = join(folder, 'after.json')

const acts = [
  ['What would be done on an empty host:', 'plan', 'startup', '--state', 'empty'],
  ['Done, on a simulated Engine:', 'startup', '--executor', 'dryrun', '--out', snapshot],
  ['And planned again, on what there is now:', 'plan', 'startup', '--state', snapshot],
]

try {
  for (const [title, ...args] of acts) {
    const all = [...args, '--map', 'examples/site/dmap.yaml']
    console.log(`\n${title}\n\n$ dmap ${all.join(' ')}`)
    const command = join(workspace, 'packages/cli/dist/main.js')
    const { status } = spawnSync(process.execPath, [command, ...all], { cwd: workspace, stdio: 'inherit' })
    if (status !== 0) process.exitCode = status ?? 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
