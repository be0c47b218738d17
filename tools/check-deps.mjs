// Checks who imports whom (the rules are in .dependency-cruiser.cjs), and that the check has really seen every source file.
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

const sources = readdirSync('packages').flatMap((name) => {
  const files = readdirSync(`packages/${name}/src`, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => `${file.parentPath}/${file.name}`)
})

const options = await extractOptions('./.dependency-cruiser.cjs')
const { output } = await cruise(['packages'], { ...options, outputType: undefined }, undefined, {
  tsConfig: extractTSConfig('./tsconfig.tests.json'),
})

const seen = new Map(output.modules.map((module) => [module.source, module.dependencies.length]))
const unseen = sources.filter((file) => !seen.has(file))
const edges = sources.reduce((sum, file) => sum + (seen.get(file) ?? 0), 0)
const problems = [
  ...output.summary.violations.map(
    ({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`,
  ),
  ...unseen.map((file) => `not seen: ${file}`),
  ...(sources.length < 30 || edges < sources.length
    ? [`too little was seen: ${sources.length} files, ${edges} imports`]
    : []),
]

for (const problem of problems) console.error(problem)
console.log(`deps: ${sources.length} source files, ${edges} imports, ${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
