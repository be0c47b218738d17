/** The integrity check: each mistake at its place, nothing on a sound map, and nothing when it is switched off. */
import { checkIntegrity } from '../../src/map/check'
import { EXAMPLE_YAML } from './example'
import { brief, issuesOf, parsed } from './parse'

test.each<[string, string, ReadonlyArray<string>]>([
  ['a bound alias without volume', 'web:\n  binds: data\n', ['unknown-reference web.binds 2:3']],
  [
    'a bound alias without host path',
    'web:\n  binds: data\nvolumes: {data: /d}\n',
    ['unknown-reference web.binds 2:3'],
  ],
  ['an attached alias without volume', 'web:\n  attaches: data\n', ['unknown-reference web.attaches 2:3']],
  ['an attached alias with a path of its own', 'web:\n  attaches: {data: /d}\n', []],
  ['a host path without volume', 'host:\n  data: /d\n', ['unknown-reference host.data 2:3']],
  ['a volume without a path', 'volumes:\n  data:\n', ['missing-value volumes.data 2:3']],
  [
    'an instance without host path',
    'web: {instances: [a, b], binds: d}\nvolumes: {d: /d}\nhost:\n  d: {a: x}\n',
    ['missing-value host.d 4:3'],
  ],
  [
    'a path per instance without instances',
    'web: {binds: d}\nvolumes: {d: /d}\nhost:\n  d: {a: x}\n',
    ['missing-value host.d 4:3'],
  ],
  [
    'unknown uses',
    'web:\n  uses: [ap, app.b]\napp: {instances: a}\n',
    ['unknown-reference web.uses.0 2:10', 'unknown-reference web.uses.1 2:14'],
  ],
  ['unknown link', 'web:\n  links: {db: x}\n', ['unknown-reference web.links.db 2:11']],
  [
    'a link to several instances',
    'web:\n  links: app\napp: {instances: [a, b]}\n',
    ['ambiguous-reference web.links 2:3'],
  ],
  ['a link to the only instance', 'web:\n  links: app\napp: {instances: [a]}\n', []],
  ['uses of several instances', 'web:\n  uses: app\napp: {instances: [a, b]}\n', []],
  [
    'a network of several instances',
    'web:\n  network: app\napp: {instances: [a, b]}\n',
    ['ambiguous-reference web.network 2:3'],
  ],
  ['an unknown network stack', 'web:\n  network: app\n', ['unknown-reference web.network 2:3']],
  ['a foreign network stack', 'web: {network: /app}\nother: {network: "container:x"}\n', []],
  [
    'an unknown network',
    'web:\n  networks: [front, bridge, back]\nnetworks: {back: }\n',
    ['unknown-reference web.networks.0 2:14'],
  ],
  ['an unknown dependency', 'web:\n  depends_on: {db: healthy}\n', ['unknown-reference web.depends_on.db 2:16']],
  ['a dependency on another client', 'web:\n  depends_on: {db@db1: healthy}\ndb:\n', []],
  ['an abstract config in use', 'web:\n  uses: base\nbase: {abstract: true}\n', ['unknown-reference web.uses 2:3']],
  ['mistakes of an abstract config that nobody extends', 'base: {abstract: true, uses: nothing}\n', []],
  [
    'a mistake inherited twice is one',
    'base:\n  abstract: true\n  uses: x\na: {extends: base}\nb: {extends: base}\n',
    ['unknown-reference base.uses 3:3'],
  ],
  ['an unknown member of a group', 'web:\ngroups:\n  g: [web, wbe]\n', ['unknown-reference groups.g.1 3:12']],
  ['a group named like a config', 'web:\ngroups:\n  web: [web]\n', ['duplicate-name groups.web 3:3']],
  ['a move to nowhere', 'web:\nmoved:\n  old: new\n', ['unknown-reference moved.old 3:3']],
  ['a move of what is still there', 'web:\nold:\nmoved:\n  old: web\n', ['conflict moved.old 4:3']],
  [
    'a name that Docker refuses',
    '"we b":\nwéb: {instances: "a/b"}\n',
    ['invalid-name we b 1:1', 'invalid-name wéb 2:1', 'invalid-name wéb.instances 2:7'],
  ],
  ['a null byte in a name', '"we\\0b":\n', ['invalid-name we\0b 1:1']],
  [
    'reserved last parts',
    'next:\nweb: {instances: [prev, a.next]}\n',
    ['invalid-name next 1:1', 'invalid-name web.instances.0 2:19', 'invalid-name web.instances.1 2:25'],
  ],
  [
    'an alias attached twice',
    'volumes: {v: /v}\na: {attaches: v}\nb: {attaches: v}\n',
    ['duplicate-name b.attaches 3:5'],
  ],
  [
    'an alias attached twice, with parent names',
    'use_attached_parent_name: true\nvolumes: {v: /v}\na: {attaches: v}\nb: {attaches: v, uses: a.v}\n',
    [],
  ],
  ['an alias named like a config', 'volumes: {a: /v}\na: {attaches: a}\n', ['duplicate-name a.attaches 2:5']],
  ['a config named like an instance', 'a: {instances: b}\na.b:\n', ['duplicate-name a.b 2:1']],
  [
    'an alias named like an instance',
    'use_attached_parent_name: true\nvolumes: {b: /v}\na: {instances: b, attaches: b}\n',
    ['duplicate-name a.attaches 3:19'],
  ],
  ['a circle of one', 'a:\n  links: a\n', ['cycle a.links 2:3']],
  ['a config that uses its own attached volume', 'volumes: {v: /v}\na: {attaches: v, uses: v}\n', []],
  [
    'a circle through attached volumes',
    'volumes: {x: /x, y: /y}\na: {attaches: x, uses: y}\nb: {attaches: y, uses: x}\n',
    ['cycle a.uses 2:18'],
  ],
])('%s', (_name, text, want) => {
  expect(brief(issuesOf(text))).toEqual(want)
})

