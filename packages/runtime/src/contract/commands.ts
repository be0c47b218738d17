/** Contract of the actions that pull, run commands, and wait. */
import assert from 'node:assert/strict'
import type { ActionOf, EngineText } from '@dmap/core'
import { type Bench, type ContractCase, contractCase } from './subject'

const exec = (bench: Bench, command: ReadonlyArray<EngineText>, ignoreExit = false): ActionOf<'Exec'> => ({
  ...bench.about(),
  _tag: 'Exec',
  command,
  user: 'root',
  ignoreExit,
})

const wait = (
  bench: Bench,
  condition: ActionOf<'Wait'>['condition'],
  timeout: number | null = 20e9,
): ActionOf<'Wait'> => ({
  ...bench.about(),
  _tag: 'Wait',
  condition,
  timeout,
})

export const commandCases: ReadonlyArray<ContractCase> = [
  contractCase('PullImage', 'fails for an image that is nowhere to be had', async (bench) => {
    const { client, absentImage: reference } = bench.subject
    const error = await bench.refused({ _tag: 'PullImage', client, target: `image:${reference}@${client}`, reference })
    assert.ok(error._tag === 'Refused' || error._tag === 'Failed', JSON.stringify(error))
    assert.notEqual(error.message, '')
  }),
  contractCase('Exec', 'runs a command to its end', async (bench) => {
    await bench.running()
    assert.equal((await bench.perform(exec(bench, ['true']))).exitCode, 0)
  }),
  contractCase(
    'Exec',
    'refuses a container that does not run with 409, one that is not there with 404',
    async (bench) => {
      await bench.create()
      assert.equal(await bench.status(exec(bench, ['true'])), 409)
      await bench.perform({ ...bench.about(), _tag: 'RemoveContainer', volumes: true, force: true })
      assert.equal(await bench.status(exec(bench, ['true'])), 404)
    },
  ),
  contractCase('Wait', 'for the delay ends while the container runs', async (bench) => {
    await bench.running()
    await bench.perform(wait(bench, { _tag: 'Delay', nanoseconds: 1e6 }))
    assert.equal(await bench.statusOf(), 'running')
  }),
  contractCase('Wait', 'for the end of a container that was never started fails', async (bench) => {
    await bench.create()
    assert.equal((await bench.refused(wait(bench, { _tag: 'Completed' })))._tag, 'Failed')
  }),
]
