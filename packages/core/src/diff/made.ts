/** Values of which nothing is to be seen, and which are there all the same. */
import type { Json, JsonObject } from '../base/json'
import { holdsSecret } from '../observe/secret'
import { LABEL } from '../resource/labels'

/**
 * Whether a secret is wanted that the object was made with: its value was empty, or the Engine's default, which an
 * observation does not show. Nobody can change it afterwards.
 *
 * @param wantLabels of the object as it is wanted; both say where secrets stand
 * @example
 * isMadeOfSecret('<secret>', { 'io.dmap.secrets': places }, { 'io.dmap.secrets': places }) // true
 */
export const isMadeOfSecret = (want: Json | undefined, wantLabels: JsonObject, haveLabels: JsonObject): boolean =>
  holdsSecret(want) &&
  wantLabels[LABEL.secrets] !== undefined &&
  wantLabels[LABEL.secrets] === haveLabels[LABEL.secrets]
