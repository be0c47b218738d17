/** Where the values of secrets come from, and that none of them is told. */
import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { right } from 'fp-ts/lib/Either.js'
import type { Executors, OpenExecutor } from '../src/executors'
import { folderWith, simulatedHost } from './session'

describe('secrets', () => {
  const MAP = 'name: shop\nweb: { image: nginx, environment: { PASSWORD: { $secret: db-password } } }'
  const VALUE = 'correct horse battery'

  const seen: string[] = []
  const watching = (): Executors => {
    seen.length = 0
    const open = simulatedHost().dockerode as OpenExecutor
    return {
      dockerode: async (settings) => ({
        ...(await open(settings)),
        perform: () => async () => {
          seen.push((await settings.secrets('db-password')) ?? 'nothing')
          return right({})
        },
      }),
    }
  }

  it.each([
    ['a file', { s: `db-password="${VALUE}"` }, '--secrets-file s', {}],
    ['the environment', {}, '', { DMAP_SECRET_DB_PASSWORD: VALUE }],
    ['the environment, by its own name', {}, '', { 'DMAP_SECRET_db-password': VALUE }],
  ])('come from %s', async (_, files, words, env) => {
    await folderWith({ 'dmap.yaml': MAP, ...(files as object) }).dmap(`create -y ${words}`, {
      env: env as never,
      executors: watching(),
    })
    expect(new Set(seen)).toEqual(new Set([VALUE]))
  })

  it('come from a pipe, which can be read once', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    const pipe = join(folder.path, 's')
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe])
    const writer = spawn('sh', ['-c', `echo 'db-password="${VALUE}"' > "$0"`, pipe])
    const { code } = await folder.dmap('create -y --secrets-file s', { executors: watching() })
    writer.kill()
    expect([code, new Set(seen)]).toEqual([0, new Set([VALUE])])
  })

  it('have no value in anything that is said or written', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP, s: `db-password=${VALUE}` })
    const words = ['plan create --state empty -v', 'plan create --state empty --format json', 'resolve --format json']
    const results = await Promise.all(
      [...words, 'create --executor dryrun --secrets-file s -o t.json'].map((one) => folder.dmap(one)),
    )
    const said = results.map(({ out, err }) => out + err).join('') + folder.read('t.json')
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(said).not.toContain(VALUE)
  })

  it('are not needed by a simulated engine', async () => {
    expect((await folderWith({ 'dmap.yaml': MAP }).dmap('create --executor dryrun')).code).toBe(0)
  })

  it.each([
    ['create -y', ''],
    ['apply plan.json -y', 'create'],
  ])('without a value let "%s" begin nothing, and it is said how to give them', async (words, saved) => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    if (saved !== '') await folder.dmap(`plan ${saved} --state empty -o plan.json`)
    const executors = simulatedHost()
    const { code, err } = await folder.dmap(words, { executors })
    expect([code, executors.performed()]).toEqual([64, 0])
    expect(err).toContain('dmap: the secret db-password has no value\n')
    expect(err).toMatch(/hint: .*--secrets-file.*DMAP_SECRET_DB_PASSWORD/)
  })

  it('are not needed by steps that do not send them', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP, s: `db-password=${VALUE}` })
    const executors = simulatedHost()
    await folder.dmap('create -y --secrets-file s', { executors })
    expect((await folder.dmap('start -y', { executors })).code).toBe(0)
  })
})
