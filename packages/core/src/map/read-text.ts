/** Reads the text of a map or a clients file: plain values with the position of each. */
import type { Variables } from './interpolate'
import { readJson } from './read-json'
import { readYaml } from './read-yaml'
import type { Reading } from './salvage'

/** By what stands in it, not by its name: JSON is YAML too. */
export const readText = (file: string, text: string, variables: Variables): Reading => {
  const document = readJson(file, text)
  return document === undefined ? readYaml(file, text, variables) : { document, issues: [] }
}
