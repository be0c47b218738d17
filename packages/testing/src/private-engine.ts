/**
 * An Engine of a test's own, to be killed, frozen and filled up: own data, own socket, own network namespace (an Engine
 * without one would take the bridge of the other), own `/etc/docker` (which holds the Engine's id). Wants root.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeUnlessMissing } from './describe-with'
import { type TestEngine, testEngine } from './engine'
import { commandLineOf, descendantsOf, isAlive, killIfThere, pids } from './processes'
import { until } from './until'

/** On a file system of its own: enough for an image and some containers, and few to use up. */
const INODES = 4000

const PROGRAMS = ['dockerd', 'ip', 'nsenter', 'unshare', 'mount']

/**
 * Like `describe`, where the machine can run Engines of a test's own. Skipped aloud where it cannot; with
 * `DMAP_REQUIRE_ENGINE=1` that fails.
 *
 * @example
 * describeWithPrivateEngine('an Engine that dies', () => {
 *   const engine = new PrivateEngine()
 *   beforeAll(() => engine.start())
 *   afterAll(() => engine.remove())
 *   it('says so', async () => engine.kill())
 * })
 */
export const describeWithPrivateEngine = (name: string, body: () => void): void =>
  describeUnlessMissing(name, missing(), () => {
    jest.setTimeout(180_000)
    jest.retryTimes(1, { logErrorsBeforeRetry: true })
    body()
  })

const missing = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'an Engine of its own needs root'
  const absent = PROGRAMS.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
  return absent.length === 0 ? undefined : `an Engine of its own needs ${absent.join(', ')}`
}

export class PrivateEngine {
  readonly folder = join(tmpdir(), `dmap-engine-${randomBytes(3).toString('hex')}`)
  readonly url = `unix://${this.folder}/docker.sock`
  readonly api: TestEngine = testEngine(this.url)
  private readonly namespace = `dm-${this.folder.slice(-6)}`

  /** @param size of the file system that holds the Engine's data, like `64m`; none: it is the machine's */
  constructor(private readonly size?: string) {}

  /** Does nothing where it answers. */
  async start(): Promise<void> {
    if (await this.answers()) return
    if (!existsSync(join(this.folder, 'etc'))) this.prepare()
    for (const file of ['docker.pid', 'exec/containerd/containerd.pid', 'docker.sock'])
      rmSync(join(this.folder, file), { force: true })
    const log = openSync(join(this.folder, 'log'), 'a')
    spawn('nsenter', [`--net=/run/netns/${this.namespace}`, 'unshare', '--mount', 'sh', '-c', this.script()], {
      detached: true,
      stdio: ['ignore', log, log],
    })
    await until('the Engine answers', () => this.answers())
  }

  /** The daemon dies on the spot, and its containerd with it; the containers' processes stay. */
  async kill(): Promise<void> {
    const pids = this.pids('dockerd').concat(this.pids('containerd '))
    for (const pid of pids) killIfThere(pid)
    await until('it is dead', () => pids.every((pid) => !isAlive(pid)))
  }

  /** The daemon does nothing any more until it is thawed; its socket still accepts connections. */
  freeze(): void {
    for (const pid of this.pids('dockerd')) killIfThere(pid, 'SIGSTOP')
  }

  thaw(): void {
    for (const pid of this.pids('dockerd')) killIfThere(pid, 'SIGCONT')
  }

  /** Not a byte and no name is left on the file system of its data, which must be one of its own (`size`). */
  fill(): void {
    if (this.size === undefined) throw new Error('the file system of the machine is not filled up')
    const filler = join(this.folder, 'data/filler')
    mkdirSync(filler)
    const file = openSync(join(filler, 'bytes'), 'a')
    for (const size of [1 << 20, 1 << 12]) untilFull(() => writeSync(file, Buffer.alloc(size)))
    closeSync(file)
    untilFull((count) => writeFileSync(join(filler, String(count)), ''))
  }

  /** There is room again. */
  free(): void {
    rmSync(join(this.folder, 'data/filler'), { recursive: true, force: true })
  }

  /** Runs a program where the Engine's ports are. */
  inNetwork(...command: ReadonlyArray<string>): ChildProcess {
    return spawn('nsenter', [`--net=/run/netns/${this.namespace}`, ...command], { stdio: 'ignore' })
  }

  /** Nothing of it stays. */
  async remove(): Promise<void> {
    this.thaw()
    this.free()
    if (!(await this.answers())) await this.start()
    const all: ReadonlyArray<{ readonly Id: string }> = (await this.api.request('GET', '/containers/json?all=1')).body
    for (const { Id } of all) await this.api.request('DELETE', `/containers/${Id}?force=1&v=1`)
    for (const pid of this.pids('dockerd')) killIfThere(pid, 'SIGTERM')
    await until('it has ended', () =>
      [...this.pids('dockerd'), ...this.pids('containerd ')].every((pid) => !isAlive(pid)),
    )
    // What a killed Engine left behind: the keepers of processes, and the processes.
    for (const pid of this.pids('').flatMap((one) => [...descendantsOf(one), one])) killIfThere(pid)
    spawnSync('ip', ['netns', 'delete', this.namespace])
    if (this.size !== undefined) spawnSync('umount', ['--lazy', join(this.folder, 'data')])
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8')
  }

  private prepare(): void {
    for (const name of ['etc', 'data', 'exec']) mkdirSync(join(this.folder, name), { recursive: true })
    execFileSync('ip', ['netns', 'add', this.namespace])
    execFileSync('nsenter', [`--net=/run/netns/${this.namespace}`, 'ip', 'link', 'set', 'lo', 'up'])
    if (this.size !== undefined)
      execFileSync('mount', [
        '-t',
        'tmpfs',
        '-o',
        `size=${this.size},nr_inodes=${INODES}`,
        'none',
        join(this.folder, 'data'),
      ])
  }

  private script(): string {
    const { folder } = this
    const daemon = `dockerd --data-root ${folder}/data --exec-root ${folder}/exec --pidfile ${folder}/docker.pid`
    const network = '--bip 10.219.0.1/24 --default-address-pool base=10.220.0.0/16,size=24'
    const etc = `mkdir -p /etc/docker && mount --bind ${folder}/etc /etc/docker`
    return `${etc} && exec ${daemon} ${network} --insecure-registry 127.0.0.0/8 -H unix://${folder}/docker.sock`
  }

  private async answers(): Promise<boolean> {
    return this.api.request('GET', '/_ping').then(
      ({ status }) => status === 200,
      () => false,
    )
  }

  /** Its own processes only: their command lines name its folder. */
  private pids(program: string): ReadonlyArray<number> {
    return pids().filter((pid) => {
      const line = commandLineOf(pid)
      const isProgram = line.startsWith(program) || line.split(' ')[0]?.endsWith(`/${program.trim()}`)
      return isProgram && line.includes(this.folder)
    })
  }
}

const untilFull = (write: (count: number) => void): void => {
  try {
    for (let count = 0; ; count += 1) write(count)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
