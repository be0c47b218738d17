/**
 * What the specification and its semantics say of inheritance and precedence, sentence by sentence, from a document to the
 * request. Each field by itself is in `inherit-fields.test.ts`, each option in `../resource/precedence.test.ts`.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import type { MapInput } from '../../src/map/input'
import { emptyObservation } from '../../src/observe/assemble'
import type { CompileOptions } from '../../src/pipeline'
import { compile, planOf } from '../../src/pipeline'
import type { ContainerResource } from '../../src/resource/resource'

const compiledFrom = (map: MapInput, options: CompileOptions = {}) => {
  const compiled = compile([{ file: 'shop.ts', value: map }], [], options)
  if (isLeft(compiled)) throw new Error(JSON.stringify(compiled.left, null, 1))
  return compiled.right
}

const containerIn = (map: MapInput, name: string, options: CompileOptions = {}): ContainerResource => {
  const found = compiledFrom(map, options).resources.all.find(({ id }) => id === `container:shop.${name}@default`)
  if (found?.kind !== 'container') throw new Error(`no ${name}`)
  return found
}

/** The body of the request for `web`, without what every container has. */
const bodyIn = (map: MapInput, options: CompileOptions = {}): object => {
  const { Image: _image, Hostname: _host, Labels: _labels, ...body } = containerIn(map, 'web', options).body
  return body
}

const codesOf = (map: MapInput): ReadonlyArray<string> => {
  const compiled = compile([{ file: 'shop.ts', value: map }])
  return isLeft(compiled) ? compiled.left.map(({ code }) => code) : []
}

const withOptions = (options: NonNullable<CompileOptions['options']>[number]['options']): CompileOptions => ({
  options: [{ selection: ['web'], options }],
})

describe('inheritance', () => {
  const bases: MapInput = {
    first: { abstract: true, user: 'first', stop_timeout: 1 },
    second: { abstract: true, user: 'second' },
    third: { abstract: true, extends: 'first', user: 'third' },
  }

  it('takes the configs in the order in which they stand in extends', () => {
    expect(bodyIn({ ...bases, web: { extends: ['first', 'second'] } })).toEqual({ User: 'second', StopTimeout: 1 })
    expect(bodyIn({ ...bases, web: { extends: ['second', 'first'] } })).toEqual({ User: 'first', StopTimeout: 1 })
  })

  it('follows what they extend themselves', () => {
    expect(bodyIn({ ...bases, web: { extends: 'third' } })).toEqual({ User: 'third', StopTimeout: 1 })
  })

  it('takes own values last', () => {
    expect(bodyIn({ ...bases, web: { extends: ['first', 'second'], user: 'own' } })).toMatchObject({ User: 'own' })
  })

  it('makes no container of an abstract config, and one of what extends it', () => {
    const { all } = compiledFrom({ ...bases, web: { extends: 'third' } }).resources
    expect(all.flatMap(({ kind, name }) => (kind === 'container' ? name : []))).toEqual(['shop.web'])
  })

  it('makes a container of a config that is extended and not abstract', () => {
    const map: MapInput = { base: { user: 'a' }, web: { extends: 'base' } }
    expect(containerIn(map, 'base').body.User).toBe('a')
    expect(containerIn(map, 'web').body.User).toBe('a')
  })

  it('overrides simple values', () => {
    expect(containerIn({ base: { image: 'a' }, web: { extends: 'base', image: 'b' } }, 'web').body.Image).toBe(
      'b:latest',
    )
  })

  it('unites lists of single values, in the order in which they were first seen', () => {
    const web = { extends: ['a', 'b'], shares: ['/3', '/1'] }
    expect(bodyIn({ a: { shares: ['/1', '/2'] }, b: { shares: ['/2', '/3'] }, web })).toEqual({
      Volumes: { '/1': {}, '/2': {}, '/3': {} },
    })
  })

  it('takes the last host path and flag of one path in the container', () => {
    const map: MapInput = {
      a: { abstract: true, binds: { '/c': ['/a', 'ro'], '/d': '/d' } },
      b: { abstract: true, binds: { '/c': ['/b', 'ro'] } },
    }
    expect(bodyIn({ ...map, web: { extends: ['a', 'b'] } })).toMatchObject({
      HostConfig: { Binds: ['/b:/c:ro', '/d:/d:rw'] },
    })
    expect(bodyIn({ ...map, web: { extends: ['a', 'b'], binds: { '/c': '/own' } } })).toMatchObject({
      HostConfig: { Binds: ['/own:/c:rw', '/d:/d:rw'] },
    })
  })

  it('unites options, and overrides equal keys', () => {
    const base = { abstract: true, create_options: { mem_limit: 1, tty: true }, host_config: { privileged: true } }
    expect(bodyIn({ base, web: { extends: 'base', create_options: { mem_limit: 2 } } })).toEqual({
      Tty: true,
      HostConfig: { Memory: 2, Privileged: true },
    })
  })

  it('unites objects inside of options by key as well', () => {
    const base = { abstract: true, create_options: { environment: { A: 1, B: 1 } } }
    expect(bodyIn({ base, web: { extends: 'base', create_options: { environment: { B: 2 } } } })).toEqual({
      Env: ['A=1', 'B=2'],
    })
  })

  it('keeps two links to one container by two names', () => {
    const base = { abstract: true, links: [['db', 'a']] } as const
    expect(bodyIn({ db: {}, base, web: { extends: 'base', links: [['db', 'b']] } })).toMatchObject({
      HostConfig: { Links: ['shop.db:a', 'shop.db:b'] },
    })
  })

  it('takes back what was inherited by a null or an empty value', () => {
    const base = { abstract: true, user: 'a', shares: '/a', create_options: { tty: true } }
    expect(bodyIn({ base, web: { extends: 'base', user: '', shares: [], create_options: {} } })).toEqual({})
    expect(bodyIn({ base, web: { extends: 'base', user: null, shares: null, create_options: null } })).toEqual({})
  })

  it('names attached volumes after the alias, so that an extension cannot attach them again', () => {
    const map: MapInput = { volumes: { v: '/v' }, base: { attaches: 'v' }, web: { extends: 'base' } }
    expect(codesOf(map)).toEqual(['duplicate-name'])
    expect(codesOf({ ...map, use_attached_parent_name: true })).toEqual([])
    expect(codesOf({ ...map, base: { attaches: 'v', abstract: true } })).toEqual([])
  })

  it('is refused in a circle, and from a config that is not there', () => {
    expect(codesOf({ a: { extends: 'b' }, b: { extends: 'a' } })).toEqual(['cycle'])
    expect(codesOf({ a: { extends: 'b' } })).toEqual(['unknown-reference'])
  })
})

