/** Image references as the Engine reads them: `nginx` and `docker.io/library/nginx:latest` lead to one image. */

/** @example referenceKey('nginx') // 'docker.io/library/nginx:latest' */
export const referenceKey = (reference: string): string => {
  const at = reference.indexOf('@')
  const digest = at < 0 ? '' : reference.slice(at)
  const name = at < 0 ? reference : reference.slice(0, at)
  const colon = name.lastIndexOf(':')
  const tagged = colon > name.lastIndexOf('/')
  const repository = tagged ? name.slice(0, colon) : name
  // With a digest the tag does not count.
  const tag = digest !== '' ? digest : `:${tagged ? name.slice(colon + 1) : 'latest'}`
  return `${withDomain(repository)}${tag}`
}

/**
 * As the Engine lists it among an image's tags: with the tag, without the domain and the folder that are the default.
 *
 * @example familiar('docker.io/library/nginx') // 'nginx:latest'
 */
export const familiar = (reference: string): string =>
  withTag(reference)
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\/(?=[^/]+$)/, '')

/** With the tag that is meant when none is given. */
export const withTag = (reference: string): string =>
  reference.includes('@') || reference.lastIndexOf(':') > reference.lastIndexOf('/') ? reference : `${reference}:latest`

const withDomain = (repository: string): string => {
  const slash = repository.indexOf('/')
  const first = slash < 0 ? '' : repository.slice(0, slash)
  if (first === 'index.docker.io') return withDomain(repository.slice(slash + 1))
  const named = first === 'localhost' || first.includes('.') || first.includes(':')
  if (named && first !== 'docker.io') return repository
  const path = named ? repository.slice(slash + 1) : repository
  return `docker.io/${path.includes('/') ? path : `library/${path}`}`
}
