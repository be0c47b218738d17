/** The contract with podman as the command: `DMAP_TEST_PODMAN` names one that can run containers here. */
import { spawnSync } from 'node:child_process'
import { contractCases } from '@dmap/runtime'
import { describeWithEngine, dockerCommand } from '@dmap/testing'
import { executorFor, localClient } from './clients'

const podman = process.env['DMAP_TEST_PODMAN']
const prefix = 'sshpod'

/** podman 4.3 has no `update --restart`; the error says so. */
const NOT_THERE = ['UpdateContainer']

if (podman === undefined) {
  process.stderr.write('skipped: the contract with podman: DMAP_TEST_PODMAN names none\n')
  it.skip('the contract with podman as the command', () => undefined)
} else
  describeWithEngine('the contract with podman as the command', (engine) => {
    const executor = executorFor({ ...localClient('', { docker: podman }), base_url: '' }, { password: 'hunter2' })
    const image = `${prefix}/base:1`
    const run = (line: string): number | null => spawnSync('sh', ['-c', line], { stdio: 'inherit' }).status
    const sweep = () => run(`${podman} rm -f -t 0 $(${podman} ps -aq --filter name=^${prefix}) 2>/dev/null; true`)

    beforeAll(async () => {
      await engine.importImage(image)
      sweep()
      expect(run(`${dockerCommand()} --host ${engine.url} save ${image} | ${podman} load -q`)).toBe(0)
    })
    afterAll(async () => {
      sweep()
      await executor.close()
    })

    it.each(
      contractCases
        .filter(({ name }) => !NOT_THERE.some((tag) => name.startsWith(tag)))
        .map((one) => [one.name, one] as const),
    )('%s', (_, one) =>
      one.run({
        executor,
        client: 'default',
        prefix,
        image,
        absentImage: `localhost:9/${prefix}/none:1`,
        secrets: { password: 'hunter2' },
      }),
    )
  })
