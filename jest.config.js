// One run for the whole workspace: a project per package, sources compiled by swc, workspace packages resolved to their sources.
const { readdirSync } = require('node:fs')

const packages = readdirSync(`${__dirname}/packages`)

/** @type {import('jest').Config} */
module.exports = {
  // Tests that wait for an Engine and tests that compute go well together.
  maxWorkers: '100%',
  // A limit against hanging, not against slow machines.
  testTimeout: 120_000,
  projects: packages.map((name) => ({
    displayName: name,
    rootDir: `${__dirname}/packages/${name}`,
    testEnvironment: 'node',
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
      ],
    },
    moduleNameMapper: {
      '^@dmap/([a-z-]+)$': `${__dirname}/packages/$1/src/index.ts`,
      // Modules that are imported when they are needed are named as what they compile to.
      '^(\\./commands/[a-z-]+)\\.js$': '$1',
    },
  })),
}
