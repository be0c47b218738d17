// The purity of core, and nothing else: Biome lints and formats everything, this file only keeps effects out of the planner.
import functional from 'eslint-plugin-functional'
import typescript from 'typescript-eslint'

const mayImport = ['fp-ts/lib/(?!Random|Date|Console|IO)', 'io-ts(/lib/)?$', 'yaml$', 'jsonc-parser$', '@noble/hashes/']

const effects = [
  'process',
  'console',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'crypto',
  'performance',
  'require',
  'Buffer',
  'eval',
  'Function',
]

/** @type {import('eslint').Linter.Config[]} */
export default [
  { ignores: ['**/dist/**', '**/node_modules/**'] },
  {
    files: ['packages/core/src/**/*.ts'],
    languageOptions: { parser: typescript.parser },
    linterOptions: { noInlineConfig: true },
    plugins: { functional },
    rules: {
      'functional/no-throw-statements': 'error',
      'functional/no-promise-reject': 'error',
      'functional/no-try-statements': 'off',
      'no-restricted-globals': [
        'error',
        ...effects.map((name) => ({ name, message: 'Core has no effects: take it as an argument.' })),
        { name: 'Date', message: 'Core has no clock: take the time as an argument.' },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Core has no randomness.' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'Core imports nothing at run time.' },
        { selector: 'AwaitExpression', message: 'Core is synchronous.' },
        { selector: ':function[async=true]', message: 'Core is synchronous.' },
        {
          selector: "CallExpression[callee.property.name='localeCompare']",
          message: 'Its order depends on the machine: use compareText.',
        },
        { selector: 'CallExpression[callee.property.name=/^toLocale/]', message: 'Its result depends on the machine.' },
        { selector: "MemberExpression[object.name='Intl']", message: 'Its result depends on the machine.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?!\\.{1,2}/|${mayImport.join('|')})`,
              message: 'Core imports fp-ts/lib, io-ts, yaml, jsonc-parser and @noble/hashes only.',
            },
          ],
        },
      ],
    },
  },
]
