/** The whole command as one function: words in, exit code out. */
import { CommanderError } from 'commander'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Acting } from './context'
import { EXECUTORS, type Executors } from './executors'
import { EXIT } from './exit-code'
import { exitCodeOf, failureText } from './failure'
import type { Io } from './io'
import { observersOf } from './observer'
import type { Options } from './options'
import { hasColor } from './output'
import { programOf } from './program'
import { scriptWriter } from './script-writer'
import { secretsFrom } from './secrets'

/**
 * @param argv the words after `dmap`
 * @param executors those there are; tests give their own
 * @returns the exit code, see `exit-code.ts`
 */
export const main = async (argv: ReadonlyArray<string>, io: Io, executors: Executors = EXECUTORS): Promise<number> => {
  let code: number = EXIT.done
  const open = observersOf(executors, io.env)
  let chosen: Options = {}
  const looking = (options: Options) => {
    chosen = options
    return { io, options, open, script: scriptWriter }
  }
  const acting = (options: Options): Acting => {
    let read: ReturnType<typeof secretsFrom> | undefined
    const secrets = () => {
      read ??= secretsFrom(options.secretsFile, io)
      return read
    }
    return { ...looking(options), executors, secrets }
  }
  const program = programOf({
    looking,
    acting,
    ended: async (outcome) => {
      const result = await outcome
      if (isLeft(result)) io.err(failureText(result.left, hasColor(chosen, io, 'err')))
      code = isLeft(result) ? exitCodeOf(result.left) : result.right
    },
  })
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) => write(text.includes("option '--json'") ? `${text}${EVENTS_ONLY}` : text),
    })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    throw error
  }
}

/** What many try first, where the one thing is meant that commands without events have. */
const EVENTS_ONLY = '  hint: --json is for the events of a run; data is had with --format json\n'