test("the specification's example is sound", () => {
  expect(issuesOf(EXAMPLE_YAML)).toEqual([])
})

test('hints say what was meant', () => {
  const hint = (text: string) => issuesOf(text)[0]?.hint
  expect(hint('web: {uses: ap}\napp:\n')).toBe('did you mean "app"?')
  expect(hint('web: {uses: app.x}\nap:\n')).toBe('did you mean "ap"?')
  expect(hint('web: {network: front}\nnetworks: {front: }\n')).toBe('write networks: front')
  expect(hint('use_attached_parent_name: true\nvolumes: {v: /v}\na: {attaches: v}\nb: {uses: v}\n')).toBe('write a.v')
  expect(hint('volumes: {v: /v}\nb: {uses: v}\n')).toMatch(/no config attaches it/)
  expect(hint('volumes: {v: /v}\na: {attaches: v}\nb: {attaches: v}\n')).toMatch(/use_attached_parent_name: true/)
  expect(hint('web: {binds: dta}\nvolumes: {data: /d}\nhost: {data: /d}\n')).toBe('did you mean "data"?')
})

test('an ambiguous reference lists the instances', () => {
  expect(issuesOf('web: {links: app}\napp: {instances: [a, b]}\n')[0]?.expected).toBe('one of app.a, app.b')
})

test('a circle through every kind of dependency is one issue with its steps', () => {
  const [issue, ...others] = issuesOf(
    'a: {uses: b}\nb: {links: c}\nc: {network: d}\nd:\n  depends_on: a\ne: {links: a}\n',
  )
  expect(others).toEqual([])
  expect(issue?.message).toBe('configs wait for each other in a circle: a → b → c → d → a')
  expect(issue?.related?.map((step) => `${step.position?.line} ${step.message}`)).toEqual([
    '1 "a" uses "b"',
    '2 "b" links to "c"',
    '3 "c" has the network of "d"',
    '5 "d" depends on "a"',
  ])
})

test('a link in a network is a dependency as well', () => {
  const issues = issuesOf('networks: {n: }\na: {networks: {n: {links: b}}}\nb: {links: a, networks: n}\n')
  expect(brief(issues)).toEqual(['cycle a.networks.n 2:16'])
  expect(issues[0]?.related?.map(({ message }) => message)).toEqual(['"a" links to "b"', '"b" links to "a"'])
})

test('two circles are two issues', () => {
  expect(brief(issuesOf('a: {links: b}\nb: {links: a}\nc: {links: d}\nd: {links: c}\n'))).toEqual([
    'cycle a.links 1:5',
    'cycle c.links 3:5',
  ])
})

test('a circle of 20,000 configs is one issue', () => {
  const containers = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, i) => [`c${i}`, { links: `c${(i + 1) % 20_000}` }]),
  )
  const issues = issuesOf({ containers })
  expect(issues).toHaveLength(1)
  expect(issues[0]?.related).toHaveLength(20_000)
  expect(issues[0]?.message.length).toBeLessThan(200)
})

test('it can be switched off, and run on its own', () => {
  const { map, positions } = parsed('web: {uses: nothing}\n', { checkIntegrity: false })
  expect(brief(checkIntegrity(map, positions))).toEqual(['unknown-reference web.uses 1:7'])
})
