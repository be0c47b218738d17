/**
 * The code examples of the specification: in every form and every syntax the same resources, and those that it says. Its
 * last one, the whole map, is in `example.ts`, and its plans are in `../site.test.ts`.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { MapSource } from '../../src/map/parse-map'
import { compile } from '../../src/pipeline'
import type { Example, Form } from './specification/example'
import { INHERITANCE } from './specification/inheritance'
import { RUNNING } from './specification/running'
import { STRUCTURE } from './specification/structure'
import { VOLUMES } from './specification/volumes'

const EXAMPLES = [...STRUCTURE, ...VOLUMES, ...RUNNING, ...INHERITANCE]

type Named = readonly [name: string, source: MapSource]

const namedSources = ({ yaml, json, code }: Form, index: number): ReadonlyArray<Named> => [
  [`form ${index + 1} in YAML`, { file: 'spec.yaml', text: yaml }],
  [`form ${index + 1} in JSON`, { file: 'spec.json', text: json }],
  [`form ${index + 1} in code`, { file: 'spec.ts', value: code }],
]

const resourcesOf = (source: MapSource, { rest = {}, clients = {} }: Example) => {
  const compiled = compile([{ file: 'spec.ts', value: rest }, source], [{ file: 'clients.yaml', value: clients }])
  if (isLeft(compiled)) throw new Error(JSON.stringify(compiled.left, null, 1))
  return compiled.right.resources.all
}

describe.each(EXAMPLES)('$says', (example) => {
  const [first, ...others] = example.forms.flatMap(namedSources) as [Named, ...Named[]]
  const resources = resourcesOf(first[1], example)

  it.each(others)('%s is the same', (_, source) => {
    expect(resourcesOf(source, example)).toEqual(resources)
  })

  it('makes what it says', () => {
    for (const [name, part] of Object.entries(example.makes)) {
      const id = name.includes('@') ? name : `${name}@default`
      const found = resources.find((one) => one.id === id)
      if (part === null) expect(resources.map((one) => one.id)).not.toContain(id)
      else expect(found).toMatchObject(part)
    }
    const containers = resources.filter(({ kind }) => kind === 'container').map(({ id }) => id)
    if (example.containers !== undefined) expect(containers).toEqual(example.containers)
  })
})
