/** Ids of resources: readable, stable, and unique over all hosts. `container:shop.web.a@edge-1` */

export type ResourceKind = 'image' | 'network' | 'volume' | 'container'

/** `kind:object name@client`. Kinds are the Engine's: an attached container is a container. */
export type ResourceId = `${ResourceKind}:${string}@${string}`

export const resourceId = (kind: ResourceKind, name: string, client: string): ResourceId => `${kind}:${name}@${client}`

/** The parts of an id. A client's name holds no `@`, so the last one parts name and client (a digest holds one too). */
export const partsOf = (
  id: ResourceId,
): { readonly kind: ResourceKind; readonly name: string; readonly client: string } => {
  const colon = id.indexOf(':')
  const at = id.lastIndexOf('@')
  return { kind: id.slice(0, colon) as ResourceKind, name: id.slice(colon + 1, at), client: id.slice(at + 1) }
}