describe('precedence', () => {
  it('a user in create_options is over that of the config', () => {
    expect(bodyIn({ web: { user: 'a', create_options: { user: 'b' } } })).toEqual({ User: 'b' })
  })

  it('volumes of create_options are added to shares, and leave binds alone', () => {
    const map: MapInput = { volumes: { v: '/v' }, host: { v: '/h' } }
    const web = { shares: '/a', binds: 'v', create_options: { volumes: ['/b'] } }
    expect(bodyIn({ ...map, web })).toEqual({
      Volumes: { '/a': {}, '/b': {} },
      HostConfig: { Binds: ['/h:/v:rw'] },
    })
  })

  it('volumes_from is over uses by the container, and added otherwise', () => {
    const web: MapInput['web'] = { uses: ['a', 'b'], host_config: { volumes_from: { 'shop.a': 'ro', x: 'rw' } } }
    expect(bodyIn({ a: {}, b: {}, web })).toEqual({ HostConfig: { VolumesFrom: ['shop.b', 'shop.a:ro', 'x'] } })
  })

  it('links of host_config are over those of the config by the container, and added otherwise', () => {
    const web: MapInput['web'] = { links: ['a', 'b'], host_config: { links: { 'shop.a': 'z', x: 'y' } } }
    expect(bodyIn({ a: {}, b: {}, web })).toEqual({ HostConfig: { Links: ['shop.b:b', 'shop.a:z', 'x:y'] } })
  })

  it('arguments of a call are over options, and options over the fields', () => {
    const web = { user: 'field', stop_timeout: 1, create_options: { user: 'option', tty: true } }
    expect(bodyIn({ web }, withOptions({ user: 'call' }))).toEqual({ User: 'call', StopTimeout: 1, Tty: true })
    expect(bodyIn({ web })).toEqual({ User: 'option', StopTimeout: 1, Tty: true })
  })

  it('single values are overwritten, and objects merge by key, through all three', () => {
    const web = { labels: { a: 1, b: 1, c: 1 }, create_options: { labels: { b: 2, c: 2 }, mem_limit: 1 } }
    const { body } = containerIn({ web }, 'web', withOptions({ labels: { c: 3 }, mem_limit: 2 }))
    expect(body).toMatchObject({ Labels: { a: '1', b: '2', c: '3' }, HostConfig: { Memory: 2 } })
  })

  it('null overrides nothing', () => {
    const web = { user: 'field', create_options: { user: null } }
    expect(bodyIn({ web }, withOptions({ user: null }))).toEqual({ User: 'field' })
  })

  it('lists are united, with what the fields generate first', () => {
    const web: MapInput['web'] = { binds: { '/a': '/1' }, host_config: { binds: ['/2:/b:ro'], dns: ['1.1.1.1'] } }
    expect(bodyIn({ web }, withOptions({ binds: ['/3:/c'], dns: ['2.2.2.2'] }))).toEqual({
      HostConfig: { Binds: ['/1:/a:rw', '/2:/b:ro', '/3:/c'], Dns: ['1.1.1.1', '2.2.2.2'] },
    })
  })

  it('a command and an entrypoint replace', () => {
    const web = { create_options: { command: ['a', 'b'], entrypoint: ['c', 'd'] } }
    expect(bodyIn({ web }, withOptions({ command: ['e'], entrypoint: 'f' }))).toEqual({ Cmd: ['e'], Entrypoint: ['f'] })
  })

  it('start_options is host_config', () => {
    expect(bodyIn({ web: { start_options: { privileged: true } } })).toEqual({ HostConfig: { Privileged: true } })
    expect(codesOf({ web: { start_options: {}, host_config: { privileged: true } } })).toEqual(['conflict'])
  })

  it('options may be functions, which give an object when the map is compiled', () => {
    expect(
      bodyIn({ web: { create_options: () => ({ tty: true }), host_config: () => ({ privileged: true }) } }),
    ).toEqual({ Tty: true, HostConfig: { Privileged: true } })
  })

  it('options of a call reach what was selected, and none of its dependencies', () => {
    const map: MapInput = { web: { depends_on: 'db' }, db: {} }
    expect(containerIn(map, 'web', withOptions({ tty: true })).body.Tty).toBe(true)
    expect(containerIn(map, 'db', withOptions({ tty: true })).body).not.toHaveProperty('Tty')
  })

  it('clients of a config are instead of those of the map', () => {
    const compiled = compile(
      [{ file: 'shop.ts', value: { clients: ['a', 'b'], web: { clients: 'c' }, app: {} } }],
      [{ file: 'clients.ts', value: { a: {}, b: {}, c: {} } }],
    )
    if (isLeft(compiled)) throw new Error('issues')
    const ids = compiled.right.resources.all.flatMap(({ kind, id }) => (kind === 'container' ? id : []))
    expect(ids).toEqual(['container:shop.app@a', 'container:shop.app@b', 'container:shop.web@c'])
  })

  it("a config's stop timeout is over that of its client", () => {
    const timeouts = (web: object) => {
      const compiled = compile(
        [{ file: 'shop.ts', value: { web } }],
        [{ file: 'clients.ts', value: { a: { stop_timeout: 9 } } }],
      )
      if (isLeft(compiled)) throw new Error('issues')
      const [container] = compiled.right.resources.all
      return container?.kind === 'container' ? container.stopTimeout : undefined
    }
    expect([timeouts({}), timeouts({ stop_timeout: 3 }), timeouts({ stop_timeout: 0 })]).toEqual([9, 3, 0])
  })

  it('a field that the Engine is too old for is an error of the plan that names both versions', () => {
    const compiled = compiledFrom({ web: { host_config: { Annotations: { a: 'b' } } } })
    const empty = emptyObservation(['default'])
    const engine = { id: 'x', version: '20.10.24', apiVersion: '1.41' }
    const clients = Object.fromEntries(Object.entries(empty.clients).map(([name, one]) => [name, { ...one, engine }]))
    const plan = planOf(compiled, { ...empty, clients }, { kind: 'startup', selection: [], options: {} })
    expect(isLeft(plan) && JSON.stringify(plan.left)).toMatch(/1\.43.*1\.41/)
  })
})
