/** Code blocks of documents, and what they print when they are run. */
import { transformSync } from '@swc/core'

export const blocksOf = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, block]) => block as string)

/** A function as replacement: in a string, `$` would stand for something. */
export const replaced = (text: string, from: string, to: string): string => text.replace(from, () => to)

/** Runs TypeScript as an async function with this workspace's packages; what `console.log` is given comes back. */
export const runCode = async (code: string): Promise<string> => {
  const { code: script } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  })
  const lines: string[] = []
  const log = (...values: ReadonlyArray<unknown>): void => {
    lines.push(`${values.join(' ')}\n`)
  }
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor
  await new AsyncFunction('require', 'exports', 'console', script)(require, {}, { log })
  return lines.join('')
}
