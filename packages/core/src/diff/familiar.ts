/** One spelling for all the references that mean the same image. */
import { withTag } from '../resource/image-name'

/** As the Engine lists it: without Docker's own registry, with a tag; of tag and digest the digest alone. */
export const familiar = (reference: string): string => {
  const short = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '')
  const at = short.indexOf('@')
  return at < 0 ? withTag(short, 'latest') : `${withoutTag(short.slice(0, at))}${short.slice(at)}`
}

const withoutTag = (name: string): string => {
  const colon = name.lastIndexOf(':')
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name
}
