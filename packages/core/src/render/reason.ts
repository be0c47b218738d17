/** Why a step is in the plan, as one clause that can follow "because": one row per reason, one per need. */
import type { FieldChange } from '../diff/difference'
import type { Reason } from '../plan/plan'
import { partsOf, type ResourceId, type ResourceKind } from '../resource/id'
import { LABEL } from '../resource/labels'
import type { Because } from '../resource/resource'
import { listText, printable, resourceText } from './words'

type ReasonOf<T extends Reason['_tag']> = Extract<Reason, { readonly _tag: T }>
type Sentences = { readonly [T in Reason['_tag']]: (reason: ReasonOf<T>, client: string | undefined) => string }
type BecauseOf<T extends Because['_tag']> = Extract<Because, { readonly _tag: T }>
type Verbs = { readonly [T in Because['_tag']]: (because: BecauseOf<T>) => string }

const MOST_FIELDS = 5

/**
 * @param client the step's own: other resources on the same host are named without it
 * @example
 * reasonSentence({ _tag: 'NotRunning', status: 'exited', field: ['containers', 'web'] }) // 'it is there, but exited'
 */
export const reasonSentence = (reason: Reason, client?: string): string =>
  printable((SENTENCES[reason._tag] as (reason: Reason, client: string | undefined) => string)(reason, client))

/**
 * The same without ids of steps, where a plan is told by object: what becomes of the other one stands in a line of its own.
 *
 * @example
 * briefReason({ _tag: 'Cascade', id: 'container:shop.db@edge', because: link, step: 'rename container:shop.db~next@edge', field: [] }, 'edge')
 * // 'it links db, which is replaced'
 */
export const briefReason = (reason: Reason, client?: string): string => {
  if (reason._tag === 'Cascade') return printable(hangingOn(reason, client))
  if (reason._tag !== 'Changed' || reason.besides === undefined) return reasonSentence(reason, client)
  return printable(`${changedFields(reason.changes)}; besides, ${hangingOn(reason.besides, client)}`)
}

/** What one resource is to another: `uses app_server_socket`. */
export const becausePhrase = (because: Because): string =>
  printable((VERBS[because._tag] as (because: Because) => string)(because))

const SENTENCES: Sentences = {
  Missing: () => 'it is missing',
  NotRunning: ({ status }) => (status === 'created' ? 'it was never started' : `it is there, but ${status}`),
  Requested: ({ option }) => (option === undefined ? 'it was asked for' : `it was asked for with ${option}`),
  NeededBy: ({ id, because }, client) => `${resourceText(id, client)} ${becausePhrase(because)}`,
  DependsOn: ({ id, because }, client) => `it ${becausePhrase(because)}${ofResource(id, because, client)}`,
  Changed: ({ changes, besides }, client) =>
    besides === undefined
      ? changedFields(changes)
      : `${changedFields(changes)}; besides, ${takenAway(besides, client)}`,
  Unprepared: () => 'no started owner shows that it was done',
  Follows: ({ step }) => `it follows "${step}"`,
  Cascade: (reason, client) => takenAway(reason, client),
  Interrupted: ({ detail }) => `an earlier run was interrupted: ${detail}`,
  Unfinished: () => 'an earlier run has not brought it to a good end',
  NotInMap: () => 'the map no longer has it',
  Moved: ({ from }) => `it was ${from} before`,
  Unusable: ({ status }) => `it is ${status} and cannot be started`,
  Rolling: ({ step }) => `instances go one after the other, here after "${step}"`,
}

const VERBS: Verbs = {
  Image: () => 'is made from it',
  HelperImage: () => 'needs it to set owner and mode',
  Attaches: ({ alias }) => `attaches ${alias}`,
  Uses: ({ reference }) => `uses ${reference}`,
  Links: ({ reference }) => `links ${reference}`,
  NetworkMode: ({ reference }) => `shares the network of ${reference}`,
  Networks: ({ network }) => `is on network ${network}`,
  DependsOn: ({ reference, condition }) => `depends on ${reference} (${condition})`,
}

type Tie = Pick<ReasonOf<'Cascade'>, 'id' | 'because' | 'step'>

const hangingOn = ({ id, because, step }: Tie, client: string | undefined): string => {
  const { kind, name, client: other } = partsOf(id)
  const called = 'reference' in because ? because.reference : 'alias' in because ? because.alias : name
  const isEvident = name.endsWith(`.${called}`) && other === client
  const what = isEvident ? '' : ofResource(id, because, client)
  return `it ${becausePhrase(because)}${what}, which ${fateOf(kind, step)}`
}

/** By the step that is the cause: a container that is stopped or renamed gives its place to another one. */
const fateOf = (kind: ResourceKind, step: string): string => {
  if (step.startsWith('create ')) return 'is created'
  if (step.startsWith('start ')) return 'is started'
  return kind === 'container' ? 'is replaced' : 'is made anew'
}

const takenAway = ({ id, because, step }: Tie, client: string | undefined): string => {
  // What was absent already is what the container still hangs on, and nothing takes it away.
  const verb = step.startsWith('create ') ? 'makes anew' : 'takes away'
  return `it ${becausePhrase(because)}${ofResource(id, because, client)}, which "${step}" ${verb}`
}

/** The object behind the reference, where its name is not the reference itself. */
const ofResource = (id: ResourceId, because: Because, client: string | undefined): string =>
  because._tag === 'Image' || because._tag === 'HelperImage' || because._tag === 'Networks'
    ? ''
    : ` (${resourceText(id, client)})`

const changedFields = (changes: ReadonlyArray<FieldChange>): string => {
  const fields = changes.map(({ field }) => fieldText(field))
  const shown =
    fields.length > MOST_FIELDS ? [...fields.slice(0, MOST_FIELDS), `${fields.length - MOST_FIELDS} more`] : fields
  return `${listText(shown)} changed`
}

export const isPreparation = (field: string): boolean => field.startsWith(PREPARED)

/** A label of ours stands for what the map says of a volume. */
export const fieldText = (field: string): string =>
  isPreparation(field) ? `owner or mode of ${field.slice(PREPARED.length)}` : field

const PREPARED = `Labels.${LABEL.preparedPrefix}`
