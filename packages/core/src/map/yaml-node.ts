/** What one node of a YAML document tells by itself. */
import type { Scalar } from 'yaml'
import { isNode, isScalar } from 'yaml'

export const isPlainScalar = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

/** `80:` is the key "80", as it is written. */
export const keyText = ({ value, source }: Scalar): string =>
  typeof value === 'string' ? value : String(source ?? value ?? '')

export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN'

/** Tags of YAML itself (`!!str`) have done their work already. */
export const ownTag = (node: { tag?: string }): string | undefined =>
  node.tag === undefined || node.tag === '!' || STANDARD.has(node.tag) ? undefined : node.tag

const STANDARD = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
)

export const offsetOf = (node: unknown, otherwise: number): number =>
  isNode(node) && node.range ? node.range[0] : otherwise
