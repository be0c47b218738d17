// What each check must find: a violation as files, the command of the check, and words that prove it found this very one.

const core = (path) => `packages/core/src/${path}`

/** One line in a new file of core, and what the purity check says to it. */
const impure = (name, line, says) => ({
  name: `purity: ${name}`,
  files: { [core('base/planted.ts')]: `${line}\n` },
  run: ['eslint', core('base/planted.ts')],
  says: [says],
})

const untyped = (name, files, config, says) => ({
  name: `types: ${name}`,
  files,
  run: ['tsc', '--noEmit', '-p', config],
  says: [says],
})

const badlyWritten = (name, text, says) => ({
  name: `lint: ${name}`,
  files: { [core('base/planted.ts')]: text },
  run: ['biome', 'check', '--error-on-warnings', core('base/planted.ts')],
  says: [says],
})

const badImport = (name, files, says) => ({
  name: `deps: ${name}`,
  files,
  run: ['node', 'tools/check-deps.mjs'],
  says: [says],
})

const nested = (depth) =>
  `export const planted = (a: number): number => {\n${Array.from({ length: depth }, (_, at) => `${'  '.repeat(at + 1)}if (a > ${at}) {`).join('\n')}\n${'  '.repeat(depth + 1)}return 1\n${Array.from({ length: depth }, (_, at) => `${'  '.repeat(depth - at)}}`).join('\n')}\n  return 0\n}\n`

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
  impure(
    "an order that depends on the machine's language",
    "export const planted = 'a'.localeCompare('b')",
    /compareText/,
  ),
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

  untyped(
    'a module of Node in core',
    { [core('base/planted.ts')]: "import 'node:fs'\n" },
    'packages/core',
    /planted\.ts.*node:fs/,
  ),
  untyped(
    'the console in core',
    { [core('base/planted.ts')]: "console.log('')\n" },
    'packages/core',
    /planted\.ts.*console/,
  ),
  untyped(
    'the DOM in core',
    { [core('base/planted.ts')]: 'export const planted = fetch\n' },
    'packages/core',
    /planted\.ts.*fetch/,
  ),
  untyped(
    'an undefined optional value',
    { [core('base/planted.ts')]: 'export const planted: { a?: 1 } = { a: undefined }\n' },
    'packages/core',
    /planted\.ts.*exactOptionalPropertyTypes/,
  ),
  untyped(
    'a wrong type in a test',
    { 'packages/testing/test/planted.test.ts': "export const planted: number = ''\n" },
    'tsconfig.tests.json',
    /planted\.test\.ts.*TS2322/,
  ),

  badlyWritten('any', 'export const planted = (a: any) => a\n', /noExplicitAny/),
  badlyWritten(
    'an unused variable',
    'export const planted = () => {\n  const unused = 1\n  return 2\n}\n',
    /noUnusedVariables/,
  ),
  badlyWritten('another format', 'export const planted = "a";\n', /format/),
  badlyWritten('a complexity over 12', nested(5), /noExcessiveCognitiveComplexity/),

  badImport(
    'a folder of core imports a later one',
    { [core('base/planted.ts')]: "import type {} from '../plan/plan'\n" },
    /core-order-base: .*planted\.ts/,
  ),
  badImport(
    'a folder of core without a place in the order',
    { [core('planted/planted.ts')]: "import '../base/json'\n" },
    /known-folder: .*planted\.ts/,
  ),
  badImport(
    'a folder of core imports the entry point',
    { [core('render/planted.ts')]: "import '../index'\n" },
    /core-order-render: .*planted\.ts/,
  ),
  badImport(
    'core imports another package',
    { [core('base/planted.ts')]: "import type {} from '@dmap/runtime'\n" },
    /package-order-core: .*planted\.ts/,
  ),
  badImport(
    'the runtime imports the command line',
    { 'packages/runtime/src/planted.ts': "import '@dmap/cli'\n" },
    /package-order-runtime: .*planted\.ts/,
  ),
  badImport(
    'an executor imports another one',
    { 'packages/exec-dryrun/src/planted.ts': "import '@dmap/exec-dockerode'\n" },
    /package-order-exec-dryrun: .*planted\.ts/,
  ),
  badImport(
    'a package without a place in the order',
    { 'packages/planted/src/index.ts': "import '@dmap/core'\n" },
    /known-package: /,
  ),
  badImport(
    'a file inside another package',
    { 'packages/runtime/src/planted.ts': "import '../../core/src/base/json'\n" },
    /entry-point: .*planted\.ts/,
  ),
  badImport(
    'a circle',
    { [core('base/planted.ts')]: "import './planted2'\n", [core('base/planted2.ts')]: "import './planted'\n" },
    /no-circle: .*planted/,
  ),
  badImport(
    'a circle of types',
    {
      [core('base/planted.ts')]: "import type {} from './planted2'\n",
      [core('base/planted2.ts')]: "import type {} from './planted'\n",
    },
    /no-circle: .*planted/,
  ),
  badImport(
    'a package that is not declared',
    { 'packages/runtime/src/planted.ts': "import 'commander'\n" },
    /(declared|resolvable): .*planted\.ts/,
  ),
  badImport(
    'a package that is declared for development only',
    { 'packages/runtime/src/planted.ts': "import 'fast-check'\n" },
    /declared: .*planted\.ts/,
  ),
  badImport(
    'a product file imports a test',
    {
      'packages/runtime/test/planted.ts': 'export {}\n',
      'packages/runtime/src/planted.ts': "import '../test/planted'\n",
    },
    /no-test-in-product: .*planted\.ts/,
  ),
  badImport(
    'a file that does not exist',
    { 'packages/runtime/src/planted.ts': "import './nowhere'\n" },
    /resolvable: .*planted\.ts/,
  ),
  {
    name: 'deps: the tool sees no TypeScript',
    append: { '.dependency-cruiser.cjs': "\nmodule.exports.options.exclude = { path: '[.]ts$' }\n" },
    run: ['node', 'tools/check-deps.mjs'],
    says: [/not seen: packages\/core/],
  },
  {
    name: 'deps: the tool sees no imports',
    files: {
      '.dependency-cruiser.cjs':
        "module.exports = { forbidden: [], options: { maxDepth: 1, exclude: { path: 'node_modules|dist' }, doNotFollow: { path: '.' } } }\n",
    },
    run: ['node', 'tools/check-deps.mjs'],
    says: [/too little was seen|not seen/],
  },

  {
    name: 'dead: an unused file',
    files: { [core('base/planted.ts')]: 'export const planted = 1\n' },
    run: ['knip'],
    says: [/Unused files[\s\S]*planted\.ts/],
  },
  {
    name: 'dead: an unused export',
    append: { [core('base/compare-text.ts')]: '\nexport const planted = 1\n' },
    run: ['knip'],
    says: [/Unused exports[\s\S]*planted/],
  },
]
