/** A plan as the POSIX shell script that does the same: to be read, and to be run by hand. */
import {
  type Action,
  actionPhrase,
  type ClientConfig,
  type Json,
  namesIn,
  ownMember,
  type Plan,
  reasonSentence,
  type Step,
} from '@dmap/core'
import { type Command, commandFor } from './command'
import { type DockerCommand, PLAIN_DOCKER, prelude, type ShellFunction } from './prelude'
import { commandLine, delimiterFor } from './quote'
import { scriptFunctions } from './script-functions'
import { secretVariables } from './script-secrets'
import { dockerOf, isRemote } from './settings'
import { shellText } from './shell-text'

export interface ScriptOptions {
  /** Where the clients are; one that is missing here is the Engine that the docker command finds by itself. */
  readonly clients?: Readonly<Record<string, ClientConfig>>
}

/**
 * The script: one command for each step, in the plan's order, with what it does and why as a comment. It ends at the
 * first failure. Values of secrets are taken from the environment (`DMAP_SECRET_…`), which its first lines check.
 * Running it needs the docker command alone; hosts behind SSH are reached with that command's own `ssh://`.
 *
 * @example
 * writeFileSync('startup.sh', shellScript(plan, { clients }))
 */
export const shellScript = (plan: Plan, options: ScriptOptions = {}): string => {
  const secrets = [...namesIn(plan.steps.map(({ action }) => action as never as Json))].sort()
  const clients = [...new Set(plan.steps.map(({ action }) => action.client))]
  const places = new Map(clients.map((client) => [client, placeOf(ownMember(options.clients ?? {}, client))]))
  const variables = secretVariables(secrets)
  let at = ''
  const steps = plan.steps.map((step) => {
    const { client } = step.action
    const move = client === at ? [] : goTo(client, places.get(client) ?? HERE, places)
    at = client
    return [...move, ...stepLines(step, variables)].join('\n')
  })
  const body = steps.join('\n\n')
  return [
    '#!/bin/sh',
    comment(`${plan.intent.kind} ${plan.map}: ${plan.steps.length} steps, plan ${plan.hash}`),
    'set -eu',
    ...variables.head(),
    ...neededFunctions(body, secrets.length > 0),
    ...variables.prepare(),
    '',
    body,
    '',
  ].join('\n')
}

type Variables = ReturnType<typeof secretVariables>

interface Place {
  readonly host: string | null
  readonly command: DockerCommand
}

const HERE: Place = { host: null, command: PLAIN_DOCKER }

const placeOf = (config: ClientConfig | undefined): Place => {
  if (config === undefined) return HERE
  if (isRemote(config)) return { host: config.base_url ?? null, command: PLAIN_DOCKER }
  return { host: null, command: dockerOf(config) }
}

/** The line that makes `docker` mean a client's Engine; none where there is but one, found by itself. */
const goTo = (client: string, { host, command }: Place, places: ReadonlyMap<string, Place>): ReadonlyArray<string> => {
  const isPlain = host === null && prelude(command, []) === ''
  if (places.size === 1 && isPlain) return []
  const target = host === null ? command : { ...command, global: ['--host', host] }
  const definition = prelude(target, []) || 'docker() { command docker "$@"; }'
  return [comment(`on ${client}`), definition]
}

const stepLines = (step: Step, variables: Variables): ReadonlyArray<string> => [
  comment(`${actionPhrase(step.action)}: ${reasonSentence(step.reason, step.action.client)}`),
  lineFor(step.action, commandFor(step.action, { hostCommands: false }), variables),
]

const lineFor = (action: Action, command: Command, variables: Variables): string => {
  switch (command._tag) {
    case 'Docker': {
      const line = shellText(command)
      if (action._tag === 'Exec' && action.ignoreExit) return `${line} || true`
      return isQuiet(action) ? `${line} >/dev/null` : line
    }
    case 'Stop':
    case 'Own':
      return shellText(command)
    case 'Request':
      return withBody(commandLine(['request', command.method, command.path]), '', command.body, variables)
    case 'Run': {
      const ignored = action._tag === 'Exec' && action.ignoreExit ? ' || true' : ''
      return withBody(commandLine(['run_in', command.container]), ignored, command.body, variables)
    }
    case 'Wait':
      return waitLine(command)
  }
}

/** Commands that print nothing but the name or id that they were given. */
const isQuiet = (action: Action): boolean => action._tag !== 'Exec' && action._tag !== 'PrepareVolume'

/** Quoted, the shell leaves the document as it is; unquoted, it puts the secrets in. */
const withBody = (line: string, rest: string, body: Json, variables: Variables): string => {
  const hasSecrets = namesIn(body).size > 0
  const text = hasSecrets ? variables.json(body) : JSON.stringify(body)
  const delimiter = delimiterFor(text)
  return `${line} <<${hasSecrets ? delimiter : `'${delimiter}'`}${rest}\n${text}\n${delimiter}`
}

const waitLine = ({ container, condition, timeout }: Extract<Command, { readonly _tag: 'Wait' }>): string => {
  if (condition._tag === 'Delay') {
    return `sleep ${Math.ceil(condition.nanoseconds / 1e9)}\n${commandLine(['still_runs', container])}`
  }
  const seconds = timeout === null ? '' : String(Math.ceil(timeout / 1e9))
  return commandLine(['wait_for', container, condition._tag.toLowerCase(), seconds])
}

const SHELL_FUNCTIONS: ReadonlyArray<ShellFunction> = ['engine', 'stop_by', 'own']

const neededFunctions = (body: string, hasSecrets: boolean): ReadonlyArray<string> => {
  const calls = (name: string): boolean => new RegExp(`^${name} `, 'm').test(body)
  const scripted = ['request', 'run_in', 'wait_for', 'still_runs'].filter(calls)
  const shell = SHELL_FUNCTIONS.filter(calls)
  const all = new Set([...scripted, ...(hasSecrets ? ['json_text'] : [])])
  const engine: ReadonlyArray<ShellFunction> = all.has('request') || all.has('run_in') ? ['engine'] : []
  return [prelude(PLAIN_DOCKER, [...engine, ...shell]), scriptFunctions(all)].filter((part) => part !== '')
}

/** Whatever the text says, it stays one comment. */
const comment = (text: string): string => `# ${text.replace(/\s+/g, ' ')}`
