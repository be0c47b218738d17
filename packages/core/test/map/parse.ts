/** Parsing for tests: a map from text or a value, its issues, one config of it. */
import type { Issue } from '../../src/base/issue'
import type { ContainerConfig, ContainerMap } from '../../src/map/model'
import type { MapSource, ParseContext, ParsedMap } from '../../src/map/parse-map'
import { parseMap } from '../../src/map/parse-map'

type Input = string | Readonly<Record<string, unknown>>

export const sourceOf = (input: Input, file = 'map.yaml'): MapSource =>
  typeof input === 'string' ? { file, text: input } : { file, value: input }

export const parsed = (input: Input | ReadonlyArray<MapSource>, context: Partial<ParseContext> = {}): ParsedMap => {
  const sources = Array.isArray(input) ? (input as ReadonlyArray<MapSource>) : [sourceOf(input as Input)]
  const result = parseMap(sources, { environment: {}, ...context })
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left, null, 1))
  return result.right
}

export const mapOf = (input: Input | ReadonlyArray<MapSource>, context: Partial<ParseContext> = {}): ContainerMap =>
  parsed(input, context).map

export const issuesOf = (
  input: Input | ReadonlyArray<MapSource>,
  context: Partial<ParseContext> = {},
): ReadonlyArray<Issue> => {
  const sources = Array.isArray(input) ? (input as ReadonlyArray<MapSource>) : [sourceOf(input as Input)]
  const result = parseMap(sources, { environment: {}, ...context })
  return result._tag === 'Left' ? result.left : []
}

/** The config `web` of a map with nothing else but an empty config `a`, unchecked. */
export const configOf = (config: Readonly<Record<string, unknown>>): ContainerConfig =>
  mapOf({ containers: { web: config, a: {} } }, { checkIntegrity: false }).containers.web as ContainerConfig

/** Code, path and line of each issue, in few words. */
export const brief = (issues: ReadonlyArray<Issue>): ReadonlyArray<string> =>
  issues.map((issue) => `${issue.code} ${issue.path.join('.')} ${issue.position?.line}:${issue.position?.column}`)
