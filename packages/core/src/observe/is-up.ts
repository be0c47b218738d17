/** Whether a container has a process, and what goes with that: addresses, ports. */
import type { ObservedContainer } from './observation'

const UP: ReadonlySet<string> = new Set(['running', 'paused', 'restarting'])

export const isUp = ({ state }: Pick<ObservedContainer, 'state'>): boolean => UP.has(state.status)
