/**
 * Names that an Engine holds on to though no container has them any more: one that was renamed and removed at the same moment
 * leaves its name behind (seen on 28.5), until the Engine is restarted.
 */
import type { ExecutorError } from './executor'

type Refused = Extract<ExecutorError, { readonly _tag: 'Refused' }>

/** @param error the refusal of a creation whose name no container was found to have */
export const heldNameError = (error: Refused): Refused => ({
  ...error,
  message: `${error.message} There is no such container: the Engine holds on to the name until it is restarted.`,
})
