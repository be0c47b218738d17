/** The real world: the streams, signals and environment of this process. */
import type { Io } from './io'

export const processIo = (): Io => {
  quietWhenReaderLeaves(process.stdout)
  quietWhenReaderLeaves(process.stderr)
  let standardInput: Promise<string> | undefined
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: {
      in: process.stdin.isTTY === true,
      out: process.stdout.isTTY === true,
      err: process.stderr.isTTY === true,
    },
    // It can be read once, and a command that plans twice asks for it twice.
    stdin: () => {
      standardInput ??= readStdin()
      return standardInput
    },
    ask,
    env: process.env,
    cwd: process.cwd(),
    onInterrupt,
    exit: (code) => process.exit(code),
    screen: process.stderr,
  }
}

/** `dmap plan | head`: the reader may leave before all is said. */
const quietWhenReaderLeaves = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const readStdin = async (): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const ask = async (question: string): Promise<string | undefined> => {
  // Most commands ask nothing.
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new Promise<undefined>((resolve) => {
    lines.once('close', () => resolve(undefined))
    lines.once('SIGINT', () => lines.close())
  })
  const answer = await Promise.race([lines.question(question), ended])
  lines.close()
  return answer
}

const onInterrupt = (listener: () => void): (() => void) => {
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}
