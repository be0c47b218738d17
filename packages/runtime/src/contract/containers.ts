/** Contract of the actions on containers. */
import assert from 'node:assert/strict'
import { type ContractCase, contractCase } from './subject'

export const containerCases: ReadonlyArray<ContractCase> = [
  contractCase('CreateContainer', 'makes a container that was never started, and gives its id', async (bench) => {
    const { objectId } = await bench.create({ Env: ['A=1'] })
    const container = await bench.container()
    assert.equal(container?.id, objectId)
    assert.deepEqual(container?.state, { status: 'created', started: false })
    assert.match(JSON.stringify(container?.config['Env']), /"A=1"/)
  }),
  contractCase(
    'CreateContainer',
    'refuses a taken name with 409, and leaves the other container as it is',
    async (bench) => {
      const { objectId } = await bench.create()
      assert.equal(await bench.status(bench.createAction()), 409)
      assert.equal((await bench.container())?.id, objectId)
    },
  ),
  contractCase('CreateContainer', 'refuses an image that is not there with 404', async (bench) => {
    assert.equal(await bench.status(bench.createAction({ Image: bench.subject.absentImage })), 404)
  }),
  contractCase('CreateContainer', 'is unable where a secret has no value, and names the secret', async (bench) => {
    const error = await bench.refused(bench.createAction({ Env: [{ $concat: ['A=', { $secret: 'nobody-knows' }] }] }))
    assert.equal(error._tag, 'Unable')
    assert.match(error.message, /nobody-knows/)
    assert.equal(await bench.statusOf(), 'absent')
  }),
  contractCase('CreateContainer', 'does nothing where it was cancelled before it began', async (bench) => {
    const error = await bench.refused(bench.createAction(), AbortSignal.abort())
    assert.equal(error._tag, 'Cancelled')
    assert.equal(await bench.statusOf(), 'absent')
  }),
  contractCase(
    'StartContainer',
    'starts what was created, and says of what runs that it did so already',
    async (bench) => {
      await bench.create()
      assert.notEqual((await bench.start()).already, true)
      assert.equal(await bench.statusOf(), 'running')
      assert.equal((await bench.start()).already, true)
    },
  ),
  contractCase('StartContainer', 'refuses a container that is not there with 404', async (bench) => {
    assert.equal(await bench.status({ ...bench.about(), _tag: 'StartContainer' }), 404)
  }),
  contractCase('StartContainer', 'refuses a host port that is taken with 500; the container stays', async (bench) => {
    const ports = {
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostPort: String(bench.port()) }] } },
    }
    await bench.running(ports)
    await bench.create(ports, bench.other('second'))
    assert.equal(await bench.status({ ...bench.about(bench.other('second')), _tag: 'StartContainer' }), 500)
    assert.equal((await bench.container(bench.other('second')))?.state.started, false)
    await bench.perform({ ...bench.about(), _tag: 'RemoveContainer', volumes: true, force: true })
  }),
  contractCase('StartContainer', 'refuses an object that is not the one of the plan as stale', async (bench) => {
    await bench.create()
    const error = await bench.refused({ ...bench.about(), _tag: 'StartContainer', objectId: 'f'.repeat(64) })
    assert.equal(error._tag, 'Stale')
    assert.equal(await bench.statusOf(), 'created')
  }),
  contractCase('StopContainer', 'stops what runs, and says of what does not that it did so already', async (bench) => {
    await bench.running()
    const stop = { ...bench.about(), _tag: 'StopContainer', signal: null, timeout: 5 } as const
    assert.notEqual((await bench.perform(stop)).already, true)
    assert.equal(await bench.statusOf(), 'exited')
    assert.equal((await bench.perform(stop)).already, true)
  }),
  contractCase(
    'StopContainer',
    'sends a signal other than the own one, and kills what does not obey in time',
    async (bench) => {
      await bench.running({ Cmd: ['/bin/sh', '-c', 'trap "exit 7" INT; trap "" HUP; while true; do sleep 0.1; done'] })
      await bench.perform({ ...bench.about(), _tag: 'StopContainer', signal: 'SIGINT', timeout: 20 })
      assert.equal((await bench.container())?.state.status, 'exited')
      await bench.start()
      await bench.perform({ ...bench.about(), _tag: 'StopContainer', signal: 'SIGHUP', timeout: 1 })
      assert.equal(await bench.statusOf(), 'exited')
    },
  ),
  contractCase('StopContainer', 'keeps a container stopped whose policy is to be restarted', async (bench) => {
    await bench.running({ HostConfig: { RestartPolicy: { Name: 'always' } } })
    await bench.perform({ ...bench.about(), _tag: 'StopContainer', signal: 'SIGINT', timeout: 5 })
    assert.equal(await bench.statusOf(), 'exited')
  }),
  contractCase('RestartContainer', 'stops and starts, with either signal, whatever ran before', async (bench) => {
    const id = await bench.running()
    await bench.perform({ ...bench.about(), _tag: 'RestartContainer', signal: null, timeout: 5 })
    await bench.perform({ ...bench.about(), _tag: 'RestartContainer', signal: 'SIGINT', timeout: 5 })
    const container = await bench.container()
    assert.deepEqual([container?.id, container?.state.status], [id, 'running'])
  }),
  contractCase('RestartContainer', 'starts one that does not run, also where it was to get a signal', async (bench) => {
    const { objectId: id } = await bench.create()
    await bench.perform({ ...bench.about(), _tag: 'RestartContainer', signal: 'SIGINT', timeout: 5 })
    const container = await bench.container()
    assert.deepEqual([container?.id, container?.state.status], [id, 'running'])
  }),
  contractCase('KillContainer', 'sends its signal; what does not run is refused with 409', async (bench) => {
    await bench.running()
    await bench.perform({ ...bench.about(), _tag: 'KillContainer', signal: 'SIGKILL' })
    await bench
      .perform({ ...bench.about(), _tag: 'Wait', condition: { _tag: 'Completed' }, timeout: 1e10 })
      .catch(() => null)
    assert.equal(await bench.statusOf(), 'exited')
    assert.equal(await bench.status({ ...bench.about(), _tag: 'KillContainer', signal: 'SIGHUP' }), 409)
  }),
  contractCase('UnpauseContainer', 'says of what is not paused that it was so already', async (bench) => {
    await bench.running()
    assert.equal((await bench.perform({ ...bench.about(), _tag: 'UnpauseContainer' })).already, true)
  }),
  contractCase('RemoveContainer', 'removes what does not run; what is gone already is no error', async (bench) => {
    const { objectId } = await bench.create()
    const remove = { ...bench.about(), _tag: 'RemoveContainer', volumes: true, force: false, objectId } as never
    assert.notEqual((await bench.perform(remove)).already, true)
    assert.equal(await bench.statusOf(), 'absent')
    assert.equal((await bench.perform(remove)).already, true)
  }),
  contractCase('RemoveContainer', 'refuses what runs with 409, unless it is forced', async (bench) => {
    await bench.running()
    const remove = { ...bench.about(), _tag: 'RemoveContainer', volumes: true } as const
    assert.equal(await bench.status({ ...remove, force: false }), 409)
    await bench.perform({ ...remove, force: true })
    assert.equal(await bench.statusOf(), 'absent')
  }),
  contractCase('RemoveContainer', 'does not touch an object that took over the name', async (bench) => {
    await bench.create()
    const remove = {
      ...bench.about(),
      _tag: 'RemoveContainer',
      volumes: true,
      force: true,
      objectId: 'f'.repeat(64),
    } as const
    assert.equal((await bench.refused(remove))._tag, 'Stale')
    assert.equal(await bench.statusOf(), 'created')
  }),
  contractCase(
    'RemoveContainer',
    'does not touch what stood beside another container and has its name now',
    async (bench) => {
      const name = bench.other('next')
      const objectId = await bench.running({}, name)
      await bench.perform({ ...bench.about(name), _tag: 'RenameContainer', to: bench.name })
      const remove = { ...bench.about(name), _tag: 'RemoveContainer', volumes: true, force: true, objectId } as const
      assert.equal((await bench.refused(remove))._tag, 'Stale')
      assert.equal(await bench.statusOf(), 'running')
    },
  ),
  contractCase('RenameContainer', 'gives another name; a taken one is refused with 409', async (bench) => {
    const { objectId } = await bench.create()
    await bench.create({}, bench.other('taken'))
    const rename = (to: string) => ({ ...bench.about(), _tag: 'RenameContainer', to }) as const
    assert.equal(await bench.status(rename(bench.other('taken'))), 409)
    await bench.perform(rename(bench.other('new')))
    assert.equal(await bench.statusOf(), 'absent')
    assert.equal((await bench.container(bench.other('new')))?.id, objectId)
  }),
  contractCase('UpdateContainer', 'changes limits and the restart policy in place', async (bench) => {
    const id = await bench.running({ HostConfig: { RestartPolicy: { Name: 'always' } } })
    await bench.perform({
      ...bench.about(),
      _tag: 'UpdateContainer',
      body: { RestartPolicy: { Name: 'no' }, CpuShares: 512 },
    })
    const container = await bench.container()
    assert.equal(container?.id, id)
    assert.equal(container?.hostConfig['CpuShares'], 512)
    assert.equal(container?.hostConfig['RestartPolicy'], undefined)
  }),
]
