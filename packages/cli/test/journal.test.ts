/** `--journal`: what is written when, what is read of it, and files that are no journals. */
import { closeSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openJournal } from '../src/journal-file'
import { type Folder, folderWith, simulatedHost } from './session'

const MAP = `name: shop
web: { image: nginx, exec_commands: [[first, root, initial], [second, root, created]], depends_on: db }
db: { image: db }
`
const FIRST = 'exec container:shop.web@default #1'
const SECOND = 'exec container:shop.web@default #2'

interface Event {
  readonly _tag: string
  readonly step?: string
}

const eventsOf = (text: string): ReadonlyArray<Event> =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

const wordsOf = (text: string): ReadonlyArray<string> =>
  eventsOf(text).map(({ _tag, step }) => (step === undefined ? _tag : `${_tag} ${step}`))

/** The journal as a run leaves it that is killed while the first command runs. */
const killedJournal = (text: string): string => {
  const lines = text.split('\n')
  const at = eventsOf(text).findIndex(({ _tag, step }) => _tag === 'StepStarted' && step === FIRST)
  return `${lines.slice(0, at + 1).join('\n')}\n`
}

const TORN = '{"_tag":"StepDone","step":"exec cont'

const started = async () => {
  const executors = simulatedHost()
  const folder = folderWith({ 'dmap.yaml': MAP })
  expect((await folder.dmap('startup -y --journal j', { executors })).code).toBe(0)
  return { executors, folder }
}

const killed = async (tail = '') => {
  const { executors, folder } = await started()
  folder.write('j', killedJournal(folder.read('j')) + tail)
  return { executors, folder }
}

describe('without a journal', () => {
  const failing = (executors = simulatedHost()) =>
    simulatedHost({
      perform: (action) => async () => {
        if (action._tag !== 'Exec')
          return { _tag: 'Right', right: action._tag === 'CreateContainer' ? { objectId: 'x' } : {} }
        const error = { _tag: 'Failed', client: 'default', request: 'exec', message: 'no', exitCode: 1 } as const
        return { _tag: 'Left', left: error }
      },
      observation: executors.snapshot(),
    })

  it('it is said that nobody will know of commands that are left undone', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    const { err } = await folder.dmap('startup -y -q', { executors: failing() })
    expect(err).toMatch(/^dmap: 2 commands are left undone in containers that run, .*\n {2}hint: .*--journal FILE/)
    expect((await folder.dmap('startup -y -q --journal j', { executors: failing() })).err).toBe('')
  })

  it('nothing is said where the container was taken back', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': MAP })
    await folder.dmap('startup -y', { executors })
    folder.write('dmap.yaml', MAP.replace('image: nginx', 'image: nginx:2'))
    const { code, err } = await folder.dmap('update -y -q', { executors: failing(executors) })
    expect([code, err]).toEqual([1, ''])
  })
})

