/** Chains of causes, and the experiment that shows that they hold. */
import { explain, explanationText } from '../../src/compare/explain'
import type { Reason } from '../../src/plan/plan'
import { reasonSentence } from '../../src/render/reason'
import { BASE, compared, compiled } from './build'

const explained = (name: string, head: string) =>
  explain(name, { ...compared(BASE, head), resources: compiled(head).resources })

const gone = (name: string, head: string) => explained(name, head)[0]?.gone ?? []

it('leads from a step to field, file and line', () => {
  const head = BASE.replace('cache:1', 'cache:2')
  const [found] = explained('start container:shop.web@default', head)
  expect(found?.chain.map(({ why }) => why)).toEqual([
    expect.stringMatching(/^it follows /),
    expect.stringMatching(/^it links cache .*takes away/),
    expect.anything(),
    'Image changed',
  ])
  expect(found?.chain.at(-1)).toMatchObject({
    field: 'containers.cache.image',
    source: { file: 'dmap.yaml' },
    changes: [{ field: 'Image', have: '"cache:1"', want: '"cache:2"' }],
  })
})

it('says of what was absent that it is made, and not that it is taken away', () => {
  const reason = {
    _tag: 'Cascade',
    id: 'container:shop.cache@default',
    because: { _tag: 'Links', reference: 'cache', alias: 'cache' },
    step: 'create container:shop.cache@default',
    field: [],
  } as unknown as Reason
  expect(reasonSentence(reason, 'default')).toBe(
    'it links cache (container shop.cache), which "create container:shop.cache@default" makes anew',
  )
})

it('explains each object of a config', () => {
  const found = explained('app', BASE.replace('MODE: prod', 'MODE: test'))
  expect(found.map(({ step }) => step)).toEqual([
    'create container:shop.app.a~next@default',
    'create container:shop.app.b~next@default',
  ])
})

it('finds nothing where nothing is touched', () => {
  expect(explained('db', BASE.replace('nginx:1', 'nginx:2'))).toEqual([])
})

it.each([
  ['an image, with its pull and what hangs on the container', 'cache', BASE.replace('cache:1', 'cache:2')],
  ['a port', 'web', BASE.replace('8080', '8081')],
  ['a bind', 'db', BASE.replace('/srv/db', '/srv/db2')],
  ['an instance more', 'app.c', BASE.replace('[a, b]', '[a, b, c]')],
  ['an instance less', 'app.b', BASE.replace('[a, b]', '[a]')],
  ['a network', 'db', BASE.replace('  networks: back\n  binds', '  binds')],
])('reverting %s takes all its steps away', (_, name, head) => {
  const { plan } = compared(BASE, head)
  expect(gone(name, head)).toEqual(plan.steps.map(({ id }) => id))
})

it('reverting one of two changes leaves the other one', () => {
  const both = BASE.replace('nginx:1', 'nginx:2').replace('/srv/db', '/srv/db2')
  const one = compared(BASE, BASE.replace('nginx:1', 'nginx:2')).plan.steps.map(({ id }) => id)
  expect([...gone('web', both)].sort()).toEqual([...one].sort())
})

it('leads from the preparation of a volume to the container that is about to start on it', () => {
  const [found] = explained('prepare container:shop.socket@default', BASE.replace('user: 1000', 'user: 2000'))
  expect(found?.chain.map(({ id }) => id)).toEqual([
    'prepare container:shop.socket@default',
    'start container:shop.app.a@default',
    'create container:shop.app.a~next@default',
  ])
  expect(found?.chain.at(-1)?.why).toBe('User and owner or mode of socket changed')
})

it('says what another container would force besides', () => {
  const head = BASE.replace('nginx:1', 'nginx:2').replace('cache:1', 'cache:2')
  const web = explained('web', head).find(({ step }) => step.includes('shop.web'))
  expect(web?.chain.at(-1)?.why).toBe(
    'Image changed; besides, it links cache (container shop.cache), which "rename container:shop.cache~next@default" takes away',
  )
})

it('lets what is changed in place elsewhere come along with what another container forces', () => {
  const head = BASE.replace('nginx:1', 'nginx:1\n  host_config: { mem_limit: 1g }').replace('cache:1', 'cache:2')
  const [stop] = explained('web', head)
  expect(stop?.chain.at(-1)?.what).toContain('shop.cache')
  expect(stop?.chain[0]?.why).toMatch(/^it links cache/)
  expect(stop?.chain[0]?.changes).toMatchObject([{ field: 'HostConfig.Memory' }])
})

it('is text for people', () => {
  const text = explanationText(explained('web', BASE.replace('nginx:1', 'nginx:2')))
  expect(text).toContain(
    'because Image changed (containers.web.image, dmap.yaml:4:3)\n    Image: "nginx:1" → "nginx:2"\n',
  )
  expect(text).toMatch(/Without that, \d+ steps would not happen:\n {2}pull image/)
})
