/** `dmap validate`: every issue of the map, of the clients, and of what they mean together. */
import { countText, renderIssues } from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT } from '../exit-code'
import { type Loaded, load } from '../load'
import { emit } from '../output'

/** Issues are this command's data: they go to standard output. */
export const validateCommand = async ({ io, options }: Looking): Outcome => {
  const loaded = await load(options, [], io)
  if (isLeft(loaded) && loaded.left._tag !== 'Invalid') return loaded
  const { issues, texts } = isLeft(loaded) && loaded.left._tag === 'Invalid' ? loaded.left : { issues: [], texts: {} }
  const text = ({ color }: { readonly color: boolean }): string =>
    isLeft(loaded)
      ? renderIssues(issues, { format: 'text', sources: texts, color })
      : options.quiet === true
        ? ''
        : validText(loaded.right)
  const written = await emit({ text, json: () => renderIssues(issues, { format: 'json' }) }, options, io)
  if (isLeft(written)) return written
  return right(isLeft(loaded) ? EXIT.invalid : EXIT.done)
}

const validText = ({ compiled: { map, resources } }: Loaded): string => {
  const configs = Object.values(map.containers).filter((config) => !config.abstract).length
  const clients = countText(resources.clients.length, 'client')
  return `${map.name} is valid: ${countText(configs, 'config')}, ${countText(resources.all.length, 'resource')} on ${clients}\n`
}
