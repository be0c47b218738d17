// Checks what users install: packs every published package, installs the archives in an empty folder, and uses them there.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'dmap-packed-'))

const run = (command, words, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${status ?? error}\n${stdout}${stderr}`)
  return stdout
}

const expect = (what, found, wanted) => {
  if (!found.includes(wanted))
    throw new Error(`${what}: expected ${JSON.stringify(wanted)} in ${JSON.stringify(found)}`)
  console.log(`packed: ${what}`)
}

const published = readdirSync(join(root, 'packages'))
  .map((name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')))
  .filter((manifest) => manifest.private !== true)
  .map(({ name }) => name)

/** A project that has the archives as its only dependencies. */
const install = () => {
  for (const name of published) run('pnpm', ['--filter', name, 'pack', '--pack-destination', folder], root)
  const archives = new Map(
    readdirSync(folder).map((file) => [file.replace(/^dmap-(.*)-[\d.]+\.tgz$/, '@dmap/$1'), file]),
  )
  if (published.some((name) => !archives.has(name))) throw new Error(`archives: ${[...archives.values()].join(', ')}`)
  const dependencies = Object.fromEntries(published.map((name) => [name, `file:./${archives.get(name)}`]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides: dependencies }))
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], folder)
}

const plan = ['plan', 'startup', '--state', 'empty', '--executor', 'dryrun']

try {
  install()
  cpSync(join(root, 'examples/site'), folder, { recursive: true })
  expect('the command plans', run('npx', ['dmap', ...plan], folder), '6 to create in 18 steps')
  expect('a map that is code', run('npx', ['dmap', ...plan, '--map', 'dmap.ts'], folder), '6 to create')
  const imports = published.map((name) => `import * as all${published.indexOf(name)} from '${name}'`).join('\n')
  writeFileSync(
    join(folder, 'all.mjs'),
    `${imports}\nconsole.log(typeof all${published.indexOf('@dmap/core')}.compile)`,
  )
  expect('every package as a module', run('node', ['all.mjs'], folder), 'function')
  const requires = published.map((name) => `require('${name}')`).join('\n')
  expect('every package by require', run('node', ['-e', `${requires}\nconsole.log('all')`], folder), 'all')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
