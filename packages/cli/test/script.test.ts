/** `dmap script`: a command with options of its own, and what it prints. */
import type { Executor } from '@dmap/runtime'
import { left, right } from 'fp-ts/lib/Either.js'
import { CHAIN, folderWith, simulatedHost } from './session'

it.each(['script', 'run'])('%s runs a command with options of its own', async (word) => {
  const executors = simulatedHost()
  const folder = folderWith({ 'dmap.yaml': CHAIN })
  const { code, out } = await folder.argv([word, 'web', '-y', '--json', '--', 'ls', '-l', '--', '/'], { executors })
  expect(code).toBe(0)
  const plan = await folder.argv(['plan', 'script', 'web', '--state', 'empty', '--format', 'json', '--', 'ls', '-l'])
  expect(JSON.parse(plan.out).intent.options).toEqual({ command: ['ls', '-l'] })
  expect(out).toContain('"RunEnded"')
})

it('gives what a script printed as its data, whether it went well or not', async () => {
  const folder = folderWith({ 'dmap.yaml': 'name: shop\nweb: { image: nginx }' })
  const answering = (wait: Awaited<ReturnType<ReturnType<Executor['perform']>>>) =>
    simulatedHost({ perform: (action) => async () => (action._tag === 'Wait' ? wait : right({})) })
  const done = await folder.dmap('script web -y -- ls', {
    executors: answering(right({ exitCode: 0, output: 'a\nb' })),
  })
  expect([done.code, done.out]).toEqual([0, 'a\nb\n'])
  expect(done.err).toContain('wait until container shop.web.script has exited with 0')
  const error = {
    client: 'default',
    request: 'GET /x',
    message: 'it ended with exit code 3',
    exitCode: 3,
    output: 'no\n',
  }
  const failed = await folder.dmap('script web -y -- ls', {
    executors: answering(left({ _tag: 'Failed', ...error })),
  })
  expect([failed.code, failed.out]).toEqual([1, 'no\n'])
})
