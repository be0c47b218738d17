/** What a plan warns of, as one sentence: one row per warning. */
import type { FieldChange } from '../diff/difference'
import type { PlanWarning } from '../plan/plan'
import { partsOf, type ResourceId } from '../resource/id'
import { listText, printable, resourceText } from './words'

type WarningOf<T extends PlanWarning['_tag']> = Extract<PlanWarning, { readonly _tag: T }>
type Sentences = { readonly [T in PlanWarning['_tag']]: (warning: WarningOf<T>) => string }

/**
 * @example
 * warningSentence({ _tag: 'Dead', id: 'container:shop.web@edge' }) // 'container shop.web on edge is dead; …'
 */
export const warningSentence = (warning: PlanWarning): string =>
  printable((SENTENCES[warning._tag] as (warning: PlanWarning) => string)(warning))

const SENTENCES: Sentences = {
  NotInMap: ({ kind, name, client, stays, users = [] }) =>
    `${kind} ${name} on ${client} is ours and no longer in the map; ${
      stays === undefined ? '"prune", or update with prune=true, removes it' : STAYS[stays](name, users)
    }`,
  Ignored: ({ id, changes }) =>
    `${resourceText(id)} differs in ${fieldsOf(changes)}, which is not acted on${whatToDo(id)}`,
  ExecUnknown: ({ id }) => `whether the commands of ${resourceText(id)} run is not known: its processes were not seen`,
  NoHealthcheck: ({ id, dependent }) =>
    `${resourceText(dependent)} waits until ${resourceText(id)} is healthy, which has no health check: it counts as healthy as soon as it runs`,
  ImageMissing: ({ id, dependent }) =>
    `${resourceText(id)} is not there and is never pulled: ${resourceText(dependent, partsOf(id).client)} cannot be created`,
  PortTaken: ({ id, port, holder }) =>
    `${resourceText(id)} cannot start: ${resourceText(holder, partsOf(id).client)} has port ${port} of the host, and nothing in this plan stops it`,
  Dead: ({ id }) => `${resourceText(id)} is dead; startup and update replace it`,
  Absent: ({ id }) => `${resourceText(id)} is not there, and this intent creates nothing`,
  Kept: ({ id, why }) => `${resourceText(id)} is kept: ${why}`,
  Vanishes: ({ id }) =>
    `${resourceText(id)} is removed by its own stop (auto_remove); should its replacement fail, one like it is made anew`,
  ImageUnknown: ({ id }) =>
    `${resourceText(id)} may be another one after its pull, which this plan cannot know: plan again when it is pulled`,
  NoUndo: ({ id, why }) => `the replacement of ${resourceText(id)} cannot be undone: ${why}`,
}

const STAYS = {
  data: (name: string) => `it may hold data: "prune ${name}" removes it`,
  protected: () => 'it is protected, and not removed',
  used: (_: string, users: ReadonlyArray<string>) =>
    `it is not removed as long as ${listText(users)} ${users.length > 1 ? 'use' : 'uses'} it`,
}

/** Of what only a new one could be otherwise. */
const whatToDo = (id: ResourceId): string => {
  switch (partsOf(id).kind) {
    case 'volume':
      return ', since a new one would be empty: save what is in it, remove it together with its containers, and update'
    case 'network':
      return ', since only a new network could have them: they come along when something else of it changes'
    default:
      return ''
  }
}

const fieldsOf = (changes: ReadonlyArray<FieldChange>): string => listText(changes.map((change) => change.field))
