/** The documents are true: their examples give what they say, and the files they name are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { compile } from '../src/pipeline'

const root = join(__dirname, '../../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

describe('docs/issues.md', () => {
  const sections = read('docs/issues.md').split(/^## /m).slice(1)
  const codes = sections.map((section) => section.slice(0, section.indexOf('\n')))

  it('has a section for each code, in the order of the code', () => {
    const union = /export type IssueCode =\n((?: {2}\| .*\n)+)/.exec(read('packages/core/src/base/issue.ts'))?.[1] ?? ''
    expect(codes).toEqual([...union.matchAll(/\| '([a-z-]+)'/g)].map(([, code]) => code))
  })

  it.each(codes)('gives an example of %s that has just this issue', (code) => {
    const examples = [...(sections[codes.indexOf(code)] as string).matchAll(/```yaml\n([\s\S]*?)```/g)]
    expect(examples.length).toBeGreaterThan(0)
    for (const [, text = ''] of examples) {
      const compiled = compile([{ file: 'dmap.yaml', text }])
      const issues = isLeft(compiled) ? compiled.left : []
      expect([...new Set(issues.map((issue) => issue.code))]).toEqual([code])
      expect(issues[0]?.position?.file).toBe('dmap.yaml')
    }
  })
})

const documents = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]

it.each(documents.filter((name) => name.endsWith('.md')))('the links of %s lead somewhere', (name) => {
  const targets = [...read(name).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target as string)
  const local = targets.filter((target) => !/^[a-z]+:/.test(target))
  expect(local.filter((target) => !existsSync(join(root, dirname(name), target)))).toEqual([])
})

it('the places that the architecture names are there', () => {
  const table = read('docs/architecture.md').split('## Where do I change')[1]?.split('\n## ')[0] ?? ''
  const named = [...table.matchAll(/`((?:[a-z-]+\/)+(?:[a-z-]+\.ts)?)`/g)].map(([, path]) => path as string)
  const places = ['.', 'packages', 'packages/core/src', 'packages/core/src/plan']
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !places.some((place) => existsSync(join(root, place, path))))).toEqual([])
})
