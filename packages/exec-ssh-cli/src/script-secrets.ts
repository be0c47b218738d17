/** Secrets in a script: it has their names, and takes the values from the environment of who runs it. */
import type { Json } from '@dmap/core'

/** Names of the variables, by the secrets' names: what no variable may be called is left out, doubles are numbered. */
const variables = (names: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const taken = new Set<string>()
  return new Map(
    names.map((name) => {
      const plain = name.replace(/[^A-Za-z0-9_]/g, '_')
      let free = plain
      for (let count = 2; taken.has(free); count += 1) free = `${plain}_${count}`
      taken.add(free)
      return [name, free]
    }),
  )
}

export const secretVariables = (all: ReadonlyArray<string>) => {
  const names = variables(all)
  return {
    /** Lines that end the script where a value is missing, and prepare each for use in JSON. */
    head: (): ReadonlyArray<string> =>
      [...names].map(([, variable]) => `: "\${DMAP_SECRET_${variable}:?the value of a secret}"`),
    prepare: (): ReadonlyArray<string> =>
      [...names].map(([, variable]) => `secret_${variable}=$(json_text "$DMAP_SECRET_${variable}")`),
    /** JSON for an unquoted here-document, with the variables in place of secrets. */
    json: (body: Json): string => {
      const escaped = (text: string): string => text.replace(/[\\$`]/g, '\\$&')
      return escaped(JSON.stringify(body, (_, value: Json) => marked(value))).replace(
        new RegExp(`${MARK}([^${MARK}]*)${MARK}`, 'g'),
        (_, hex: string) => `\${secret_${names.get(Buffer.from(hex, 'hex').toString('utf8')) ?? ''}}`,
      )
    },
  }
}

/** A character of private use, which `JSON.stringify` leaves as it is. */
const MARK = '\uE000'

/** Text in which each secret stands between marks, in hexadecimal digits: nothing that JSON or a shell would escape. */
const marked = (value: Json): Json => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { $secret, $concat } = value as { readonly [key: string]: Json | undefined }
  if (typeof $secret === 'string') return `${MARK}${Buffer.from($secret, 'utf8').toString('hex')}${MARK}`
  if (!Array.isArray($concat)) return value
  return $concat.map((part: Json) => String(marked(part))).join('')
}
