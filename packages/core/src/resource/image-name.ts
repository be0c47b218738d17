/**
 * Image references: a config's `image`, the map's `repository` and `default_tag` make a reference with tag or digest.
 */

export interface ImageNaming {
  readonly repository?: string
  readonly default_tag?: string
}

/**
 * An image with a `/` in its name is complete and gets no repository; a leading `/` only says so and is dropped.
 *
 * @example
 * expandImage('image1', { repository: 'registry.example.com' }) // 'registry.example.com/image1:latest'
 * expandImage('/image1', { repository: 'registry.example.com', default_tag: 'devel' }) // 'image1:devel'
 * expandImage('localhost:5000/img', {}) // 'localhost:5000/img:latest'
 */
export const expandImage = (image: string, { repository, default_tag }: ImageNaming): string => {
  const prefix = image.includes('/') ? '' : prefixOf(repository)
  const name = image.replace(/^\/+/, '')
  return withTag(`${prefix}${name}`, default_tag === undefined || default_tag === '' ? 'latest' : default_tag)
}

/** `reference` as it is where it has a tag or a digest, else with `tag`. */
export const withTag = (reference: string, tag: string): string => {
  if (reference.includes('@')) return reference
  // A colon before the last slash is that of a registry's port.
  const last = reference.slice(reference.lastIndexOf('/') + 1)
  const colon = last.indexOf(':')
  if (colon < 0) return `${reference}:${tag}`
  return colon === last.length - 1 ? `${reference}${tag}` : reference
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const DOMAIN = '(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?'
const REFERENCE = new RegExp(
  `^(?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z0-9+._-]+:[0-9a-fA-F]+)?$`,
)

/** Whether an Engine takes it; references are short, and longer ones than 512 characters are refused at once. */
export const isReference = (reference: string): boolean => reference.length <= 512 && REFERENCE.test(reference)

const prefixOf = (repository: string | undefined): string => {
  const name = (repository ?? '').replace(/\/+$/, '')
  return name === '' ? '' : `${name}/`
}
