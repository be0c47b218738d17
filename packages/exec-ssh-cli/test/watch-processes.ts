/** Looks at the command lines and environments of all processes of this machine, again and again. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Watch {
  /** Waits until it has looked once more. */
  readonly another: () => Promise<void>
  readonly end: () => Promise<Seen>
}

export interface Seen {
  /** Command lines of processes that had the value in their arguments or their environment. */
  readonly leaks: ReadonlyArray<string>
  /** All command lines that were seen, the program without its path. */
  readonly commands: string
}

/**
 * Begins to look, in a process of its own, which has the value from its input. What runs in a container is left out:
 * there it belongs.
 */
export const watchProcesses = async (value: string): Promise<Watch> => {
  const watcher = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: watcher.stdout })[Symbol.asyncIterator]()
  const another = async (): Promise<void> => {
    watcher.stdin.write('look\n')
    await lines.next()
  }
  watcher.stdin.write(`${JSON.stringify(value)}\n`)
  await another()
  return {
    another,
    end: async () => {
      watcher.stdin.end()
      const { value: last } = await lines.next()
      return JSON.parse(String(last)) as Seen
    },
  }
}

const PROGRAM = `
const { readdirSync, readFileSync } = require('node:fs')
let value, asked = 0, ended = false
const commands = new Set(), leaks = new Set()
const read = (pid, name) => {
  try { return readFileSync('/proc/' + pid + '/' + name, 'utf8') } catch { return '' }
}
const look = () => {
  for (const pid of readdirSync('/proc')) {
    if (!/^\\d+$/.test(pid) || Number(pid) === process.pid) continue
    const [line, environment] = [read(pid, 'cmdline'), read(pid, 'environ')]
    if (line === '') continue
    const command = line.split('\\0').join(' ').trim().replace(/^\\S*[/]/, '')
    commands.add(command)
    if ((line + environment).includes(value) && !read(pid, 'cgroup').includes('docker')) leaks.add(command)
  }
}
const turn = () => {
  if (value !== undefined) look()
  for (; asked > 0; asked -= 1) console.log('looked')
  if (ended) console.log(JSON.stringify({ leaks: [...leaks], commands: [...commands].join('\\n') }))
  else setImmediate(turn)
}
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => { if (value === undefined) value = JSON.parse(line); else asked += 1 })
  .on('close', () => { ended = true })
turn()
`
