/** `dmap INTENT`: showing, asking, carrying out, reporting. */
import { CHAIN, folderWith, SITE, simulatedHost } from './session'

describe('dmap INTENT', () => {
  it('shows the plan, carries it out, reports, and then has nothing to do', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': SITE })
    const first = await folder.dmap('startup --yes', { executors })
    expect(first.code).toBe(0)
    expect(first.out).toContain('+ create container example_map.web_server from')
    expect(first.out).toMatch(/\n18 done on 1 host in .* s, 18 requests\n$/)
    expect(first.err.trimEnd().split('\n')).toHaveLength(18)
    const second = await folder.dmap('startup', { executors })
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toMatch(/^Nothing to do\.\n/)
  })

  it.each([
    ['create', 'created'],
    ['startup', 'running'],
    ['update', 'running'],
    ['up', 'running'],
  ])('%s leaves containers %s', async (intent, status) => {
    const executors = simulatedHost()
    expect((await folderWith({ 'dmap.yaml': CHAIN }).dmap(`${intent} -y`, { executors })).code).toBe(0)
    expect(executors.snapshot().clients['default']?.containers.map(({ state }) => state.status)).toEqual([
      status,
      status,
      status,
    ])
  })

  it.each([
    ['create', 'start', ['running', 'running', 'running']],
    ['startup', 'restart', ['running', 'running', 'running']],
    ['startup', 'stop', ['exited', 'exited', 'exited']],
    ['startup', 'shutdown', []],
    ['startup', 'down', []],
    ['startup', 'signal --option signal=SIGHUP', ['running', 'running', 'running']],
    ['startup', 'pull', ['running', 'running', 'running']],
    ['startup', 'prune', ['running', 'running', 'running']],
  ])('%s, then %s', async (first, second, states) => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap(`${first} -y`, { executors })
    const { code, err } = await folder.dmap(`${second} -y`, { executors })
    expect([code, err.includes('failed')]).toEqual([0, false])
    expect(executors.snapshot().clients['default']?.containers.map(({ state }) => state.status)).toEqual(states)
  })

  it('removes what was stopped', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    for (const intent of ['startup', 'stop', 'remove'])
      expect((await folder.dmap(`${intent} -y`, { executors })).code).toBe(0)
    expect(executors.snapshot().clients['default']?.containers).toEqual([])
  })

  it('works on the simulated engine without a question, from a snapshot to a snapshot', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN, 's.json': '{"format":"1.0","clients":{}}' })
    await folder.dmap('startup --executor dryrun -o s.json', { executors: host })
    const stopped = await folder.dmap('stop --executor dryrun --state s.json -o t.json', { executors: host })
    expect(stopped.code).toBe(0)
    expect(JSON.parse(folder.read('t.json')).clients.default.containers[0].state.status).toBe('exited')
    expect((await folder.dmap('stop --executor dryrun --state t.json', { executors: host })).out).toMatch(
      /^Nothing to do/,
    )
    expect(host.opened()).toBe(0)
  })

  it('simulates from what is live without touching it', async () => {
    const host = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    const { code } = await folder.dmap('startup --executor dryrun --state live -o s.json', { executors: host })
    expect([code, host.opened(), host.performed()]).toEqual([0, 1, 0])
  })

  it('writes the report of a real run', async () => {
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    await folder.dmap('startup -y -o report.json', { executors: simulatedHost() })
    expect(JSON.parse(folder.read('report.json'))).toMatchObject({
      ok: true,
      executor: 'dockerode',
      counts: { failed: 0 },
    })
  })

  it('writes it to standard output where that is the file, with all else beside it', async () => {
    const folder = folderWith({ 'dmap.yaml': CHAIN })
    const { out, err } = await folder.dmap('startup -y -o -', { executors: simulatedHost() })
    expect(JSON.parse(out)).toMatchObject({ ok: true })
    expect(err).toContain('+ create container')
    expect(folder.has('-')).toBe(false)
  })

  it('tells events as JSON lines, and nothing else', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y --json', {
      executors: simulatedHost(),
    })
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)._tag)
    expect([code, err, events[0], events[events.length - 1]]).toEqual([0, '', 'RunStarted', 'RunEnded'])
  })

  it('says nothing with --quiet where all went well', async () => {
    const { code, out, err } = await folderWith({ 'dmap.yaml': CHAIN }).dmap('startup -y -q', {
      executors: simulatedHost(),
    })
    expect([code, out, err]).toEqual([0, '', ''])
  })
})

describe('the question before', () => {
  const ask = (words: string, answer?: string) => {
    const executors = simulatedHost()
    const call = answer === undefined ? { executors } : { executors, answer }
    return folderWith({ 'dmap.yaml': CHAIN })
      .dmap(words, call)
      .then((result) => ({ ...result, performed: executors.performed() }))
  }

  it.each(['y', 'yes', 'Y', ' yes '])('is answered with "%s": it is carried out', async (answer) => {
    const { code, questions, performed } = await ask('startup', answer)
    expect([code, questions]).toEqual([0, ['Carry out 9 steps on default? [y/N] ']])
    expect(performed).toBe(9)
  })

  it.each(['', 'n', 'no', 'yess'])('is answered with "%s": nothing is done', async (answer) => {
    const { code, err, performed } = await ask('startup', answer)
    expect([code, err, performed]).toEqual([130, 'Nothing was done.\n', 0])
  })

  it('is refused where nobody can be asked', async () => {
    const { code, err, performed } = await ask('startup')
    expect([code, performed]).toEqual([64, 0])
    expect(err).toMatch(/standard input is no terminal\n {2}hint: carry it out with --yes\n$/)
  })

  it('is not asked with --yes', async () => {
    const { code, questions } = await ask('startup -y', 'n')
    expect([code, questions]).toEqual([0, []])
  })
})
