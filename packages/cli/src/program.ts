/** The command line: commands, options, help. What a command does is elsewhere. */
import type { IntentKind } from '@dmap/core'
import { Command, InvalidArgumentError, Option } from 'commander'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { DiffWish } from './commands/diff'
import type { Acting, Looking, Outcome } from './context'
import { ALIASES, INTENT_OPTIONS, INTENTS, intentKind } from './intent'
import {
  applyCommand,
  diffCommand,
  explainCommand,
  graphCommand,
  observeCommand,
  planCommand,
  resolveCommand,
  runCommand,
  schemaCommand,
  simulateCommand,
  statusCommand,
  validateCommand,
} from './on-demand'
import { EXECUTOR_NAMES, type Options } from './options'
import type { Wish } from './planning'
import { version } from './version'

/** What is told to whoever runs the program: the outcome of the one command that was called. */
export interface Session {
  /** For commands that only show things: without a way to act. */
  readonly looking: (options: Options) => Looking
  readonly acting: (options: Options) => Acting
  readonly ended: (outcome: Outcome) => Promise<void>
}

export const programOf = (session: Session): Command => {
  const program = new Command('dmap')
    .description('Plans and runs landscapes of Docker containers on one or many hosts.')
    .version(version, '-V, --version')
    .showHelpAfterError('(--help tells what there is)')
  addShowing(program, session)
  for (const [kind, sentence] of Object.entries(INTENTS)) addIntent(program, kind as IntentKind, sentence, session)
  addApply(program, session)
  addDiff(program, session)
  addExplain(program, session)
  return program
}

const addShowing = (program: Command, session: Session): void => {
  const { looking, ended } = session
  withState(
    withMap(
      withIntent(
        withOutput(program.command('plan <intent> [selection...]'), [
          'text',
          'json',
          'markdown',
          'html',
          'svg',
          'dot',
          'mermaid',
          'sh',
        ]),
      ),
    ),
  )
    .description('what would happen; nothing is touched')
    .addOption(detailedExitcode())
    .action((intent: string, selection: string[], options: Options) =>
      ended(withWish(intent, selection, (wish) => planCommand(looking(options), wish))),
    )
  withMap(withOutput(program.command('validate'), ['text', 'json']))
    .description('every issue of the map')
    .action((options: Options) => ended(validateCommand(looking(options))))
  withMap(withOutput(program.command('resolve'), ['text', 'json']))
    .description('the map in long form after inheritance, and the resources per client')
    .action((options: Options) => ended(resolveCommand(looking(options))))
  withOutput(program.command('schema [kind]'), ['json'])
    .description('the JSON Schema of a map (default), clients, a plan, an observation, or issues')
    .action((kind: string | undefined, options: Options) => ended(schemaCommand(kind ?? 'map', looking(options))))
  withState(withMap(withOutput(program.command('observe'), ['json'])))
    .description('what exists, as a snapshot file')
    .action((options: Options) => ended(observeCommand(looking(options))))
  withState(withMap(withIntent(withOutput(program.command('simulate <intent> [selection...]'), ['text', 'json']))))
    .description('what there would be afterwards, when each step would begin and end, and how long what is away')
    .addOption(history())
    .action((intent: string, selection: string[], options: Options) =>
      ended(withWish(intent, selection, (wish) => simulateCommand(looking(options), wish))),
    )
  withState(
    withMap(withIntent(withOutput(program.command('graph [intent] [selection...]'), ['dot', 'mermaid', 'svg']))),
  )
    .description('the resources, or the steps of a plan, as a picture')
    .action((intent: string | undefined, selection: string[], options: Options) =>
      ended(
        intent === undefined
          ? graphCommand(looking(options), null)
          : withWish(intent, selection, (wish) => graphCommand(looking(options), wish)),
      ),
    )
  withState(withMap(withIntent(withOutput(program.command('status [selection...]'), ['text', 'json']))))
    .description('what runs, what drifted')
    .addOption(detailedExitcode())
    .action((selection: string[], options: Options) => ended(statusCommand(looking(options), selection)))
}

const addIntent = (program: Command, kind: IntentKind, sentence: string, { acting, ended }: Session): void => {
  const usage = kind === 'script' ? 'script <config> [command...]' : `${kind} [selection...]`
  const aliases = Object.keys(ALIASES).filter((alias) => ALIASES[alias] === kind)
  const command = withRun(withState(withMap(withIntent(program.command(usage).aliases(aliases).description(sentence)))))
  command.option('-o, --out <file>', 'write the report, or what the simulated engine holds afterwards')
  if (kind === 'script')
    command.action((config: string, words: string[], options: Options) =>
      ended(runCommand(acting(options), { kind, selection: [config], command: words })),
    )
  else
    command.action((selection: string[], options: Options) => ended(runCommand(acting(options), { kind, selection })))
}

const addApply = (program: Command, { acting, ended }: Session): void => {
  withRun(withJournal(withState(withHosts(program.command('apply <plan>')))))
    .description('carry out a saved plan; refuses what is stale')
    .option('-o, --out <file>', 'write the report, or what the simulated engine holds afterwards')
    .action((file: string, options: Options) => ended(applyCommand(acting(options), file)))
}

type DiffOptions = Omit<Options, 'env'> & {
  readonly env?: ReadonlyArray<string>
  readonly allowCode?: boolean
  readonly key?: string
}

