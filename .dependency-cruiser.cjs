// Who may import whom: the folders of core in one order, the packages in one order, no circles.

/** A folder (or file) of core may import only what stands before it. */
const coreOrder = [
  'base',
  'map',
  'resource',
  'observe',
  'diff',
  'plan',
  'simulate',
  'render',
  'schema',
  'compare',
  'pipeline\\.ts',
  'index\\.ts',
]

/** The workspace packages that each package's sources may import. */
const packageOrder = {
  core: [],
  runtime: ['core'],
  'exec-dryrun': ['core', 'runtime'],
  ssh: [],
  'exec-dockerode': ['core', 'runtime', 'ssh'],
  'exec-ssh-cli': ['core', 'runtime', 'ssh'],
  cli: ['core', 'runtime', 'exec-dryrun', 'exec-dockerode', 'exec-ssh-cli'],
  testing: [],
  bench: ['core', 'runtime', 'ssh', 'exec-dockerode', 'exec-ssh-cli', 'testing'],
}

const coreRules = coreOrder.slice(0, -1).map((name, index) => ({
  name: `core-order-${name.replace('\\.ts', '')}`,
  comment: `In core, ${name} may not import what stands after it.`,
  severity: 'error',
  from: { path: `^packages/core/src/${name}(/|$)` },
  to: { path: `^packages/core/src/(${coreOrder.slice(index + 1).join('|')})(/|$)` },
}))

const packageRules = Object.entries(packageOrder).map(([name, allowed]) => ({
  name: `package-order-${name}`,
  comment: `The package ${name} may import ${allowed.join(', ') || 'no other package'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/` },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...coreRules,
    ...packageRules,
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'known-folder',
      comment: 'A new folder of core gets its place in the order above.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: `^packages/core/src/(${coreOrder.join('|')})(/|$)` },
      to: {},
    },
    {
      name: 'known-package',
      comment: 'A new package gets its place in the order above.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${Object.keys(packageOrder).join('|')})/` },
      to: {},
    },
    {
      name: 'entry-point',
      comment: 'Another package is imported by its name, never by a file inside it.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/($1/|[^/]+/src/index\\.ts$)' },
    },
    { name: 'no-test-in-product', severity: 'error', from: { path: '/src/' }, to: { path: '/test/' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      comment: 'What a product file imports is among the dependencies of its package.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '^packages/testing/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'default'],
    },
  },
}
