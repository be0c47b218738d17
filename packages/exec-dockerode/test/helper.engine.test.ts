/** Volumes prepared by a helper on a real Engine. */
import type { Action, ActionOf, JsonObject } from '@dmap/core'
import { describeWithEngine, until } from '@dmap/testing'
import { actionsOn } from './actions'

const prefix = 'dmhelper'

describeWithEngine('a preparation', (engine) => {
  const { image, labels, perform, create, run, exec, inspect } = actionsOn(engine, prefix)
  const volume = `${prefix}.data`
  const prepare = (more: Partial<ActionOf<'PrepareVolume'>> = {}): Action => ({
    client: 'default',
    target: `volume:${volume}@default`,
    _tag: 'PrepareVolume',
    mount: { _tag: 'VolumesFrom', container: `${prefix}.holder` },
    path: '/data',
    owner: '2000:2000',
    mode: 'u=rwX,g=rX,o=',
    image,
    helper: `${prefix}.helper`,
    labels,
    ...more,
  })
  const gone = async () => (await engine.request('GET', `/containers/${prefix}.helper/json`)).status

  beforeAll(async () => {
    await run(`${prefix}.holder`, { Volumes: { '/data': {} } })
    await perform(exec(`${prefix}.holder`, ['sh', '-c', 'mkdir /data/sub; echo 1 > "/data/sub/a b"']))
  })

  it('sets owner and mode of all that is in the volume, both', async () => {
    expect(await perform(prepare())).toMatchObject({ right: { exitCode: 0 } })
    const seen = await perform(
      exec(`${prefix}.holder`, ['stat', '-c', '%u:%g %a', '/data', '/data/sub', '/data/sub/a b']),
    )
    expect(seen).toMatchObject({ right: { output: '2000:2000 750\n2000:2000 750\n2000:2000 640\n' } })
    expect(await gone()).toBe(404)
  })

  describe('by names', () => {
    const own = `${prefix}/own:1`
    beforeAll(() => engine.importImage(own, { Volumes: { '/cache': {} }, Entrypoint: ['/bin/false'], User: 'nobody' }))

    it('knows those of its image', async () => {
      expect(await perform(prepare({ owner: 'app:nobody', image: own }))).toMatchObject({ right: { exitCode: 0 } })
      expect(await perform(exec(`${prefix}.holder`, ['stat', '-c', '%u:%g', '/data/sub']))).toMatchObject({
        right: { output: '2000:65534\n' },
      })
    })

    it("leaves no volume behind that its image declares, and the holder's alone", async () => {
      const HostConfig = { VolumesFrom: [`${prefix}.holder`] }
      await create(`${prefix}.helper`, { Image: own, HostConfig, Labels: { ...labels, 'io.dmap.kind': 'helper' } })
      const { Mounts } = await inspect(`${prefix}.helper`)
      const nameAt = (path: string) => Mounts.find((mount: JsonObject) => mount['Destination'] === path)?.Name
      const statusAt = async (path: string) => (await engine.request('GET', `/volumes/${nameAt(path)}`)).status
      expect([await statusAt('/cache'), await statusAt('/data')]).toEqual([200, 200])
      // What an earlier run left over is removed as its own helper is.
      expect(await perform(prepare({ owner: 'app', image: own }))).toMatchObject({ right: { exitCode: 0 } })
      expect([await statusAt('/cache'), await statusAt('/data')]).toEqual([404, 200])
    })
  })

  it('fails with its output, leaves no helper behind, and the volume where it was', async () => {
    const result = await perform(prepare({ owner: 'nobody-knows' }))
    expect(result).toMatchObject({
      left: {
        _tag: 'Failed',
        message: expect.stringContaining(
          'must have /bin/sh, chown, and the names nobody-knows; otherwise write numbers',
        ),
        output: expect.stringContaining('nobody-knows'),
      },
    })
    expect(await gone()).toBe(404)
    expect(await perform(exec(`${prefix}.holder`, ['ls', '/data/sub']))).toMatchObject({ right: { output: 'a b\n' } })
  })

  it('reads nothing of its arguments as commands', async () => {
    const result = await perform(prepare({ owner: null, mode: '$(touch /data/oops)' }))
    expect(result).toMatchObject({ left: { _tag: 'Failed' } })
    expect(await perform(exec(`${prefix}.holder`, ['ls', '/data']))).toMatchObject({ right: { output: 'sub\n' } })
  })

  it('leaves no helper behind when it is cancelled', async () => {
    const cancel = new AbortController()
    const running = perform(prepare(), cancel.signal)
    await until('the helper is there', async () => (await gone()) === 200)
    cancel.abort()
    await running
    expect(await gone()).toBe(404)
  })
})