const addDiff = (program: Command, { looking, ended }: Session): void => {
  withOutput(program.command('diff <base> [head]'), ['text', 'json', 'markdown', 'html', 'svg', 'dot', 'mermaid'])
    .description('what merging HEAD would do to hosts that run BASE: files, folders, revisions, main...HEAD')
    .option('-f, --map <file>', 'the map in each revision; several are merged in order', collected)
    .option('--name <name>', "the map's name")
    .option('-c, --clients <file>', 'hosts and environments; default dmap.clients.yaml (repeatable)', collected)
    .option('-e, --env <name>', 'an environment of the clients file (repeatable)', collected)
    .option('--env-file <file>', 'adds to the environment that !env, !var and !path see (repeatable)', collected)
    .option('--client <name>', 'only this client (repeatable)', collected)
    .option('--state <file>', 'a snapshot of the hosts; default: what BASE asks for, as if it ran')
    .option('--allow-code', 'run maps that are modules; never for code of strangers')
    .option('--key <text>', 'tells the comment from others of the same code review')
    .addOption(history())
    .addOption(detailedExitcode())
    .action((base: string, head: string | undefined, { env = [], allowCode, key, ...options }: DiffOptions) => {
      const wish: DiffWish = { base, head, environments: env, allowCode: allowCode === true }
      return ended(diffCommand(looking(options), { ...wish, ...(key === undefined ? {} : { key }) }))
    })
}

const addExplain = (program: Command, { looking, ended }: Session): void => {
  withState(withMap(withIntent(withOutput(program.command('explain <step-or-config> [intent]'), ['text', 'json']))))
    .description('why, down to field, file and line, and what would not happen without it; default intent: update')
    .option('--base <base>', 'against hosts that run that file, folder or revision, as in diff')
    .action((name: string, intent: string | undefined, options: Options & { readonly base?: string }) => {
      const { base, ...rest } = options
      return ended(withWish(intent ?? 'update', [], (wish) => explainCommand(looking(rest), name, wish, base)))
    })
}

/** The words after the intent: those of a script are its config and its command. */
const withWish = (intent: string, words: ReadonlyArray<string>, go: (wish: Wish) => Outcome): Outcome => {
  const kind = intentKind(intent)
  if (isLeft(kind)) return Promise.resolve(kind)
  if (kind.right !== 'script') return go({ kind: kind.right, selection: words })
  return go({ kind: 'script', selection: words.slice(0, 1), command: words.slice(1) })
}

const withHosts = (command: Command): Command =>
  command
    .option('-c, --clients <file>', 'hosts and environments; default dmap.clients.yaml (repeatable)', collected)
    .option('-e, --env <name>', 'an environment of the clients file')
    .option('--env-file <file>', 'adds to the environment that !env, !var and !path see (repeatable)', collected)

const withMap = (command: Command): Command =>
  withHosts(command)
    .option(
      '-f, --map <file>',
      'YAML, JSON or a module; - is standard input; default dmap.yaml (repeatable)',
      collected,
    )
    .option('--name <name>', "the map's name")
    .option('--client <name>', 'only this client (repeatable)', collected)
    .option('--set <path=value>', 'over what the map says: web.image=app:2; mem_limit=3g for the selection', collected)

const withState = (command: Command): Command =>
  command
    .addOption(new Option('--executor <name>', 'carries it out, or looks').choices(EXECUTOR_NAMES))
    .option('--state <live|empty|file>', 'what there is: asked of the hosts, nothing, or a snapshot')

const withIntent = (command: Command): Command =>
  withJournal(command).option(
    '--option <key=value>',
    `an option of the intent: ${INTENT_OPTIONS.join(', ')}`,
    collected,
  )

const withJournal = (command: Command): Command =>
  command.option(
    '--journal <file>',
    'the events of runs: written by what acts, read for the commands that an earlier run left undone',
  )

/** @param formats the first one is the default */
const withOutput = (command: Command, formats: ReadonlyArray<string>): Command =>
  withCommon(command)
    .option('-o, --out <file>', 'write to a file; its name tells the format')
    .option('--format <format>', formats.join(', '))

const withRun = (command: Command): Command =>
  withCommon(command)
    .option('--concurrency <n>', 'steps at once, over all hosts', count)
    .option('--timeout <seconds>', 'for one step, beyond the time that it asks for itself', positive)
    .addOption(new Option('--on-failure <what>', 'default: continue').choices(['stop', 'continue', 'rollback']))
    .option('--secrets-file <file>', 'NAME=value lines (repeatable)', collected)
    .option('-y, --yes', 'carry it out without a question')
    .option('--json', 'events on standard output, one JSON object a line')

const withCommon = (command: Command): Command =>
  command
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'only failures')
    .option(
      '-v, --verbose',
      'a plan by steps, each with where it comes from; what commands print, and each step that was skipped',
    )

const history = (): Option =>
  new Option(
    '--history <file>',
    'a report or the events of an earlier run: its times are taken for the ones to come (repeatable)',
  ).argParser(collected)

const detailedExitcode = (): Option => new Option('--detailed-exitcode', 'exit with 2 where there are changes')

const collected = (value: string, before: ReadonlyArray<string> = []): ReadonlyArray<string> => [...before, value]

const positive = (value: string): number => {
  const number = Number(value)
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError('Expected a number above 0.')
  return number
}

const count = (value: string): number => {
  const number = positive(value)
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError('Expected a whole number.')
  return number
}
