/**
 * Random container maps as plain values, small and readable when they shrink: configs `a` to `e`, each referring only to
 * those before it, so that there is no circle.
 */
import fc from 'fast-check'

export type MapValue = Readonly<Record<string, unknown>>
type ConfigValue = Readonly<Record<string, unknown>>

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

/** What a config may say of itself, without a look at the others. */
const own = (index: number): fc.Arbitrary<ConfigValue> =>
  fc.record({
    image: fc.constantFrom('one', 'two:v1', '/local'),
    instances: maybe(fc.constantFrom(['x'], ['x', 'y'])),
    attaches: maybe(fc.constant([`v${index}`])),
    user: maybe(fc.constantFrom(0, 2000, '3000:100', 'app')),
    permissions: maybe(fc.constantFrom('u=rwX', '750')),
    exposes: maybe(fc.constantFrom([80], [[80, 8000 + index]], [`53/udp`])),
    environment: maybe(fc.constantFrom({ A: '1' }, { A: '2', B: '' })),
    shares: maybe(fc.constantFrom(['/share'], ['/share', '/other'])),
    networks: maybe(fc.constantFrom(['front'], ['front', 'back'])),
    exec_commands: maybe(
      fc.constantFrom(['true'], [['echo 1', 'root', 'initial']], [['echo 2', 'root', 'created'], 'true']),
    ),
    healthcheck: maybe(fc.constant({ test: 'true', interval: '1s' })),
    stop_timeout: maybe(fc.constantFrom(1, 5)),
    start_delay: maybe(fc.constant('1s')),
    persistent: maybe(fc.constant(true)),
    host_config: maybe(
      fc.constantFrom({ restart_policy: { Name: 'always' } }, { mem_limit: '64m' }, { cap_drop: ['MKNOD'] }),
    ),
  })

/** What it says of the configs before it, by their places. */
const references = (index: number): fc.Arbitrary<ReadonlyArray<{ readonly to: number; readonly how: number }>> =>
  index === 0 ? fc.constant([]) : fc.array(fc.record({ to: fc.nat(index - 1), how: fc.nat(5) }), { maxLength: 2 })

export const mapValue: fc.Arbitrary<MapValue> = fc
  .integer({ min: 1, max: NAMES.length })
  .chain((size) =>
    fc.record({
      configs: fc.tuple(...NAMES.slice(0, size).map((_, index) => own(index))),
      references: fc.tuple(...NAMES.slice(0, size).map((_, index) => references(index))),
      attached: fc.constantFrom('container', 'volume'),
    }),
  )
  .map(({ configs, references: all, attached }) => {
    const containers: Record<string, ConfigValue> = {}
    const made: ConfigValue[] = []
    configs.forEach((config, index) => {
      made.push(withReferences(withoutClash(compact(config)), all[index] ?? [], made))
      containers[NAMES[index] as string] = made[index] as ConfigValue
    })
    return {
      name: 'm',
      attached,
      containers,
      volumes: Object.fromEntries(NAMES.map((_, index) => [`v${index}`, `/data/${index}`])),
      networks: { front: {}, back: {} },
    }
  })

const compact = (config: ConfigValue): ConfigValue =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined))

/** Two instances cannot publish one host port. */
const withoutClash = (config: ConfigValue): ConfigValue =>
  config['instances'] === undefined ? config : { ...config, exposes: [80] }

/** One way each to refer to a config before: what it gives for a field, or nothing where it would be no valid map. */
const REFERENCES: ReadonlyArray<
  (name: string, target: ConfigValue, to: number, config: ConfigValue) => ConfigValue | null
> = [
  (name) => ({ uses: name }),
  (_, target, to) => (target['attaches'] === undefined ? null : { uses: `v${to}` }),
  (name, target, to, config) =>
    [config, target].every((one) => one['networks'] === undefined && one['network_mode'] === undefined)
      ? { links: [oneOf(name, target), `l${to}`] }
      : null,
  (name, _, __, config) => (config['depends_on'] === undefined ? { depends_on: name } : null),
  (name, target, _, config) =>
    target['healthcheck'] === undefined || config['depends_on'] !== undefined
      ? null
      : { depends_on: { [name]: 'healthy' } },
  (name, target, _, config) => (mayShare(config) ? { network_mode: oneOf(name, target) } : null),
]

const withReferences = (
  config: ConfigValue,
  list: ReadonlyArray<{ readonly to: number; readonly how: number }>,
  before: ReadonlyArray<ConfigValue>,
): ConfigValue => {
  let result = config
  for (const { to, how } of list) {
    const reference = REFERENCES[how]?.(NAMES[to] as string, before[to] as ConfigValue, to, result) ?? null
    if (reference !== null) result = withReference(result, reference)
  }
  return result
}

const withReference = (config: ConfigValue, reference: ConfigValue): ConfigValue => {
  const [field, value] = Object.entries(reference)[0] as [string, unknown]
  if (field === 'network_mode') return { ...config, [field]: value }
  const known = (config[field] as ReadonlyArray<unknown> | undefined) ?? []
  const isKnown = known.some((item) => JSON.stringify(item) === JSON.stringify(value))
  return isKnown ? config : { ...config, [field]: [...known, value] }
}

const oneOf = (name: string, target: ConfigValue): string => {
  const instances = target['instances'] as ReadonlyArray<string> | undefined
  return instances === undefined ? name : `${name}.${instances[0]}`
}

/** A shared network stack leaves no room for ports, networks and links of one's own. */
const mayShare = (config: ConfigValue): boolean =>
  ['exposes', 'networks', 'links', 'network_mode'].every((field) => config[field] === undefined)

/** Settings of the network `front`, each of which takes another network. */
const FRONTS = [{}, { internal: true }, { driver_options: { 'com.example.kind': 'a' } }] as const

/** From here on `how` is a change that only histories draw: of the network `front`, or to a container that goes with its stop. */
export const MORE_CHANGES = 24
const VANISHES = 27

/** A change to a map: one config gets another image, loses a field, or goes; or a network is to be another one. */
export const changed = (value: MapValue, pick: number, how: number): MapValue => {
  if (how >= MORE_CHANGES && how < VANISHES) {
    const front = FRONTS[how % FRONTS.length] as object
    return { ...value, networks: { ...(value['networks'] as object), front } }
  }
  const containers = { ...(value['containers'] as Record<string, ConfigValue>) }
  const names = Object.keys(containers)
  const name = names[pick % names.length] as string
  const config = { ...containers[name] } as Record<string, unknown>
  if (how >= VANISHES) {
    return { ...value, containers: { ...containers, [name]: { ...config, host_config: { auto_remove: true } } } }
  }
  const fields = [
    'environment',
    'exposes',
    'user',
    'permissions',
    'shares',
    'exec_commands',
    'host_config',
    'stop_timeout',
  ]
  const field = fields[how % fields.length] as string
  if (how % 3 === 0) config['image'] = 'three'
  else if (config[field] === undefined) config['environment'] = { A: 'changed' }
  else delete config[field]
  return { ...value, containers: { ...containers, [name]: config } }
}
