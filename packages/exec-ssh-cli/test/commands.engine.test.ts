/** Commands that should run in a container, looked for by the docker command. */
import { queryOf } from '@dmap/core'
import { describeWithSshd, testEngine } from '@dmap/testing'
import { executorFor, sshClient } from './clients'
import { carriedOut, compiledMap, intentOf, planned } from './landscape'

const NAME = 'sshcommands'

describeWithSshd(
  'a command that should run',
  (sshd) => {
    const engine = testEngine()
    const map = { name: NAME, web: { image: `${NAME}/base:1`, stop_timeout: 0, exec_commands: ['httpd -p 8099 -h /'] } }
    const plain = compiledMap(JSON.stringify(map))
    const compiled = { ...plain, query: queryOf(plain.resources, { commands: true }) }
    beforeAll(async () => {
      await engine.cleanUp(NAME)
      await engine.importImage(`${NAME}/base:1`)
    })
    afterAll(() => engine.cleanUp(NAME))

    it('is seen where it runs, and missed where it does not', async () => {
      const executor = executorFor(sshClient(sshd.get()))
      const full = intentOf('update', { check_exec_commands: 'full' })
      await carriedOut(executor, compiled, intentOf('startup'))
      expect(await planned(executor, compiled, full)).toMatchObject({ steps: [], warnings: [] })
      engine.docker('exec', `${NAME}.web`, 'killall', 'httpd')
      const made = await planned(executor, compiled, full)
      expect(made.steps.map(({ id }) => id)).toEqual([`exec container:${NAME}.web@default #1`])
      await executor.close()
    })
  },
  { engine: true },
)
