/**
 * Makes `dist/bin`: the command as few files, since to find and read a file for each module takes longer than most
 * commands do. What a command does not need is in chunks of its own, loaded when it is first needed.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, 'dist/bin')
const workspace = ['core', 'runtime', 'ssh', 'exec-dryrun', 'exec-dockerode', 'exec-ssh-cli']

/** Stay packages: they read files beside them, have native parts, or are seldom needed and large. */
const external = [/^dockerode$/, /^ssh2$/, /^jiti$/, /^node:/]

/** As modules, of which only what is used comes along; in Node these packages give themselves as CommonJS. */
const asModules = {
  name: 'as-modules',
  resolveId(id, from) {
    // Its CommonJS finds its parts in a way that no bundler follows.
    if (id === 'jsonc-parser') return this.resolve('jsonc-parser/lib/esm/main.js', from)
    const [, name, path = '/index.js'] = /^(fp-ts|io-ts)(?:\/lib(\/.*))?$/.exec(id) ?? []
    return name === undefined ? null : this.resolve(`${name}/es6${path}`, from)
  },
}

/**
 * commander loads what starts programs, for subcommands that are programs of their own. There are none, and to load it takes
 * as long as to parse a command line.
 */
const withoutPrograms = {
  name: 'without-programs',
  transform(code, id) {
    if (!/[\\/]commander[\\/]lib[\\/]command\.js$/.test(id)) return null
    const loading = "require('node:child_process')"
    if (!code.includes(loading)) throw new Error(`${id} loads child_process in another way now`)
    return code.replace(loading, '{}')
  },
}

const bundle = await rolldown({
  input: { dmap: join(here, 'src/main.ts') },
  platform: 'node',
  external,
  resolve: {
    alias: Object.fromEntries(workspace.map((name) => [`@dmap/${name}`, join(here, `../${name}/src/index.ts`)])),
  },
  plugins: [asModules, withoutPrograms],
  // A module that nothing is used of is left out: none of them does anything by being loaded but the program itself.
  treeshake: {
    moduleSideEffects: [
      { test: /cli\/src\/main\.ts$/, sideEffects: true },
      { test: /./, sideEffects: false },
    ],
  },
})

rmSync(out, { recursive: true, force: true })
const { output } = await bundle.write({
  dir: out,
  format: 'cjs',
  minify: true,
  // What most commands need is one file: each takes a moment to find and read.
  codeSplitting: { groups: [{ name: 'common', minShareCount: 8 }] },
  // Packages are loaded by `require` too: scripts compiled from what was kept cannot import.
  dynamicImportInCjs: false,
  entryFileNames: '[name].js',
  // With a hash of what is in it: what was compiled from a file is known by the file's name.
  chunkFileNames: ({ name, facadeModuleId }) =>
    `${/packages\/([^/]+)\/src\/index\.ts$/.exec(facadeModuleId)?.[1] ?? name}-[hash].js`,
})
await bundle.close()

// In ASCII, after what the minifier makes of it: V8 keeps a text of single bytes in half the room, and reads it faster.
for (const { fileName, code } of output) {
  if (code === undefined) continue
  const escaped = code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  writeFileSync(join(out, fileName), escaped)
}

/** The folder of the package that a module belongs to. */
const packageOf = (module) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1]

const bundled = new Set(output.flatMap(({ modules = {} }) => Object.keys(modules)).map(packageOf))
const notices = [...bundled]
  .filter((folder) => folder !== undefined)
  .sort()
  .map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found))
    if (file === undefined) throw new Error(`${name} ${version} comes without its license`)
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
writeFileSync(
  join(out, 'THIRD-PARTY.txt'),
  `The command contains parts of these packages:\n\n${notices.join('\n---\n\n')}`,
)
