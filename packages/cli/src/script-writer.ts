/** What writes a plan as the POSIX shell script that does the same; it lives with the executor that speaks its commands. */
import type { ClientConfig, Plan } from '@dmap/core'

export type ScriptWriter = (plan: Plan, options: { readonly clients: Readonly<Record<string, ClientConfig>> }) => string

/** Its code is loaded where a script is asked for. */
export const scriptWriter = async (): Promise<ScriptWriter> => (await import('@dmap/exec-ssh-cli')).shellScript
