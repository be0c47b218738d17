/** `dmap plan`: where maps and states come from, formats, exit codes. */
import { folderWith, SITE, SITE_JSON, SITE_TS, simulatedHost } from './session'

const WEB = 'name: shop\nweb: { image: nginx }\n'

describe('dmap plan', () => {
  it('shows what becomes of each object, or with -v one line per step, and touches nothing', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': SITE })
    const { code, out, err } = await folder.dmap('plan startup', { executors: host })
    expect(code).toBe(0)
    expect(err).toBe('')
    expect(out.match(/^ {2}[+^] /gm)).toHaveLength(9)
    const byStep = await folder.dmap('plan startup -v', { executors: simulatedHost() })
    expect(byStep.out.trimEnd().split('\n')).toHaveLength(19)
    expect(out).toContain(
      '  + create container example_map.web_server from registry.example.com/nginx:latest on default: it is missing\n',
    )
    expect(host.opened()).toBe(1)
    expect(host.performed()).toBe(0)
  })

  it.each(['plan startup', 'startup --yes', 'apply plan.json --yes'])(
    'is refused where the executor has no words for an option: %s',
    async (words) => {
      const folder = folderWith({
        'dmap.yaml': 'name: shop\nweb: { image: nginx, create_options: { entrypoint: [a, b] } }\n',
      })
      await folder.dmap('plan startup --out plan.json', { executors: simulatedHost() })
      const host = simulatedHost({
        lacks: (action) => (action._tag === 'CreateContainer' && action.body.Entrypoint ? ['Entrypoint'] : []),
      })
      const { code, err } = await folder.dmap(words, { executors: host })
      expect([code, err]).toEqual([
        1,
        'dmap: create container:shop.web@default: Entrypoint cannot be expressed by dockerode on default\n',
      ])
      expect(host.performed()).toBe(0)
    },
  )

  it('tells the warnings also where the plan goes to a file', async () => {
    const folder = folderWith({ 'dmap.yaml': 'name: shop\nweb: { image: nginx }\nold: { image: nginx }' })
    await folder.dmap('startup --executor dryrun -o after.json')
    folder.write('dmap.yaml', 'name: shop\nweb: { image: nginx }')
    const { err } = await folder.dmap('plan update --state after.json -o plan.json')
    expect(err).toMatch(
      /^warning: container shop\.old on default is ours and no longer in the map;.*\nNothing to do\.\n$/,
    )
  })

  it.each([
    ['dmap.yaml', SITE],
    ['dmap.yml', SITE],
    ['dmap.json', SITE_JSON],
    ['dmap.ts', SITE_TS],
    ['dmap.mjs', `export default ${SITE_JSON}`],
    ['dmap.js', `module.exports = ${SITE_JSON}`],
  ])('takes %s when no map is named, and plans the same', async (file, text) => {
    const folder = folderWith({ [file]: text, 'other/dmap.yaml': SITE })
    const here = await folder.dmap('plan startup --state empty --format json')
    const other = await folder.dmap('plan startup --state empty --format json -f other/dmap.yaml')
    expect(here.err).toBe('')
    expect(JSON.parse(here.out).hash).toBe(JSON.parse(other.out).hash)
  })

  it('reads standard input', async () => {
    const { code, out } = await folderWith({}).dmap('plan startup -f - --name shop --state empty', {
      stdin: 'web: { image: nginx }',
    })
    expect([code, out]).toEqual([0, expect.stringContaining('create container shop.web from nginx:latest')])
  })

  it('calls a module that exports a function, and functions inside of a map', async () => {
    const text = 'export default () => ({ name: "shop", web: { image: () => "nginx" } })'
    const { code, out } = await folderWith({ 'dmap.ts': text }).dmap('plan create --state empty')
    expect([code, out]).toEqual([0, expect.stringContaining('create container shop.web from nginx:latest')])
  })

  it('merges maps in order', async () => {
    const folder = folderWith({ 'a.yaml': WEB, 'b.json': '{"web":{"image":"nginx:2"}}' })
    expect((await folder.dmap('plan startup -f a.yaml -f b.json --state empty')).out).toContain('from nginx:2 ')
    expect((await folder.dmap('plan startup -f b.json -f a.yaml --state empty')).out).toContain('from nginx:latest ')
  })

  it.each([
    ['web.image=nginx:1.10', 'from nginx:1.10 '],
    ['default_tag=1.10', 'from nginx:1.10 '],
    ['repository=registry.example.com', 'from registry.example.com/nginx:latest '],
  ])('puts --set %s over the map', async (setting, expected) => {
    const { out } = await folderWith({ 'dmap.yaml': WEB }).dmap(`plan create --state empty --set ${setting}`)
    expect(out).toContain(expected)
  })

  it.each([
    [
      '--set webb.image=x',
      /--set webb\.image[^\n]*\n {2}there is no config "webb"\n(.*\n)*? {2}hint: did you mean "web"\?/,
    ],
    ['--set containers.webb.image=x', /there is no config "webb"/],
    ['--set __proto__=3g', /^error\[unknown-option\] --set\.__proto__\n/],
    ['--set mem_limt=3g', /^error\[unknown-option\] --set\.mem_limt\n/],
    ['--client nope', /^error\[unknown-reference\] --client\n/],
  ])('says of a mistake in %s that it is there, and not in the map', async (words, expected) => {
    const { code, err } = await folderWith({ 'dmap.yaml': WEB }).dmap(`plan create --state empty ${words}`)
    expect(code).toBe(3)
    expect(err).toMatch(expected)
    expect(err).not.toContain('dmap.yaml')
  })

  it('takes a whole new config from --set', async () => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    const { out } = await folder.dmap('plan create --state empty --set containers.other={"image":"x"}')
    expect(out).toContain('.other from x:latest ')
  })

  it('gives a single word of --set to the selected containers as an option', async () => {
    const folder = folderWith({ 'dmap.yaml': 'web: { image: a, uses: db }\ndb: { image: b, shares: /data }' })
    const { out } = await folder.dmap('plan create web --state empty --set mem_limit=3g --format json')
    const bodies = JSON.parse(out).steps.flatMap((step: { action: { _tag: string; name: string; body: unknown } }) =>
      step.action._tag === 'CreateContainer' ? [[step.action.name, step.action.body]] : [],
    )
    const memory = Object.fromEntries(
      bodies.map(([name, body]: [string, { HostConfig?: { Memory?: number } }]) => [name, body.HostConfig?.Memory]),
    )
    expect(memory).toEqual({ 'dmap.db': undefined, 'dmap.web': 3 * 1024 ** 3 })
  })

  it('lets --env-file add to the environment that tags see', async () => {
    const folder = folderWith({
      'dmap.yaml': 'web: { image: !var "app:${SHA}" }',
      'a.env': '# build\nexport SHA="abc"\n',
    })
    expect((await folder.dmap('plan create --state empty --env-file a.env')).out).toContain('from app:abc ')
    expect((await folder.dmap('plan create --state empty', { env: { SHA: 'def' } })).out).toContain('from app:def ')
  })

  it('takes clients, state and executor from an environment', async () => {
    const folder = folderWith({
      'dmap.yaml': WEB,
      'hosts/clients.yaml':
        'clients: { edge: { base_url: "tcp://edge.example.com:2375" } }\nenvironments: { review: { clients: [edge], executor: dryrun, state: seen.json } }',
    })
    await folder.dmap('startup -c hosts/clients.yaml -e review --state empty -o hosts/seen.json')
    const again = await folder.dmap('plan startup -c hosts/clients.yaml -e review')
    expect(again).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
  })

  it.each([
    ['text', /^ {2}\^ pull image nginx:latest/],
    ['json', /^\{\n {2}"format": "1.0",\n {2}"hash": "sha256:/],
    ['sh', /^#!\/bin\/sh\n# startup \S+: \d+ steps, plan sha256:/],
    ['markdown', /^## startup shop\n/],
    ['dot', /^digraph "startup shop" \{\n/],
    ['mermaid', /^flowchart LR\n/],
  ])('shows the plan as %s', async (format, expected) => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    expect((await folder.dmap(`plan startup --state empty --format ${format}`)).out).toMatch(expected)
  })

  it.each([
    ['plan.json', /^\{\n {2}"format"/],
    ['plan.sh', /^#!\/bin\/sh\n/],
    ['plan.md', /^## /],
    ['plan.dot', /^digraph/],
    ['plan.mmd', /^flowchart/],
    ['plan.txt', /^ {2}\^ pull/],
    ['plan', /^ {2}\^ pull/],
  ])('writes %s in the format of its name', async (file, expected) => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    const { code, out, err } = await folder.dmap(`plan startup --state empty -o ${file}`)
    expect([code, out]).toEqual([0, ''])
    expect(err).toMatch(/^1 to create in 3 steps on 1 host; /)
    expect(folder.read(file)).toMatch(expected)
  })

  it('exits with 2 where there are changes and it was asked for', async () => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    expect((await folder.dmap('plan startup --state empty --detailed-exitcode')).code).toBe(2)
    await folder.dmap('startup --executor dryrun -o s.json')
    expect((await folder.dmap('plan startup --state s.json --detailed-exitcode')).code).toBe(0)
  })

  it('opens no connection for an empty state or a snapshot', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': WEB })
    await folder.dmap('startup --executor dryrun -o s.json', { executors: host })
    await folder.dmap('plan startup --state empty', { executors: host })
    await folder.dmap('plan startup --state s.json', { executors: host })
    await folder.dmap('plan startup --executor dryrun', { executors: host })
    expect(host.opened()).toBe(0)
  })

  it('shows fields, files and lines with --verbose', async () => {
    const { out } = await folderWith({ 'dmap.yaml': WEB }).dmap('plan create --state empty -v')
    expect(out).toContain('it is missing (containers.web, dmap.yaml:2:1)\n')
  })

  it('is coloured on a terminal, unless that is not wanted', async () => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    expect((await folder.dmap('plan create --state empty', { terminal: true })).out).toContain('\u001b[')
    expect((await folder.dmap('plan create --state empty --no-color', { terminal: true })).out).not.toContain('\u001b[')
    const env = { NO_COLOR: '1' }
    expect((await folder.dmap('plan create --state empty', { terminal: true, env })).out).not.toContain('\u001b[')
    expect((await folder.dmap('plan create --state empty')).out).not.toContain('\u001b[')
  })

  it('plans what can be reached where a host cannot, names that one, and exits with 5', async () => {
    const folder = folderWith({
      'dmap.yaml': 'name: shop\nclients: [a, b]\nweb: { image: nginx }',
      'dmap.clients.yaml': 'a: { base_url: "tcp://a.example.com:2375" }\nb: { base_url: "tcp://b.example.com:2375" }',
    })
    const executors = simulatedHost({ clients: ['a', 'b'], lost: ['b'] })
    const { code, out, err } = await folder.dmap('plan startup', { executors })
    expect(code).toBe(5)
    expect(out).toContain('create container shop.web from nginx:latest on a')
    expect(out).not.toContain(' on b')
    expect(err).toMatch(/^dmap: b cannot be reached: /)
  })
})

describe('what dmap plan refuses', () => {
  it.each([
    ['no map at all', {}, 'plan startup', 64, /there is no map here .*\n {2}hint: name one with -f/],
    ['a map file that is not there', {}, 'plan startup -f x.yaml', 64, /x\.yaml cannot be read: there is no such file/],
    ['a folder as a map', { 'x/y.yaml': '' }, 'plan startup -f x', 64, /x cannot be read: it is a folder/],
    [
      'an unknown intent',
      { 'dmap.yaml': WEB },
      'plan strtup',
      64,
      /unknown intent "strtup"\n {2}hint: did you mean "startup"/,
    ],
    ['an unknown command', {}, 'plam', 64, /unknown command 'plam'/],
    ['an unknown option of the command', {}, 'plan startup --stat x', 64, /unknown option '--stat'/],
    ['--json of the others', {}, 'plan startup --json', 64, /unknown option '--json'\n {2}hint: .* --format json\n/],
    ['a missing intent', {}, 'plan', 64, /missing required argument 'intent'/],
    [
      'an unknown selection',
      { 'dmap.yaml': WEB },
      'plan startup wep --state empty',
      64,
      /"wep" is no config.*\n {2}hint: did you mean "web"/,
    ],
    [
      'an unknown option of the intent',
      { 'dmap.yaml': WEB },
      'plan update --option forced=1',
      64,
      /unknown option "forced"\n {2}hint: did you mean "force"/,
    ],
    [
      'a bad value of one',
      { 'dmap.yaml': WEB },
      'plan update --option force=maybe',
      64,
      /--option force=maybe: expected true or false/,
    ],
    [
      'an unknown format',
      { 'dmap.yaml': WEB },
      'plan startup --state empty --format pdf',
      64,
      /unknown format "pdf"\n {2}hint: one of text, json/,
    ],
    ['an unknown executor', { 'dmap.yaml': WEB }, 'plan startup --executor ssh', 64, /'ssh' is invalid/],
    ['a setting without a value', { 'dmap.yaml': WEB }, 'plan startup --set web', 64, /--set web: expected PATH=VALUE/],
    [
      'a broken env file',
      { 'dmap.yaml': WEB, e: 'A=1\nrubbish\n' },
      'plan startup --env-file e',
      64,
      /e: line 2: expected NAME=value/,
    ],
    [
      'a snapshot that is none',
      { 'dmap.yaml': WEB, s: '{' },
      'plan startup --state s',
      64,
      /s is no snapshot: it is no JSON\n/,
    ],
    [
      'a snapshot of no format',
      { 'dmap.yaml': WEB, s: '{}' },
      'plan startup --state s',
      64,
      /s is no snapshot: it has no "format"\n/,
    ],
    ['a module without a map', { 'a.mjs': 'export const x = 1' }, 'plan startup -f a.mjs', 64, /a\.mjs exports no map/],
    [
      'a module that throws',
      { 'a.ts': 'throw new Error("out of order")' },
      'plan startup -f a.ts',
      64,
      /a\.ts cannot be loaded: out of order/,
    ],
    ['standard input named twice', {}, 'plan startup -f - -f -', 64, /standard input can be read only once/],
    [
      'a file that cannot be written',
      { 'dmap.yaml': WEB },
      'plan startup --state empty -o no/where',
      64,
      /no\/where cannot be written: there is no such file/,
    ],
    ['an unknown environment', { 'dmap.yaml': WEB }, 'plan startup -e staging --state empty', 3, /staging/],
  ])('%s', async (_, files, words, code, message) => {
    const result = await folderWith(files as Record<string, string>).dmap(words)
    expect(result.err).toMatch(message)
    expect([result.code, result.out]).toEqual([code, ''])
  })

  it('an invalid map: every issue with file, line and column, exit code 3, and no connection', async () => {
    const host = simulatedHost()
    const map = 'web:\n  image: nginx\n  bind: data\n  exposes: [abc]\n  uses: nothing\n'
    const { code, out, err } = await folderWith({ 'dmap.yaml': map }).dmap('plan startup', { executors: host })
    expect([code, out, host.opened()]).toEqual([3, '', 0])
    expect(err).toMatch(/dmap\.yaml:3:3/)
    expect(err).toMatch(/dmap\.yaml:4:13/)
    expect(err).toContain('did you mean "binds"?')
  })

  it('an object of somebody else under our name: exit code 1', async () => {
    const folder = folderWith({ 'dmap.yaml': WEB })
    const host = simulatedHost()
    await folder.dmap('startup --yes', { executors: host })
    const snapshot = host.snapshot()
    const stolen = JSON.parse(JSON.stringify(snapshot).replaceAll('io.dmap.', 'com.example.'))
    const { code, err } = await folder.dmap('plan startup', { executors: simulatedHost({ observation: stolen }) })
    expect(code).toBe(1)
    expect(err).toMatch(/"shop\.web" on default was not made by the map "shop"\n {2}hint: /)
  })

  it('a host that cannot be reached: exit code 5, with its name', async () => {
    const executors = simulatedHost({ lost: ['default'] })
    const { code, out, err } = await folderWith({ 'dmap.yaml': WEB }).dmap('plan startup', { executors })
    expect([code, out]).toEqual([5, ''])
    expect(err).toMatch(/^dmap: default cannot be reached: /)
  })
})
