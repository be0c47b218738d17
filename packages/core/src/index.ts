/** The public names of `@dmap/core`; the only entry point. */
export * from './base/canonical'
export * from './base/freeze'
export * from './base/issue'
export * from './base/json'
export { didYouMean } from './base/nearest'
export { ownMember, recordOf } from './base/record'
export { isSecretRef } from './base/secret-ref'
export * from './base/topology'
export * from './compare/explain'
export * from './compare/maps'
export * from './compare/plans'
export { goneWithout, type Planned } from './compare/revert'
export * from './diff/container'
export * from './diff/difference'
export { updateBody } from './diff/effects'
export { compareImage } from './diff/image'
export * from './diff/network'
export { placesOf } from './diff/policy'
export { signalName } from './diff/signal'
export * from './diff/volume'
export { checkIntegrity } from './map/check'
export {
  appended,
  type Checked,
  type ContainerChange,
  containerIn,
  defineMap,
  type MergedMaps,
  mergeMaps,
  withContainer,
  withHostPath,
  withNetwork,
  withoutContainer,
  withVolume,
} from './map/define'
export { documentOf } from './map/document-of'
export type { ContainerInput, MapInput, NetworkInput, VolumeInput } from './map/input'
export * from './map/model'
export { MAP_KEYS } from './map/normalise'
export type { Override } from './map/override'
export { type ParsedClients, parseClients } from './map/parse-clients'
export { type MapSource, type ParseContext, type ParsedMap, parseMap } from './map/parse-map'
export { type Positions, positionOf } from './map/positions'
export {
  type AttachedReference,
  attachedReferences,
  type ConfigReference,
  ENGINE_NETWORKS,
  resolveConfig,
  resolveUse,
  splitClient,
  type Unresolved,
} from './map/references'
export * from './observe/assemble'
export { decodeObservation, encodeObservation } from './observe/codec'
export {
  type Process,
  PS_ARGS,
  processesFromText,
  processesFromTop,
  type WatchedCommand,
  withTraces,
} from './observe/commands'
export * from './observe/container'
export * from './observe/defaults'
export * from './observe/fingerprint'
export * from './observe/image'
export * from './observe/materialise'
export * from './observe/mounts'
export * from './observe/network'
export * from './observe/observation'
export { inPools, withoutChosen } from './observe/pools'
export * from './observe/query'
export * from './observe/redact'
export type { InspectedContainer } from './observe/ties'
export * from './observe/volume'
export * from './pipeline'
export * from './plan/action'
export { decodePlan, encodePlan } from './plan/codec'
export { type Able, type Inability, inabilities } from './plan/inability'
export * from './plan/intent'
export * from './plan/journal'
export { type JournalEvent, journalled } from './plan/journalled'
export * from './plan/plan'
export { type Differences, type PlanInput, planFor } from './plan/plan-for'
export { ALL } from './plan/selection'
export { otherEngines, type StaleStep, staleSteps } from './plan/stale'
export { type State, stateOf, TREATMENTS, TREATMENTS_ONCE, type Treatment } from './plan/treatment'
export { actionPhrase, actionSymbol } from './render/action'
export { type Causes, causesIn } from './render/causes'
export { renderDot } from './render/dot'
export { type HtmlOptions, renderHtml } from './render/html'
export { ISSUES_PAGE, type IssuesOptions, renderIssues } from './render/issues'
export { prettyJson, renderJson } from './render/json'
export { renderMarkdown } from './render/markdown'
export { renderMermaid } from './render/mermaid'
export { type Picture, type PictureEdge, type PictureNode, pictureOfPlan, pictureOfResources } from './render/picture'
export { type Prediction, predictionOf } from './render/prediction'
export { becausePhrase, briefReason, reasonSentence } from './render/reason'
export { redact } from './render/redact'
export { renderResolved, renderResources } from './render/resolved'
export { type ReviewOptions, renderReview, reviewMarker } from './render/review'
export type { Review } from './render/review-map'
export { summaryText } from './render/summary'
export { renderSvg } from './render/svg'
export { renderText, type TextOptions } from './render/text'
export { warningSentence } from './render/warning'
export { commandText, countText, durationText, listText, printable, resourceText, valueText } from './render/words'
export { type ExpandInput, expand } from './resource/expand/expand'
export type { OptionOverride } from './resource/expand/overrides'
export * from './resource/id'
export { expandImage, type ImageNaming, isReference } from './resource/image-name'
export * from './resource/labels'
export * from './resource/naming'
export { OPTIONS, type Option, type OptionKeyword, optionOf } from './resource/options/table'
export { hasNames, namesAdvice } from './resource/owner'
export { namesIn, REDACTED } from './resource/placeholder'
export * from './resource/resource'
export { shellWords } from './resource/shell-words'
export { SCHEMA_KINDS, type SchemaKind, schemaOf } from './schema/documents'
export * from './simulate/fate'
export * from './simulate/impossible'
export { type Measured, type MeasuredStep, measuredOf } from './simulate/measured'
export * from './simulate/options'
export * from './simulate/outage'
export * from './simulate/pace'
export * from './simulate/plan'
export * from './simulate/schedule'
export { strangersIn } from './simulate/strangers'
export * from './simulate/world'
