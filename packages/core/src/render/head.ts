/** What becomes of an object in all the steps about it, as the first words of its lines. */
import { NEXT, PREVIOUS } from '../observe/query'
import type { ActionTag } from '../plan/action'
import type { Step } from '../plan/plan'
import { partsOf, type ResourceId } from '../resource/id'
import { actionPhrase, actionSymbol } from './action'
import type { Line } from './line'
import { resourceText } from './words'

export interface Part {
  readonly step: Step
  readonly line: Line
}

interface Head<P extends Part> {
  readonly symbol: string
  readonly what: string
  /** The one whose reason is that of the whole. */
  readonly main: P
  /** Another object of this name goes. */
  readonly replaced: boolean
}

/**
 * @param parts at least one, in the plan's order
 */
export const headOf = <P extends Part>(id: ResourceId, parts: ReadonlyArray<P>): Head<P> => {
  const object = objectText(id)
  const [only] = parts as readonly [P]
  if (parts.length === 1) return { ...asIs(only), symbol: only.line.symbol }
  const created = partWith(parts, 'CreateContainer', 'CreateNetwork', 'CreateVolume')
  if (created !== undefined)
    return takesPlace(created.step, parts)
      ? { symbol: '-/+', what: `replace ${object}`, main: created, replaced: true }
      : asIs(created)
  const interrupted = parts.find(({ step }) => step.reason._tag === 'Interrupted')
  if (interrupted !== undefined)
    return { symbol: '-/+', what: `finish the replacement of ${object}`, main: interrupted, replaced: true }
  return stateOf(object, parts) ?? changeOf(object, parts) ?? asIs(only)
}

/** What is there is stopped, started, or goes. */
const stateOf = <P extends Part>(object: string, parts: ReadonlyArray<P>): Head<P> | undefined => {
  const stopped = partWith(parts, 'StopContainer')
  const removed = partWith(parts, 'RemoveContainer')
  if (removed !== undefined && stopped !== undefined) return headFrom('-', `stop and remove ${object}`, stopped)
  const started = partWith(parts, 'StartContainer')
  const restarted = partWith(parts, 'RestartContainer') ?? (started === undefined ? undefined : stopped)
  if (restarted !== undefined) return headFrom('↻', `restart ${object}`, restarted)
  const one = removed ?? stopped ?? started ?? partWith(parts, 'UnpauseContainer', 'KillContainer')
  return one === undefined ? undefined : asIs(one)
}

/** What is there stays as it runs. */
const changeOf = <P extends Part>(object: string, parts: ReadonlyArray<P>): Head<P> | undefined => {
  const changed = partWith(parts, 'UpdateContainer', 'ConnectNetwork', 'DisconnectNetwork', 'RenameContainer')
  if (changed !== undefined) return headFrom('~', `change ${object} in place`, changed)
  const command = partWith(parts, 'Exec')
  return command === undefined ? undefined : headFrom('>', `run commands in ${object}`, command)
}

const partWith = <P extends Part>(parts: ReadonlyArray<P>, ...tags: ReadonlyArray<ActionTag>): P | undefined =>
  parts.find(({ step: { action } }) => tags.includes(action._tag))

const headFrom = <P extends Part>(symbol: string, what: string, main: P): Head<P> => ({
  symbol,
  what,
  main,
  replaced: false,
})

const asIs = <P extends Part>(part: P): Head<P> =>
  headFrom(actionSymbol(part.step.action), actionPhrase(part.step.action), part)

/** The object as phrases name it: `container shop.web`. */
export const objectText = (id: ResourceId): string => resourceText(id, partsOf(id).client)

/** Whether what is made takes the place of something: beside it, or after it was put aside or removed. */
const takesPlace = (created: Step, parts: ReadonlyArray<Part>): boolean => {
  const before = parts.slice(
    0,
    parts.findIndex(({ step }) => step === created),
  )
  const { action } = created
  if ('name' in action && action.name.endsWith(NEXT)) return true
  return before.some(({ step: { action: done } }) => {
    if (done._tag === 'RenameContainer') return done.to.endsWith(PREVIOUS)
    if (done._tag === 'RemoveContainer') return !done.name.endsWith(NEXT)
    return done._tag === 'RemoveNetwork' || done._tag === 'RemoveVolume'
  })
}
