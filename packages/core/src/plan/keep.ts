/** What was to be stopped or removed and stays, because something that stays needs it. */
import type { Because } from '../resource/resource'
import type { Decision, Decisions } from './decision'
import type { Input } from './input'

/** Dependents first, so that what is kept keeps further ones. */
export const keepNeeded = (decisions: Decisions, input: Input): Decisions => {
  const result = new Map(decisions)
  for (const id of [...decisions.keys()].reverse()) {
    if (!stays(result.get(id) as Decision, input)) continue
    for (const need of input.graph.needs(id)) {
      const needed = result.get(need.id)
      if (needed !== undefined && ENDS.has(needed.treatment) && HOLDS.has(need.because._tag)) {
        result.set(need.id, { ...needed, treatment: 'none', keptFor: { ...need, id } })
      }
    }
  }
  return result
}

const ENDS: ReadonlySet<string> = new Set(['stop', 'remove', 'stop-remove'])

/** An order alone holds nothing. */
const HOLDS: ReadonlySet<Because['_tag']> = new Set(['Attaches', 'Uses', 'Links', 'NetworkMode', 'Networks'])

/** A stop concerns what runs, a removal all that is there. */
const stays = ({ observed, treatment, state, resource }: Decision, input: Input): boolean => {
  if (observed === null || treatment !== 'none' || resource.attached !== null) return false
  return input.intent.kind !== 'stop' || state === 'running'
}
