/** What is shown of what a command printed. */
import { type ActionOf, LABEL, type ResourceId } from '@dmap/core'
import { OUTPUT_LIMIT, secretsOf } from '@dmap/runtime'
import { commandFor, titleOf } from '../src/command'
import type { Context, Task } from '../src/context'
import type { Host } from '../src/host'
import { ofCommand } from '../src/outcome'
import type { Answer } from '../src/session'
import { localClient } from './clients'

const action: ActionOf<'PrepareVolume'> = {
  _tag: 'PrepareVolume',
  client: 'a',
  target: 'volume:data@a' as ResourceId,
  mount: { _tag: 'Volume', volume: 'data' },
  path: '/data',
  owner: '1000',
  mode: null,
  image: 'busybox',
  helper: 'data.prepare',
  labels: {},
}
const command = commandFor(action, { hostCommands: false })
const task: Task = { action, command, title: titleOf(action, command) }

const answer = (code: number, stdout: string): Answer => ({
  code,
  stdout: Buffer.from(stdout),
  stderr: Buffer.alloc(0),
})

/** A host that gives these answers, one after the other. */
const contextWith = async (...answers: Answer[]): Promise<Context> => {
  const secrets = secretsOf(async () => 'hunter2')
  await secrets.fill({ $secret: 'db' })
  const host = { run: async () => answers.shift() } as unknown as Host
  const { signal } = new AbortController()
  return { host, config: localClient(''), secrets, signal, notify: () => {}, api: true, fresh: new Set() }
}

it('is no more than the limit, and has no part of a secret in it', async () => {
  const kept = `ter2 ${'hunter2 '.repeat(OUTPUT_LIMIT / 8 + 20)}`
  const ended = await ofCommand(await contextWith(), task, answer(3, kept))
  const { output } = (ended as unknown as { readonly left: { readonly output: string } }).left
  expect({ hasPart: output.includes('ter2'), isShort: output.length <= OUTPUT_LIMIT }).toEqual({
    hasPart: false,
    isShort: true,
  })
})

it('has no secret in it either where a helper was in the way and the command was given again', async () => {
  const helper = { Id: 'abc', Name: '/data.prepare', Config: { Labels: { [LABEL.kind]: 'helper' } } }
  const found = `== container\n${JSON.stringify([helper])}\n`
  const again = [answer(0, found), answer(0, ''), answer(0, 'is hunter2')]
  const ended = await ofCommand(await contextWith(...again), task, answer(125, 'in use'))
  expect(ended).toMatchObject({ _tag: 'Right', right: { output: 'is <secret>' } })
})
