/** The shells of one host: commands that come together go out together, so that the way there is paid once for them. */
import { messageOf, SshError } from '@dmap/ssh'
import type { OpenShell } from './channel'
import { type Answer, openSession, type Session } from './session'

export interface Host {
  /**
   * Runs shell text. Rejects with an SshError (`ConnectionLost`: it was given to the host and its end was not seen;
   * anything else: it was not), or with a HostFault.
   */
  readonly run: (text: string, options?: RunOptions) => Promise<Answer>
  /** Round trips so far. */
  readonly rounds: () => number
  readonly close: () => Promise<void>
}

export interface RunOptions {
  /** It may take long: it gets a shell of its own, which is ended when the signal comes. */
  readonly long?: boolean
  /** Bytes of each stream to keep; all when absent. */
  readonly keep?: number
  readonly signal?: AbortSignal
  /** Told of the standard output as it comes. */
  readonly onOutput?: (bytes: Buffer) => void
}

/** `NoDocker`: the docker command is not there. `Cancelled`: the signal came; `begun` tells whether it was running. */
export class HostFault extends Error {
  override readonly name = 'HostFault'

  constructor(
    readonly kind: 'NoDocker' | 'Cancelled',
    message: string,
    readonly begun = false,
  ) {
    super(message)
  }
}

export interface HostOptions {
  readonly open: OpenShell
  /** Shells at once. */
  readonly shells: number
  /** Shell functions that every shell begins with. */
  readonly functions: string
  /** Shell text that fails where the docker command is not there. */
  readonly check: string
  /** A new word that nobody can guess. */
  readonly marker: () => string
  /** Ends what the shells run over. */
  readonly close: () => Promise<void>
}

interface Job {
  readonly text: string
  readonly options: RunOptions
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** Commands that one shell is given at once, when there are more of them than shells. */
const BATCH = 8

/** @example const { stdout } = await hostOn(options).run('docker ps -aq') */
export const hostOn = (options: HostOptions): Host => {
  let queue: Job[] = []
  let sessions: Session[] = []
  let opening = 0
  let rounds = 0
  let closed = false

  const run: Host['run'] = (text, runOptions = {}) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new SshError('Unreachable', 'the executor was closed'))
        return
      }
      const { signal } = runOptions
      const abandon = (): void => giveUp(job)
      // A step may run many commands under one signal.
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', abandon)
          settle(value)
        }
      const job: Job = { text, options: runOptions, resolve: settled(resolve), reject: settled(reject) }
      queue.push(job)
      if (signal?.aborted === true) giveUp(job)
      else signal?.addEventListener('abort', abandon)
      // Those that come in the same turn go out together.
      setImmediate(pump)
    })

  const giveUp = (job: Job): void => {
    if (!queue.includes(job)) return
    queue = queue.filter((other) => other !== job)
    job.reject(new HostFault('Cancelled', 'cancelled before it began'))
  }

  const pump = (): void => {
    sessions = sessions.filter((session) => session.isOpen())
    for (const session of sessions) if (queue.length > 0 && session.pending() === 0) give(session, nextBatch())
    while (!closed && opening < queue.length && sessions.length + opening < options.shells) openOne()
  }

  /** A long one alone; short ones shared out among the shells that there may be. */
  const nextBatch = (): ReadonlyArray<Job> => {
    const [first] = queue
    if (first?.options.long === true) return [queue.shift() as Job]
    const size = Math.min(BATCH, Math.ceil(queue.length / options.shells))
    const batch = queue.filter((job) => job.options.long !== true).slice(0, size)
    queue = queue.filter((job) => !batch.includes(job))
    return batch
  }

  const give = (session: Session, batch: ReadonlyArray<Job>): void => {
    rounds += 1
    const answers = session.send(
      batch.map(({ text, options: { keep = Number.POSITIVE_INFINITY, onOutput } }) => ({
        text,
        keep,
        ...(onOutput === undefined ? {} : { onOutput }),
      })),
    )
    for (const [index, job] of batch.entries()) {
      const cancelled = killWhenAborted(session, job)
      answers[index]?.then(
        (answer) => {
          cancelled.forget()
          job.resolve(answer)
          pump()
        },
        (error: unknown) => {
          cancelled.forget()
          job.reject(cancelled.came() ? new HostFault('Cancelled', 'cancelled; it may go on on the host', true) : error)
          pump()
        },
      )
    }
  }

  const openOne = (): void => {
    opening += 1
    rounds += 1
    openSession(options.open, options.marker(), options.functions, options.check).then(
      ({ session, checked }) => {
        opening -= 1
        if (checked.code !== 0) {
          session.end()
          failAll(new HostFault('NoDocker', checked.stderr.toString('utf8').trim().slice(-500)))
          return
        }
        sessions.push(session)
        if (closed) session.end()
        pump()
      },
      (error: unknown) => {
        opening -= 1
        // One shell fewer than allowed is enough where there are others.
        if (sessions.length + opening === 0) failAll(notBegun(error))
      },
    )
  }

  const failAll = (error: unknown): void => {
    for (const job of queue.splice(0)) job.reject(error)
  }

  return {
    run,
    rounds: () => rounds,
    close: async () => {
      closed = true
      failAll(new SshError('Unreachable', 'the executor was closed'))
      for (const session of sessions) session.end()
      await options.close()
    },
  }
}

/** What was waiting for a shell has not been given to the host. */
const notBegun = (error: unknown): unknown =>
  error instanceof SshError && error.code !== 'ConnectionLost' ? error : new SshError('Unreachable', messageOf(error))

const killWhenAborted = (session: Session, job: Job): { readonly forget: () => void; readonly came: () => boolean } => {
  const { signal, long } = job.options
  let came = false
  const kill = (): void => {
    came = true
    session.kill()
  }
  if (long === true) signal?.addEventListener('abort', kill, { once: true })
  return { forget: () => signal?.removeEventListener('abort', kill), came: () => came }
}
