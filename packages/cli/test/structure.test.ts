/** Commands that only show things cannot act: nothing they import, however far, can perform an action. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const src = join(__dirname, '../src')

/** What a file imports at run time, at once or later; imports of types alone are nothing. */
const imports = (file: string): ReadonlyArray<string> => {
  const text = readFileSync(file, 'utf8')
  const forms = [/^import (?!type )[\s\S]*?from '([^']+)'/gm, /\bimport\('([^']+)'\)/g]
  return forms.flatMap((form) => [...text.matchAll(form)].map(([, name]) => name as string))
}

const reach = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  for (const name of imports(file)) {
    const target = name.startsWith('.') ? `${join(dirname(file), name)}.ts` : name
    if (seen.has(target)) continue
    seen.add(target)
    if (existsSync(target)) reach(target, seen)
  }
  return seen
}

const acts = (name: string): boolean =>
  /^@dmap\/(exec-|runtime)/.test(name) || /\/(carry-out|executors)\.ts$/.test(name)

it.each(['plan', 'validate', 'resolve', 'schema', 'observe', 'simulate', 'graph', 'status', 'diff', 'explain'])(
  '%s',
  (command) => {
    expect([...reach(join(src, `commands/${command}.ts`))].filter(acts)).toEqual([])
  },
)

it.each(['run', 'apply'])('%s can, so that this test sees what it looks for', (command) => {
  expect([...reach(join(src, `commands/${command}.ts`))].filter(acts)).not.toEqual([])
})
