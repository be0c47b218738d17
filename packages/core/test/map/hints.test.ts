/** What is said to those who write words of elsewhere: options, Compose files, flags in the wrong place, open brackets. */
import { isOptionWord } from '../../src/map/elsewhere'
import { containerAliases, containerFields } from '../../src/map/fields'
import { OPTIONS } from '../../src/resource/options/table'
import { issuesOf } from './parse'

const hintOf = (text: string): string | undefined => {
  const issues = issuesOf(text)
  expect(issues).toHaveLength(1)
  return issues[0]?.hint
}

test.each([
  ['ports', 'ports are written as exposes: [[container port, host port]]'],
  ['volumes', 'write binds for paths of the host, shares for anonymous volumes, attaches for shared ones'],
  ['restart', 'write host_config: { restart_policy: { Name: always } }'],
  ['command', 'command is an option: write it in create_options'],
  ['mem_limit', 'mem_limit is an option: write it in create_options'],
  ['restart_policy', 'restart_policy is an option: write it in create_options'],
  ['build', 'nothing is built here: name an image'],
  ['container_name', 'names are made of the map, the config, and its instances'],
  ['stop_grace_period', 'write stop_timeout'],
  ['scale', 'name the containers: instances: [a, b]'],
  ['env_file', 'write environment; !env and --env-file take values from outside'],
  ['link', 'did you mean "links"?'],
  ['bnds', 'did you mean "binds"?'],
])('the key %s in a config: %s', (key, hint) => {
  expect(hintOf(`web: {${key}: x}\n`)).toBe(hint)
})

test.each(Object.keys(OPTIONS).filter((option) => !Object.hasOwn({ ...containerFields, ...containerAliases }, option)))(
  'the option %s is told from a misspelt field',
  (option) => {
    expect(isOptionWord(option)).toBe(true)
    expect(hintOf(`web: {${option}: x}\n`)).toMatch(/create_options|write|written/)
  },
)

test.each([
  ['web: {binds: [data, ro]}\nvolumes: {data: /d}\nhost: {data: /h}\n', 'a flag stands with its volume: [[data, ro]]'],
  ['web: {uses: [app, ro]}\napp:\n', 'a flag stands with its volume: [[app, ro]]'],
  ['web: {attaches: [data, rw]}\nvolumes: {data: /d}\n', 'a flag stands with its volume: [[data, rw]]'],
  ['web: {binds: "/h:/c:ro"}\n', 'write { /c: [/h, ro] }: the path in the container first'],
  ['web: {binds: ["/h:/c"]}\n', 'write { /c: [/h, rw] }: the path in the container first'],
  ['web: {binds: ["./h:/c"]}\n', 'write { /c: [./h, rw] }: the path in the container first'],
  ['web: {binds: data:/c}\nvolumes: {data: /d}\n', 'write { /c: [data, rw] }: the path in the container first'],
  ['web: {binds: /c}\n', 'write { /c: path/on/the/host }, or use shares for a volume without one'],
  ['web: {links: "db:sql"}\ndb:\n', 'write [[db, sql]]'],
  ['web: {permissions: u=rwX,g=rX}\n', 'a comma inside { } begins another key: put the value in quotes'],
  ['web: {exec_commands: {comand: ls, user: root}}\n', 'did you mean "command"?'],
  ['web: {exec_commands: [{command: ls, polcy: initial}]}\n', 'did you mean "policy"?'],
  ['web: {uses: "app:ro"}\napp:\n', 'write [[app, ro]]'],
  ['web: {networks: {n: {alias: x}}}\nnetworks: {n: }\n', 'did you mean "aliases"?'],
  ['web: {health: x}\n', 'did you mean "healthcheck"?'],
  ['networks: {n: {subnet: 10.0.0.0/24}}\n', 'write ipam: { config: { subnet: … } }'],
  ['web: {image: a}\ndb: postgres\n', 'a config is an object: db: { image: postgres }'],
  ['web: {stop_timeout: 10 seconds}\n', 'write 10, or 10s'],
  ['web: {stop_timeout: 1.5s}\n', undefined],
  ['web: {environment: [A]}\n', 'write A=value, or an object: { A: !env A }'],
  ['web: {environment: [{A: 1}]}\n', 'write an object instead of the list'],
])('%j', (text, hint) => {
  expect(hintOf(text)).toBe(hint)
})

test.each([
  ['web:\n  uses: [a,\n  image: b\n', 2, 9],
  ['web: {image: a\n', 1, 6],
  ['web:\n  image: "a\n', 2, 10],
  ["web: {image: a}\napp: {image: 'b}\n", 2, 14],
])('%j: what is not closed is shown where it opens', (text, line, column) => {
  const issues = issuesOf(text)
  expect(issues.map(({ code }) => code)).toEqual(issues.map(() => 'syntax'))
  const places = issues.flatMap(({ related = [] }) => related.map(({ position }) => position))
  expect(places).toContainEqual({ file: 'map.yaml', line, column })
})
