// What each check must find. A violation is a few files, the command of the check, and the words that prove it was found.
// In paths and texts `@` stands for a name that no other violation has, so that violations of one command share a run.

const core = (path) => `packages/core/src/${path}`

/** One new file of core, and what the purity check says to it. */
const impure = (name, text, says) => ({
  name: `purity: ${name}`,
  files: { [core('base/@.ts')]: `${text}\n` },
  run: ['eslint', '--format', 'json', 'packages/core/src'],
  says,
})

const untyped = (name, text, says, file = core('base/@.ts'), config = 'packages/core') => ({
  name: `types: ${name}`,
  files: { [file]: `${text}\n` },
  run: ['tsc', '--noEmit', '--pretty', 'false', '-p', config],
  says,
})

const badlyWritten = (name, text, says) => ({
  name: `lint: ${name}`,
  files: { [core('base/@.ts')]: text },
  run: [
    'biome',
    'check',
    '--error-on-warnings',
    '--max-diagnostics=none',
    '--reporter=github',
    'packages/core/src/base',
  ],
  says,
})

const badImport = (name, files, says) => ({
  name: `deps: ${name}`,
  files,
  run: ['node', 'tools/check-deps.mjs'],
  says,
})

const nested = (depth) => {
  const levels = Array.from({ length: depth }, (_, level) => level)
  const open = levels.map((level) => `${'  '.repeat(level + 1)}if (a > ${level}) {\n`).join('')
  const close = levels.map((level) => `${'  '.repeat(depth - level)}}\n`).join('')
  return `export const planted = (a: number): number => {\n${open}${'  '.repeat(depth + 1)}return 1\n${close}  return 0\n}\n`
}

