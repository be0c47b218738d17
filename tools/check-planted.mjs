// Checks the checks: plants violations in a copy of the workspace, and the tool must go red and name each one.
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
const wanted = violations.filter(({ name }) => name.includes(process.argv[2] ?? ''))

let missed = 0
try {
  copyWorkspace()
  for (const run of runs()) check(run)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`planted: ${wanted.length} violations, ${missed} missed`)
process.exit(missed === 0 && wanted.length > 0 ? 0 : 1)

/** Installed packages are linked, everything that is written by hand is copied. */
function copyWorkspace() {
  const derived = new Set(['node_modules', 'dist', '.git', '.turbo', 'coverage', 'artifacts'])
  const handwritten = (from) => !derived.has(basename(from)) && !from.endsWith('.tsbuildinfo')
  cpSync(workspace, copy, { recursive: true, filter: (from) => from === workspace || handwritten(from) })
  for (const folder of ['.', ...readdirSync(join(workspace, 'packages')).map((name) => `packages/${name}`)]) {
    const installed = join(workspace, folder, 'node_modules')
    if (existsSync(installed)) symlinkSync(installed, join(copy, folder, 'node_modules'))
  }
}

/** Violations that are new files share a run of their command; one that changes a file has a run of its own. */
function runs() {
  const shared = new Map()
  const own = []
  wanted.forEach((violation, index) => {
    const planted = name(violation, `planted${index}x`)
    if (planted.append || planted.remove) own.push([planted])
    else shared.set(planted.run.join(' '), [...(shared.get(planted.run.join(' ')) ?? []), planted])
  })
  return [...shared.values(), ...own]
}

function name(violation, token) {
  const named = (text) => text.replaceAll(/@(?!dmap)/g, token)
  const files = Object.entries(violation.files ?? {}).map(([file, text]) => [named(file), named(text)])
  return { ...violation, token, files: Object.fromEntries(files) }
}

function check(planted) {
  for (const { files, append = {}, remove = [] } of planted) {
    for (const [file, text] of Object.entries(files)) write(file, text)
    for (const [file, text] of Object.entries(append)) write(file, readFileSync(join(copy, file), 'utf8') + text)
    for (const file of remove) rmSync(join(copy, file))
  }
  const { status, output } = runTool(planted[0].run)
  for (const violation of planted) judge(violation, status, output)
  for (const { files, append = {}, remove = [] } of planted) {
    for (const file of [...Object.keys(files), ...Object.keys(append), ...remove]) restore(file)
  }
}

function runTool([command, ...args]) {
  const child = spawnSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, PATH: `${join(copy, 'node_modules/.bin')}:${process.env.PATH}`, NO_COLOR: '1' },
  })
  return { status: child.status, output: `${args.includes('json') ? flat(child.stdout) : child.stdout}${child.stderr}` }
}

/** ESLint's JSON as one line per complaint. */
function flat(json) {
  const lines = JSON.parse(json).flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message }) => `${filePath}: ${ruleId} ${message}`),
  )
  return lines.join('\n')
}

/** Red is not enough: a line must name the file and what is wrong with it. */
function judge({ name, token, append, remove, says }, status, output) {
  const found =
    append || remove ? says.test(output) : output.split('\n').some((line) => line.includes(token) && says.test(line))
  if (status !== 0 && found) {
    console.log(`red as it should be: ${name}`)
  } else {
    missed++
    console.log(
      `MISSED: ${name}: ${status === 0 ? 'the tool stayed green' : `red, but not for it:\n${output.slice(0, 4000)}`}`,
    )
  }
}

function write(file, text) {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
}

function restore(file) {
  rmSync(join(copy, file), { force: true })
  if (existsSync(join(workspace, file))) cpSync(join(workspace, file), join(copy, file))
}
