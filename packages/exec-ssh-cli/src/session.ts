/** A shell that is given one command after the other, and tells the output and the exit status of each apart. */
import { type Tail, tail } from '@dmap/runtime'
import { SshError } from '@dmap/ssh'
import type { Channel, OpenShell } from './channel'

export interface Answer {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

export interface Session {
  /**
   * Gives commands to the shell, which runs them in this order. Rejects with `ConnectionLost` where the end of one was
   * not seen.
   *
   * @param commands shell text, how many bytes of each stream to keep, and who is told of the output as it comes
   */
  readonly send: (commands: ReadonlyArray<SentCommand>) => ReadonlyArray<Promise<Answer>>
  /** Commands whose end is awaited. */
  readonly pending: () => number
  readonly isOpen: () => boolean
  /** Lets the shell end after what it was given. */
  readonly end: () => void
  /** Ends the connection to the shell at once. */
  readonly kill: () => void
}

export interface SentCommand {
  readonly text: string
  readonly keep: number
  readonly onOutput?: (bytes: Buffer) => void
}

interface Awaited {
  readonly onOutput: ((bytes: Buffer) => void) | undefined
  readonly stdout: Tail
  readonly stderr: Tail
  code: number | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/**
 * Opens a shell and reads the functions into it. What the login shell prints before (`.bashrc`) is thrown away.
 * Rejects with an SshError where no shell answers.
 *
 * @param marker a word of letters and digits that nobody can guess
 * @param check shell text whose answer is given back with the session
 */
export const openSession = async (
  open: OpenShell,
  marker: string,
  functions: string,
  check: string,
): Promise<{ readonly session: Session; readonly checked: Answer }> => {
  const channel = await open(marker)
  const session = sessionOn(channel, marker)
  channel.stdin.write(`${functions}\n`)
  const [ready] = session.send([{ text: check, keep: 65_536 }])
  const answer = await ready?.catch((error: Error) => {
    throw new SshError('Unreachable', `no POSIX shell answers: ${error.message}`)
  })
  return { session, checked: answer as Answer }
}

const sessionOn = (channel: Channel, marker: string): Session => {
  const queue: Awaited[] = []
  let ended = { stdout: 0, stderr: 0 }
  let isOpen = true

  const finish = (): void => {
    while (queue.length > 0 && ended.stdout > 0 && ended.stderr > 0) {
      ended = { stdout: ended.stdout - 1, stderr: ended.stderr - 1 }
      const done = queue.shift() as Awaited
      done.resolve({ code: done.code ?? 255, stdout: done.stdout.bytes(), stderr: done.stderr.bytes() })
    }
  }
  const flushes = (['stdout', 'stderr'] as const).map((name) => {
    const cutter = untilMarker(Buffer.from(`\n${marker} `), {
      onBytes: (bytes) => {
        const at = queue[ended[name]]
        at?.[name].add(bytes)
        if (name === 'stdout' && bytes.length > 0) at?.onOutput?.(bytes)
      },
      onEnd: (line) => {
        const at = queue[ended[name]]
        if (at !== undefined && name === 'stdout') at.code = Number(line)
        ended = { ...ended, [name]: ended[name] + 1 }
        finish()
      },
    })
    channel[name].on('data', cutter.add)
    channel[name].on('error', () => undefined)
    return cutter.flush
  })
  channel.stdin.on('error', () => undefined)
  channel.onClose(() => {
    isOpen = false
    for (const flush of flushes) flush()
    for (const lost of queue.splice(0)) {
      const said = [lost.stdout, lost.stderr]
        .map((one) => one.bytes().toString('utf8'))
        .join('')
        .trim()
        .slice(-500)
      lost.reject(
        new SshError(
          'ConnectionLost',
          `the connection broke before the command ended${said === '' ? '' : `: ${said}`}`,
        ),
      )
    }
  })

  return {
    send: (commands) => {
      const answers = commands.map(
        ({ keep, onOutput }) =>
          new Promise<Answer>((resolve, reject) => {
            queue.push({ onOutput, stdout: tail(keep), stderr: tail(keep), code: undefined, resolve, reject })
          }),
      )
      channel.stdin.write(commands.map(({ text }) => framed(text)).join(''))
      return answers
    },
    pending: () => queue.length,
    isOpen: () => isOpen,
    end: () => {
      channel.stdin.end()
    },
    kill: channel.kill,
  }
}

/** The command without the shell's input, then the marker on both streams, on the first one with the exit status. */
const framed = (text: string): string =>
  `{ ${text}\n} </dev/null\nprintf '\\n%s %d\\n' "$1" "$?"; printf '\\n%s 0\\n' "$1" >&2\n`

interface Listener {
  readonly onBytes: (bytes: Buffer) => void
  /** `line` is what stands after the marker. */
  readonly onEnd: (line: string) => void
}

const NEWLINE = 10

interface Cutter {
  readonly add: (chunk: Buffer) => void
  /** Gives out what was kept because it might have been the beginning of a marker. */
  readonly flush: () => void
}

/** Cuts a stream at lines that begin with the marker, wherever its chunks begin and end. */
const untilMarker = (marker: Buffer, { onBytes, onEnd }: Listener): Cutter => {
  let rest: Buffer = Buffer.alloc(0)
  const give = (until: number): void => {
    onBytes(rest.subarray(0, until))
    rest = rest.subarray(until)
  }
  return {
    add: (chunk) => {
      rest = Buffer.concat([rest, chunk])
      for (;;) {
        const at = rest.indexOf(marker)
        const end = at < 0 ? -1 : rest.indexOf(NEWLINE, at + marker.length)
        if (end < 0) {
          give(at < 0 ? Math.max(0, rest.length - marker.length) : at)
          return
        }
        give(at)
        const line = rest.subarray(marker.length, end - at).toString('latin1')
        rest = rest.subarray(end - at + 1)
        onEnd(line)
      }
    },
    flush: () => give(rest.length),
  }
}
