// Checks the checks: plants one violation after the other in a copy of the workspace, and each time the tool must go red and name it.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { violations } from './planted-violations.mjs'

const workspace = dirname(dirname(fileURLToPath(import.meta.url)))
const copy = mkdtempSync(join(tmpdir(), 'dmap-planted-'))
const only = process.argv[2] ?? ''

copyWorkspace()
let missed = 0
try {
  for (const violation of violations.filter(({ name }) => name.includes(only))) {
    const complaint = plantAndRun(violation)
    if (complaint !== undefined) missed++
    console.log(
      complaint === undefined ? `red as it should be: ${violation.name}` : `MISSED: ${violation.name}: ${complaint}`,
    )
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`planted: ${violations.length} violations, ${missed} missed`)
process.exit(missed === 0 ? 0 : 1)

/** Installed packages are linked, everything that is written by hand is copied. */
function copyWorkspace() {
  const derived = new Set(['node_modules', 'dist', '.git', '.turbo', 'coverage'])
  const handwritten = (from) => !derived.has(basename(from)) && !from.endsWith('.tsbuildinfo')
  cpSync(workspace, copy, { recursive: true, filter: (from) => from === workspace || handwritten(from) })
  for (const folder of ['.', ...readdirSync(join(workspace, 'packages')).map((name) => `packages/${name}`)]) {
    const installed = join(workspace, folder, 'node_modules')
    if (existsSync(installed)) symlinkSync(installed, join(copy, folder, 'node_modules'))
  }
}

/** Why the violation went unnoticed; undefined when it was found. */
function plantAndRun({ files = {}, append = {}, remove = [], run, says }) {
  const touched = [...Object.keys(files), ...Object.keys(append), ...remove]
  for (const file of remove) rmSync(join(copy, file), { recursive: true })
  for (const [file, text] of Object.entries(files)) write(file, text)
  for (const [file, text] of Object.entries(append)) write(file, readFileSync(join(copy, file), 'utf8') + text)
  const [command, ...args] = run
  const child = spawnSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: `${join(copy, 'node_modules/.bin')}:${process.env.PATH}`, NO_COLOR: '1' },
  })
  for (const file of touched) restore(file)
  const output = `${child.stdout}${child.stderr}`
  if (child.status === 0) return 'the tool stayed green'
  return says.every((words) => words.test(output)) ? undefined : `red, but not because of it:\n${output.slice(0, 2000)}`
}

function write(file, text) {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
}

function restore(file) {
  rmSync(join(copy, file), { recursive: true, force: true })
  const original = join(workspace, file)
  if (existsSync(original)) cpSync(original, join(copy, file), { recursive: true })
}
