// Shows what dmap does, with no Docker: the plan of examples/site, carried out on a simulated engine, then planned again.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'dmap-demo-'))
const snapshot = join(folder, 'snapshot.json')

/** `shown` gives the part of the output that says something new. */
const dmap = (title, words, shown = (text) => text) => {
  console.log(`\n# ${title}\n$ dmap ${words.join(' ').replaceAll(folder, '…')}`)
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'packages/cli/dist/bin/dmap.js'), ...words], {
    cwd: join(root, 'examples/site'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.stdout.write(shown(stdout))
  if (status !== 0) throw new Error(`dmap exited with ${status}`)
  return stdout
}

const lastLine = (text) => `${text.trimEnd().split('\n').pop()}\n`

try {
  dmap('What would happen on an empty host', ['plan', 'startup', '--state', 'empty'])
  dmap('Carried out on a simulated engine', ['startup', '--executor', 'dryrun', '--out', snapshot], lastLine)
  dmap('What runs now', ['status', '--state', snapshot])
  const again = dmap('Planned again', ['plan', 'startup', '--state', snapshot])
  if (again !== 'Nothing to do.\n') throw new Error('the second plan should be empty')
} finally {
  rmSync(folder, { recursive: true })
}
