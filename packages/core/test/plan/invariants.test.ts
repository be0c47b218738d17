/** The invariants of planning, tried on random maps with random histories; see docs/architecture.md for their list. */
import fc from 'fast-check'
import type { IntentKind } from '../../src/plan/intent'
import { history } from '../generate/history'
import { brokenNeeds, commandsLeft, INTENTS, leftToDo, notRecovered, twoEnds } from './invariants'

// A share of the search; `pnpm soak` does it whole.
const settings = {
  numRuns: Number(process.env['DMAP_PROPERTY_RUNS'] ?? 60),
  seed: Number(process.env['DMAP_PROPERTY_SEED'] ?? 20),
}

const cutOff = fc.constantFrom<IntentKind>('startup', 'update')

describe('Whatever happened before', () => {
  it.each(INTENTS)('%s leaves nothing to do for itself', (kind) => {
    fc.assert(
      fc.property(history, (past) => expect(leftToDo(past, kind)).toEqual([])),
      settings,
    )
  })

  it('an update that looks for commands leaves none to look for', () => {
    fc.assert(
      fc.property(history, (past) => expect(commandsLeft(past)).toEqual([])),
      settings,
    )
  })

  it('a run that is cut off anywhere is brought to its end by an update, and nothing is lost', () => {
    fc.assert(
      fc.property(history, cutOff, fc.nat(30), (past, kind, cut) => expect(notRecovered(past, kind, cut)).toEqual([])),
      settings,
    )
  })

  it('any order that honours the edges ends in the same state', () => {
    const choices = fc.infiniteStream(fc.nat(1000))
    fc.assert(
      fc.property(history, fc.constantFrom(...INTENTS), choices, (past, kind, stream) => {
        const [own, other] = twoEnds(past, kind, () => stream.next().value as number)
        expect(other).toEqual(own)
      }),
      settings,
    )
  })

  it('a start comes after the starts of all that the container needs', () => {
    fc.assert(
      fc.property(history, (past) => expect(brokenNeeds(past, 'update')).toEqual([])),
      settings,
    )
  })
})