export const violations = [
  impure('the clock', 'export const planted = () => Date.now()', /no clock/),
  impure('a new Date', 'export const planted = () => new Date()', /no clock/),
  impure('randomness', 'export const planted = () => Math.random()', /no randomness/),
  impure('the environment', "export const planted = () => process.env['HOME']", /'process'.*no effects/),
  impure('the console', "export const planted = () => console.log('')", /'console'.*no effects/),
  impure('a timer', 'export const planted = () => setTimeout(() => 1, 1)', /'setTimeout'.*no effects/),
  impure('the back door to globals', 'export const planted = () => globalThis', /'globalThis'.*no effects/),
  impure('throw', "export const planted = () => { throw new Error('') }", /functional\/no-throw-statements/),
  impure('an asynchronous function', 'export const planted = async () => 1', /synchronous/),
  impure('an import at run time', "export const planted = () => import('yaml')", /nothing at run time/),
  impure("the machine's language", "export const planted = 'a'.localeCompare('b')", /compareText/),
  impure('a module of Node', "import 'node:fs'", /imports fp-ts\/lib/),
  impure('a module of Node under its old name', "import 'fs'", /imports fp-ts\/lib/),
  impure('a package that is not on the list', "import 'dockerode'", /imports fp-ts\/lib/),
  impure('a name that only begins like one on the list', "import 'yaml-front-matter'", /imports fp-ts\/lib/),
  impure('a form of fp-ts that breaks in native ESM', "import 'fp-ts/Either'", /imports fp-ts\/lib/),
  impure('effects from fp-ts', "import 'fp-ts/lib/Random.js'", /imports fp-ts\/lib/),
  impure(
    'a rule switched off by a comment',
    '// eslint-disable-next-line\nexport const planted = () => Date.now()',
    /no clock/,
  ),

  untyped('a module of Node in core', "import { x } from 'node:fs'\nexport const planted = x", /node:fs/),
  untyped('the console in core', "console.log('')\nexport {}", /console/),
  untyped('the DOM in core', 'export const planted = fetch', /fetch/),
  untyped(
    'an undefined optional value',
    'export const planted: { a?: 1 } = { a: undefined }',
    /exactOptionalPropertyTypes/,
  ),
  untyped(
    'a wrong type in a test',
    "export const planted: number = ''",
    /TS2322/,
    'packages/testing/test/@.test.ts',
    'tsconfig.tests.json',
  ),

  badlyWritten('any', 'export const planted = (a: any) => a\n', /noExplicitAny/),
  badlyWritten('an unused variable', 'export const planted = () => {\n  const unused = 1\n  return 2\n}\n', /noUnused/),
  badlyWritten('another format', 'export const planted = "a";\n', /format/),
  badlyWritten('a complexity over 12', nested(5), /noExcessiveCognitiveComplexity/),

  badImport(
    'core, to a later folder',
    { [core('base/@.ts')]: "import type {} from '../plan/plan'\n" },
    /core-order-base/,
  ),
  badImport('core, to its entry point', { [core('render/@.ts')]: "import '../index'\n" }, /core-order-render/),
  badImport('core, a folder without a place', { [core('@/@.ts')]: "import '../base/json'\n" }, /known-folder/),
  badImport(
    'core, to the runtime',
    { [core('base/@.ts')]: "import type {} from '@dmap/runtime'\n" },
    /package-order-core/,
  ),
  badImport('runtime, to the cli', { 'packages/runtime/src/@.ts': "import '@dmap/cli'\n" }, /package-order-runtime/),
  badImport(
    'an executor, to another one',
    { 'packages/exec-dryrun/src/@.ts': "import '@dmap/exec-dockerode'\n" },
    /package-order-exec-dryrun/,
  ),
  badImport('a package without a place', { 'packages/@/src/index.ts': "import '@dmap/core'\n" }, /known-package/),
  badImport(
    'a file inside another package',
    { 'packages/runtime/src/@.ts': "import '../../core/src/base/json'\n" },
    /entry-point/,
  ),
  badImport(
    'a circle',
    { [core('base/@.ts')]: "import './@-2'\n", [core('base/@-2.ts')]: "import './@'\n" },
    /no-circle/,
  ),
  badImport(
    'a circle of types',
    { [core('base/@.ts')]: "import type {} from './@-2'\n", [core('base/@-2.ts')]: "import type {} from './@'\n" },
    /no-circle/,
  ),
  badImport('an undeclared package', { 'packages/runtime/src/@.ts': "import 'commander'\n" }, /declared|resolvable/),
  badImport('a package for development only', { 'packages/runtime/src/@.ts': "import 'fast-check'\n" }, /declared/),
  badImport(
    'a test in a product file',
    { 'packages/runtime/test/@.ts': 'export {}\n', 'packages/runtime/src/@.ts': "import '../test/@'\n" },
    /no-test-in-product/,
  ),
  badImport('a file that does not exist', { 'packages/runtime/src/@.ts': "import './nowhere'\n" }, /resolvable/),
  {
    name: 'deps: no TypeScript is seen',
    append: { '.dependency-cruiser.cjs': "\nmodule.exports.options.exclude = { path: '[.]ts$' }\n" },
    run: ['node', 'tools/check-deps.mjs'],
    says: /not seen: packages\/core/,
  },
  {
    name: 'deps: no imports are seen',
    append: {
      '.dependency-cruiser.cjs':
        "\nmodule.exports = { forbidden: [], options: { exclude: { path: '/dist/|node_modules' }, doNotFollow: { path: '.' } } }\n",
    },
    run: ['node', 'tools/check-deps.mjs'],
    says: /too little was seen|not seen/,
  },

  {
    name: 'dead: an unused file',
    files: { [core('base/@.ts')]: 'export const planted = 1\n' },
    run: ['knip', '--include', 'files'],
    says: /core\/src\/base/,
  },
  {
    name: 'dead: an unused export',
    append: { [core('base/compare-text.ts')]: '\nexport const planted = 1\n' },
    run: ['knip'],
    says: /Unused exports[\s\S]*planted/,
  },
  {
    name: 'goldens: a plan looks different',
    append: { 'packages/core/test/golden/site.startup.txt': 'planted\n' },
    run: ['jest', '--ci', 'packages/core/test/site'],
    says: /^\s*- planted/m,
  },
  {
    name: 'goldens: a golden file is missing',
    remove: ['packages/core/test/golden/site.startup.txt'],
    run: ['jest', '--ci', 'packages/core/test/site'],
    says: /site\.startup\.txt is missing/,
  },
]
