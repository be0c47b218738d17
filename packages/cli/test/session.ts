/** Calls of the whole command in this process, in a folder of their own, with streams that are kept. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { emptyObservation, type Observation, type SimulationOptions } from '@dmap/core'
import { type Dryrun, dryrunExecutor } from '@dmap/exec-dryrun'
import type { Executor, ExecutorError } from '@dmap/runtime'
import { main } from '../src/command-line'
import { EXECUTORS, type ExecutorSettings, type Executors } from '../src/executors'

export interface Call {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** Somebody sits at a terminal and answers so. */
  readonly answer?: string
  readonly terminal?: boolean
  /** Called while somebody is asked. */
  readonly whileAsked?: () => void
  readonly executors?: Executors
  /** Called with what presses Ctrl-C. */
  readonly whileRunning?: (interrupt: () => void) => void
}

export interface Result {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly questions: ReadonlyArray<string>
  /** Codes with which the process was to end at once. */
  readonly exits: ReadonlyArray<number>
}

const folders: string[] = []

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export interface Folder {
  readonly path: string
  readonly dmap: (words: string, call?: Call) => Promise<Result>
  readonly argv: (words: ReadonlyArray<string>, call?: Call) => Promise<Result>
  readonly read: (file: string) => string
  readonly has: (file: string) => boolean
  readonly write: (file: string, text: string) => void
}

/** A new folder with these files. `dmap` splits its words at white space. */
export const folderWith = (files: Readonly<Record<string, string>>): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'dmap-cli-test-'))
  folders.push(path)
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  for (const [file, text] of Object.entries(files)) write(file, text)
  const argv = (words: ReadonlyArray<string>, call: Call = {}): Promise<Result> => callIn(path, words, call)
  return {
    path,
    dmap: (words, call) => argv(words.split(/\s+/).filter(Boolean), call),
    argv,
    read: (file) => readFileSync(join(path, file), 'utf8'),
    has: (file) => existsSync(join(path, file)),
    write,
  }
}

const callIn = async (cwd: string, words: ReadonlyArray<string>, call: Call): Promise<Result> => {
  let [out, err] = ['', '']
  const questions: string[] = []
  const exits: number[] = []
  const terminal = call.terminal === true || call.answer !== undefined
  const code = await main(
    words,
    {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      terminal: { in: terminal, out: terminal, err: false },
      stdin: async () => call.stdin ?? '',
      ask: async (question) => {
        questions.push(question)
        call.whileAsked?.()
        return call.answer
      },
      env: call.env ?? {},
      cwd,
      onInterrupt: (listener) => {
        call.whileRunning?.(listener)
        return () => {}
      },
      exit: (exit) => {
        exits.push(exit)
      },
    },
    call.executors ?? EXECUTORS,
  )
  return { code, out, err, questions, exits }
}

export interface Host extends Executors {
  readonly opened: () => number
  readonly performed: () => number
  readonly snapshot: () => Observation
}

/** Hosts of which the executor `dockerode` is told: simulated engines that keep their state from call to call. */
export const simulatedHost = (
  options: {
    readonly clients?: ReadonlyArray<string>
    readonly outcomes?: SimulationOptions
    readonly observation?: Observation
    /** Clients that cannot be reached. */
    readonly lost?: ReadonlyArray<string>
    readonly perform?: Executor['perform']
    readonly lacks?: Executor['abilities']['lacks']
  } = {},
): Executors & Host => {
  let [opened, performed] = [0, 0]
  let engine: Dryrun | undefined
  const start = options.observation ?? emptyObservation(options.clients ?? ['default'])
  const reachable: Observation = {
    ...start,
    clients: Object.fromEntries(Object.entries(start.clients).filter(([name]) => !options.lost?.includes(name))),
  }
  const dockerode = ({ secrets }: ExecutorSettings): Executor => {
    opened += 1
    engine = dryrunExecutor({
      observation: engine?.snapshot() ?? reachable,
      secrets,
      ...(options.outcomes === undefined ? {} : { outcomes: options.outcomes }),
    })
    const { snapshot: _, ...own } = engine
    const perform = options.perform ?? own.perform
    return {
      ...own,
      name: 'dockerode',
      abilities: { ...own.abilities, ...(options.lacks === undefined ? {} : { lacks: options.lacks }) },
      perform: (action, signal, notify) => {
        performed += 1
        return perform(action, signal, notify)
      },
    }
  }
  return {
    ...EXECUTORS,
    dockerode,
    opened: () => opened,
    performed: () => performed,
    snapshot: () => engine?.snapshot() ?? reachable,
  }
}

export const cancelled = (client: string): ExecutorError => ({
  _tag: 'Cancelled',
  client,
  request: 'POST /x',
  message: 'told to stop',
})

/** The specification's example. */
export const SITE = readFileSync(join(__dirname, '../../../examples/site/dmap.yaml'), 'utf8')
export const SITE_JSON = readFileSync(join(__dirname, '../../../examples/site/dmap.json'), 'utf8')
export const SITE_TS = readFileSync(join(__dirname, '../../../examples/site/dmap.ts'), 'utf8')

/** Three containers, one of which hangs on nothing. */
export const CHAIN =
  'name: shop\nweb: { image: nginx, uses: db }\ndb: { image: db, shares: /data }\nsolo: { image: solo }\n'
