/** Random histories of a host: maps that change, intents that are carried out whole or cut off, drift in between. */

import { changed, type MapValue, MORE_CHANGES, mapValue } from '@dmap/testing'
import fc from 'fast-check'
import type { Observation } from '../../src/observe/observation'
import type { IntentKind } from '../../src/plan/intent'
import { carriedOut, compiled, drifted, NOTHING, plan } from './world'

export type Event =
  | { readonly _tag: 'Run'; readonly kind: IntentKind; readonly cut: number | null }
  | { readonly _tag: 'Change'; readonly pick: number; readonly how: number }
  | { readonly _tag: 'Drift'; readonly pick: number; readonly how: number }

export interface History {
  readonly map: MapValue
  readonly events: ReadonlyArray<Event>
}

const RUNS: ReadonlyArray<IntentKind> = ['create', 'start', 'startup', 'update', 'stop', 'shutdown', 'restart']

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    _tag: fc.constant('Run' as const),
    kind: fc.constantFrom(...RUNS),
    cut: fc.option(fc.nat(12), { freq: 2 }),
  }),
  fc.record({ _tag: fc.constant('Change' as const), pick: fc.nat(4), how: fc.nat(23) }),
  fc.record({
    _tag: fc.constant('Change' as const),
    pick: fc.nat(4),
    how: fc.nat(4).map((one) => MORE_CHANGES + one),
  }),
  fc.record({ _tag: fc.constant('Drift' as const), pick: fc.nat(8), how: fc.nat(4) }),
)

export const history: fc.Arbitrary<History> = fc.record({ map: mapValue, events: fc.array(event, { maxLength: 5 }) })

/** What the host looks like after it, and the map that is in force. */
export const lived = ({ map, events }: History): { readonly map: MapValue; readonly observation: Observation } => {
  let now: MapValue = map
  let observation = NOTHING
  for (const next of events) {
    if (next._tag === 'Change') now = changed(now, next.pick, next.how)
    else if (next._tag === 'Drift') observation = drifted(observation, next.pick, next.how)
    else {
      const made = plan(compiled(now), observation, { kind: next.kind, selection: [], options: {} })
      observation = carriedOut(observation, made, next.cut ?? made.steps.length)
    }
  }
  return { map: now, observation }
}
