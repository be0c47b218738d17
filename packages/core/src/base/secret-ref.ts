/** `{ $secret: name }` in place of a text: its value is known only to what carries a plan out. */

export interface SecretRef {
  readonly $secret: string
}

/** Nothing stands beside the name. */
export const isSecretRef = (value: unknown): value is SecretRef => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return typeof (value as Partial<SecretRef>).$secret === 'string' && Object.keys(value).length === 1
}

/** What to do where a secret stands for something that the plan itself is made with: a name, a path, a number. */
export const NO_SECRET =
  'a secret cannot stand here, since the plan is made with this value: write it, or take it from the environment with !env'
