/** Mistakes of every phase are told in one go; what only follows from another mistake is not. */
import { brief, issuesOf } from './parse'

test('an unknown alias, an unknown use, a circle of three, a port that is no number and a misspelt key', () => {
  const text = `web:
  image: nginx
  binds: nothing
  uses: nobody
  exposes: http
app:
  image: app
  bindss: data
a: {links: b}
b: {links: c}
c: {links: a}
d: {image: !env NOPE, extends: e}
`
  expect(brief(issuesOf(text))).toEqual([
    'unknown-reference web.binds 3:3',
    'unknown-reference web.uses 4:3',
    'invalid-value web.exposes 5:12',
    'unknown-key app.bindss 8:3',
    'cycle a.links 9:5',
    'unresolved-variable d.image 12:17',
    'unknown-reference d.extends 12:23',
  ])
})

test.each<[string, string, ReadonlyArray<string>]>([
  [
    'an attached alias behind a misspelt key',
    'app: {attatches: sock}\nweb: {uses: sock}\n',
    ['unknown-key app.attatches 1:7'],
  ],
  [
    'an attached alias beside a wrong one',
    'app:\n  attaches: [sock, 7.5, {x: {}}]\nweb: {uses: sock}\nvolumes: {sock: /s}\n',
    ['invalid-value app.attaches.2.x 2:29'],
  ],
  [
    'a volume in a misspelt section',
    'web: {binds: data}\nvolume: {data: /d}\nhost: {data: /d}\n',
    ['unknown-key volume.data 2:10'],
  ],
  [
    'a volume whose path is wrong',
    'web: {binds: data}\nvolumes: {data: {path: [1]}}\nhost: {data: /d}\n',
    ['invalid-value volumes.data.path 2:24'],
  ],
  [
    'a host path that is wrong',
    'web: {binds: data}\nvolumes: {data: /d}\nhost: {data: true}\n',
    ['invalid-value host.data 3:14'],
  ],
  ['instances that are wrong', 'app: {instances: {a: 1}}\nweb: {uses: app.a}\n', ['invalid-value app.instances 1:18']],
  ['a base that is wrong', 'base: 7\nweb: {extends: base}\n', ['unknown-key base 1:1']],
  [
    'bases that are wrong',
    'base: {abstract: true, attaches: v}\nvolumes: {v: /v}\napp: {extends: {x: base}}\nweb: {uses: v}\n',
    ['invalid-value app.extends 3:16'],
  ],
  [
    'a switch that is wrong',
    'base: {abstract: yes, uses: nothing, binds: x}\napp: {extends: base, links: nobody}\nweb: {uses: app.a}\n',
    ['invalid-value base.abstract 1:18'],
  ],
  [
    'a misspelt switch',
    'base: {abstrct: true, uses: nothing, attaches: v}\nvolumes: {v: /v}\napp: {extends: base}\nweb: {uses: v}\n',
    ['unknown-key base.abstrct 1:8'],
  ],
  [
    'what an heir has of a wrong base',
    'a: {extends: {x: b}}\nb: {instances: [i]}\nc: {extends: a, binds: d}\nvolumes: {d: /d}\nhost: {d: {i: x}}\n',
    ['invalid-value a.extends 1:14'],
  ],
  [
    'a network that is wrong',
    'web: {networks: front}\nnetworks: {front: {drver: x}}\n',
    ['unknown-key networks.front.drver 2:20'],
  ],
  ['a key twice', 'web: {uses: app}\napp: {image: a}\napp: {image: b}\n', ['duplicate-name app 3:1']],
  [
    'a variable that is not set',
    'web: {binds: data}\nvolumes: {data: !env X}\nhost: {data: /d}\n',
    ['unresolved-variable volumes.data 2:22'],
  ],
])('%s does not make the references to it wrong', (_name, text, want) => {
  expect(brief(issuesOf(text))).toEqual(want)
})

test('a config that nobody can judge leaves the mistakes of the others to be told', () => {
  const text = `base: {abstract: yes}
app: {extends: 7.5.x, uses: what}
web: {uses: wbe, links: nobody, extends: bse, binds: nothing}
groups: {all: [web, none]}
`
  expect(brief(issuesOf(text))).toEqual([
    'invalid-value base.abstract 1:18',
    'unknown-reference app.extends 2:7',
    'unknown-reference app.uses 2:23',
    'unknown-reference web.uses 3:7',
    'unknown-reference web.links 3:18',
    'unknown-reference web.extends 3:33',
    'unknown-reference web.binds 3:47',
    'unknown-reference groups.all.1 4:21',
  ])
})

test('a file that cannot be read leaves the references of the others alone, but not their forms', () => {
  const sources = [
    { file: 'a.yaml', text: 'web: [\n' },
    { file: 'b.yaml', text: 'app: {uses: web, binds: data, exposes: x}\n' },
  ]
  expect(issuesOf(sources).map((issue) => `${issue.code} ${issue.position?.file}`)).toEqual([
    'syntax a.yaml',
    'invalid-value b.yaml',
  ])
})