describe('what is written', () => {
  it('is what --json prints, in a file that is the owner’s alone', async () => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': MAP })
    const { code, out } = await folder.dmap('startup -y --json --journal j', { executors })
    expect([code, out]).toEqual([0, folder.read('j')])
    expect(statSync(join(folder.path, 'j')).mode & 0o777).toBe(0o600)
    expect(wordsOf(out)).toEqual(expect.arrayContaining(['RunStarted', `StepStarted ${FIRST}`, `StepDone ${SECOND}`]))
  })

  it('is the one of the environment, beside the clients file, where hosts are acted on', async () => {
    const hosts = 'clients: { default: {} }\nenvironments: { live: { journal: live.journal }, other: {} }\n'
    const folder = folderWith({ 'dmap.yaml': MAP, 'hosts/clients.yaml': hosts })
    const words = 'startup -y --clients hosts/clients.yaml'
    const executors = simulatedHost()
    const files = () => readdirSync(folder.path, { recursive: true }).filter((file) => `${file}`.endsWith('journal'))
    await folder.dmap(`${words} --env other`, { executors: simulatedHost() })
    await folder.dmap(`${words} --env live --executor dryrun`)
    expect(files()).toEqual([])
    await folder.dmap(`${words} --env live --journal own.journal`, { executors: simulatedHost() })
    expect(files()).toEqual(['own.journal'])
    await folder.dmap(`${words} --env live`, { executors })
    folder.write('hosts/live.journal', killedJournal(folder.read('hosts/live.journal')))
    const { out } = await folder.dmap('plan startup --clients hosts/clients.yaml --env live', { executors })
    expect(out).toContain('run first')
  })

  it('is there before the step is', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    const host = simulatedHost()
    const seen: boolean[] = []
    const perform: NonNullable<Parameters<typeof simulatedHost>[0]>['perform'] = (action) => async () => {
      const last = eventsOf(folder.read('j')).filter(({ _tag }) => _tag === 'StepStarted')
      seen.push(last.length === seen.length + 1)
      return { _tag: 'Right', right: action._tag === 'CreateContainer' ? { objectId: action.name } : {} }
    }
    await folder.dmap('startup -y --concurrency 1 --journal j', { executors: simulatedHost({ perform }) })
    expect([seen.length, seen.every(Boolean), host.performed()]).toEqual([8, true, 0])
  })

  it('holds no value of a secret', async () => {
    const map = 'name: shop\nweb: { image: nginx, exec_commands: [[[login, { $secret: p }], root, initial]] }\n'
    const folder = folderWith({ 'dmap.yaml': map })
    const call = { executors: simulatedHost(), env: { DMAP_SECRET_P: 'hunter2' } }
    expect((await folder.dmap('startup -y --journal j', call)).code).toBe(0)
    expect(folder.read('j')).toContain('{"$secret":"p"}')
    expect(folder.read('j')).not.toContain('hunter2')
  })

  it('begins anew where all went well before, and goes on where not', async () => {
    const { executors, folder } = await started()
    await folder.dmap('update -y --journal j', { executors })
    expect(wordsOf(folder.read('j'))).toEqual(['RunStarted', 'RunEnded'])
    const other = await killed()
    const before = other.folder.read('j')
    await other.folder.dmap('stop db -y --journal j', other)
    expect(other.folder.read('j').startsWith(before)).toBe(true)
    expect(wordsOf(other.folder.read('j')).at(-1)).toBe('RunEnded')
  })

  it.each(['update', 'apply plan.json'])('goes on where another run has failed while %s was asking', async (words) => {
    const { executors, folder } = await started()
    folder.write('dmap.yaml', MAP.replace('image: db', 'image: db2'))
    await folder.dmap('plan update -o plan.json', { executors })
    const meanwhile = killedJournal(folder.read('j'))
    const call = { executors, answer: 'y', whileAsked: () => folder.write('j', meanwhile) }
    expect((await folder.dmap(`${words} --journal j`, call)).code).toBe(0)
    expect(folder.read('j').startsWith(meanwhile)).toBe(true)
    expect(wordsOf(folder.read('j')).filter((word) => word === 'RunStarted')).toHaveLength(2)
  })

  it.each([
    ['half a line', TORN, false],
    ['a line without its end', `{"_tag":"StepDone","step":"${FIRST}","client":"default","result":{}}`, true],
  ])('comes after %s on a line of its own', async (_, tail, isKept) => {
    const { executors, folder } = await killed(tail)
    expect((await folder.dmap('update -y --journal j', { executors })).code).toBe(0)
    expect(folder.read('j').includes(`${tail}\n`)).toBe(isKept)
    expect(wordsOf(folder.read('j')).filter((word) => word === 'RunStarted')).toHaveLength(2)
  })
})

describe('the next run', () => {
  it.each([
    ['', [FIRST, SECOND]],
    [TORN, [FIRST, SECOND]],
    [`{"_tag":"StepDone","step":"${FIRST}","client":"default","result":{}}\n`, [SECOND]],
  ])('runs what did not end: %j', async (tail, expected) => {
    const { executors, folder } = await killed(tail)
    expect((await folder.dmap('plan update', { executors })).out).toBe('Nothing to do.\n')
    const { out } = await folder.dmap('plan update --journal j --format json', { executors })
    expect(JSON.parse(out).steps.map(({ id }: { readonly id: string }) => id)).toEqual(expected)
    const update = await folder.dmap('update -y --journal j', { executors })
    expect([update.code, update.out.includes('an earlier run has not brought it to a good end')]).toEqual([0, true])
    expect((await folder.dmap('plan update --journal j', { executors })).out).toBe('Nothing to do.\n')
  })

  it('runs a command that failed, as it is in the map by then', async () => {
    const behaviour: Record<string, { readonly exec: number }> = { web: { exec: 3 } }
    const executors = simulatedHost({ outcomes: { behaviour } })
    const folder = folderWith({ 'dmap.yaml': MAP })
    expect((await folder.dmap('startup -y --journal j', { executors })).code).toBe(1)
    delete behaviour['web']
    folder.write('dmap.yaml', MAP.replace('first', 'put-right'))
    const { code, out } = await folder.dmap('update -y -v --journal j', { executors })
    expect([code, out.match(/> run \S+/g)]).toEqual([0, ['> run put-right', '> run second']])
  })

  it('is a saved plan, where one was made with the journal', async () => {
    const { executors, folder } = await killed()
    await folder.dmap('plan update --journal j -o plan.json', { executors })
    expect((await folder.dmap('apply plan.json -y --journal j', { executors })).code).toBe(0)
    expect(wordsOf(folder.read('j')).at(-2)).toBe(`StepDone ${SECOND}`)
    expect((await folder.dmap('plan update --journal j', { executors })).out).toBe('Nothing to do.\n')
  })

  it('is told by status and explain', async () => {
    const { executors, folder } = await killed()
    const status = await folder.dmap('status --journal j', { executors })
    expect(status.out).toMatch(/shop\.web +running +an earlier run has not brought it to a good end/)
    const explain = await folder.dmap('explain web --journal j', { executors })
    expect(explain.out).toContain('an earlier run has not brought it to a good end')
  })

  it('can be foretold with the times in it', async () => {
    const { executors, folder } = await killed(TORN)
    expect((await folder.dmap('simulate restart --history j', { executors })).code).toBe(0)
  })
})

