/** Contract of the actions on volumes, and of their preparation. */
import assert from 'node:assert/strict'
import type { Action } from '@dmap/core'
import { type Bench, type ContractCase, contractCase } from './subject'

const find = async (bench: Bench, name: string) =>
  (await bench.observe()).volumes.find((volume) => volume.name === name)

const prepare = (bench: Bench, volume: string, more: { readonly owner?: string; readonly mode?: string }): Action => ({
  ...bench.about(volume, 'volume'),
  _tag: 'PrepareVolume',
  mount: { _tag: 'Volume', volume },
  path: '/data',
  owner: more.owner ?? null,
  mode: more.mode ?? null,
  image: bench.subject.image,
  helper: bench.other('helper'),
  labels: bench.labels(),
})

export const volumeCases: ReadonlyArray<ContractCase> = [
  contractCase('CreateVolume', 'makes a volume', async (bench) => {
    await bench.volume(bench.other('v'))
    assert.equal((await find(bench, bench.other('v')))?.labels['io.dmap.map'], bench.subject.prefix)
  }),
  contractCase(
    'CreateVolume',
    "refuses a name that is another one's with 409, though the Engine would not",
    async (bench) => {
      const name = bench.other('v')
      await bench.volume(name)
      const again = {
        ...bench.about(name, 'volume'),
        _tag: 'CreateVolume',
        body: { Labels: { else: 'where' } },
      } as const
      assert.equal(await bench.status(again), 409)
    },
  ),
  contractCase('RemoveVolume', 'removes what nobody uses; what is gone already is no error', async (bench) => {
    const name = bench.other('v')
    await bench.volume(name)
    const remove = { ...bench.about(name, 'volume'), _tag: 'RemoveVolume' } as const
    await bench.perform(remove)
    assert.equal(await find(bench, name), undefined)
    assert.equal((await bench.perform(remove)).already, true)
  }),
  contractCase('RemoveVolume', 'refuses a volume that a container mounts, running or not, with 409', async (bench) => {
    const name = bench.other('v')
    await bench.volume(name)
    await bench.create({ HostConfig: { Binds: [`${name}:/data`] } })
    assert.equal(await bench.status({ ...bench.about(name, 'volume'), _tag: 'RemoveVolume' }), 409)
  }),
  contractCase('PrepareVolume', 'sets owner and mode, and leaves no helper behind', async (bench) => {
    const volume = bench.other('v')
    await bench.volume(volume)
    const result = await bench.perform(prepare(bench, volume, { owner: '2000:3000', mode: 'u=rwX,g=rX,o=' }))
    assert.equal(result.exitCode, 0)
    assert.deepEqual(
      (await bench.observe()).containers.filter(({ name }) => name.startsWith(bench.name)),
      [],
    )
  }),
  contractCase(
    'PrepareVolume',
    'refuses a helper image that is not there with 404, and leaves nothing behind',
    async (bench) => {
      const volume = bench.other('v')
      await bench.volume(volume)
      const action = { ...prepare(bench, volume, { owner: '1:1' }), image: bench.subject.absentImage } as Action
      assert.equal(await bench.status(action), 404)
      assert.equal(await bench.statusOf(bench.other('helper')), 'absent')
    },
  ),
  contractCase('PrepareVolume', 'takes the place of a helper that an earlier run left over', async (bench) => {
    const volume = bench.other('v')
    await bench.volume(volume)
    await bench.create({ Labels: { ...bench.labels(), 'io.dmap.kind': 'helper' } }, bench.other('helper'))
    await bench.perform(prepare(bench, volume, { owner: '1:1' }))
    assert.equal(await bench.statusOf(bench.other('helper')), 'absent')
  }),
  contractCase('PrepareVolume', "leaves a stranger's container of the helper's name alone", async (bench) => {
    const volume = bench.other('v')
    await bench.volume(volume)
    await bench.create({}, bench.other('helper'))
    assert.equal(await bench.status(prepare(bench, volume, { owner: '1:1' })), 409)
    assert.equal(await bench.statusOf(bench.other('helper')), 'created')
  }),
]
