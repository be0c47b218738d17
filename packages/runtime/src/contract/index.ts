/**
 * The conformance suite of executors, for any test framework: what each action does, and what it refuses.
 *
 * @example
 * it.each(contractCases.map((one) => [one.name, one] as const))('%s', (_, one) => one.run(subject))
 */
import { commandCases } from './commands'
import { containerCases } from './containers'
import { networkCases } from './networks'
import type { ContractCase } from './subject'
import { volumeCases } from './volumes'

export type { ContractCase, ContractSubject } from './subject'

export const contractCases: ReadonlyArray<ContractCase> = [
  ...commandCases,
  ...containerCases,
  ...networkCases,
  ...volumeCases,
]