describe('a file that is no journal', () => {
  const refused = async (words: string, text: string) => {
    const { executors, folder } = await started()
    await folder.dmap('plan update -o plan.json', { executors })
    const performed = executors.performed()
    folder.write('j', text)
    const { code, err } = await folder.dmap(words, { executors })
    expect([executors.performed(), folder.read('j')]).toEqual([performed, text])
    return [code, err]
  }

  it.each(['plan update', 'update -y', 'apply plan.json -y', 'status'])('is refused by %s', async (words) => {
    expect(await refused(`${words} --journal j`, 'hello\n')).toEqual([
      64,
      'dmap: j is no journal: line 1 is no event of a run\n  hint: name a file that dmap wrote, or a new one\n',
    ])
  })

  it.each([
    ['half a line in the middle', `{"_tag":"RunEnded","ok":true}\n${TORN}\n{"_tag":"RunEnded","ok":true}\n`, 2],
    ['another thing as its last line', '{"_tag":"RunEnded","ok":true}\n[1]', 2],
    ['an event that lacks a part', '{"_tag":"RunEnded","ok":true}\n{"_tag":"StepStarted"}\n', 2],
    ['commands that are none', '{"_tag":"RunStarted","commands":[{"step":1}]}\n', 1],
    ['a step without a result', '{"_tag":"StepDone","step":"a"}\n', 1],
  ])('has %s', async (_, text, line) => {
    const [code, err] = await refused('update -y --journal j', text)
    expect([code, String(err).split('\n')[0]]).toEqual([64, `dmap: j is no journal: line ${line} is no event of a run`])
  })

  it.each([
    ['a folder', 'folder', 'it is a folder'],
    ['in no folder', 'none/j', 'there is no such file'],
    ['a device', '/dev/full', 'it is no plain file'],
  ])('is %s', async (_, file, reason) => {
    const executors = simulatedHost()
    const folder = folderWith({ 'dmap.yaml': MAP })
    mkdirSync(join(folder.path, 'folder'))
    const { code, err } = await folder.dmap(`startup -y --journal ${file}`, { executors })
    expect([code, executors.performed()]).toEqual([64, 0])
    expect(err).toContain(reason)
  })
})

describe('a journal that cannot be written any more', () => {
  const descriptors = '/proc/self/fd'
  const whereKnown = existsSync(descriptors) ? it : it.skip

  const take = (folder: Folder): void => {
    const open = readdirSync(descriptors).filter((number) => {
      try {
        return readlinkSync(join(descriptors, number)) === join(folder.path, 'j')
      } catch {
        return false
      }
    })
    for (const number of open) closeSync(Number(number))
  }

  whereKnown('ends the run: nothing more begins', async () => {
    const folder = folderWith({ 'dmap.yaml': MAP })
    let performed = 0
    const executors = simulatedHost({
      perform: (_, signal) => async () => {
        if (signal.aborted) return { _tag: 'Right', right: {} }
        performed += 1
        take(folder)
        return { _tag: 'Right', right: {} }
      },
    })
    const { code, err } = await folder.dmap('startup -y --concurrency 1 --journal j', { executors })
    expect([code, performed]).toEqual([64, 1])
    expect(err).toMatch(/dmap: j cannot be written: .*bad file descriptor/)
  })

  it('says why', async () => {
    const folder = folderWith({})
    const opened = await openJournal(folder.path, 'j')
    if (isLeft(opened)) throw new Error(JSON.stringify(opened.left))
    opened.right.close()
    expect(opened.right.append({ _tag: 'StepCancelled', step: 'a', client: 'b' })).toMatchObject({
      message: expect.stringContaining('j cannot be written: '),
    })
  })
})
