/** What networks and volumes have in common: fields and labels, each difference of which takes a new object. */
import { compareText } from '../base/compare-text'
import type { Json } from '../base/json'
import { LABEL } from '../resource/labels'
import type { NetworkResource, VolumeResource } from '../resource/resource'
import { changedFields } from './changed'
import type { Difference, FieldChange } from './difference'
import type { Fields } from './fields'
import { isMadeOfSecret } from './made'

export interface ObjectContext {
  /** Labels of an object that carries none of ours are not compared. */
  readonly adopt?: boolean
}

export interface Labelled {
  readonly fields: Fields
  readonly labels: Readonly<Record<string, string>>
}

export const objectDifference = (
  resource: NetworkResource | VolumeResource,
  want: Labelled,
  have: Labelled,
  { adopt, policy }: { readonly adopt: boolean; readonly policy: FieldChange['policy'] },
): Difference => {
  const labels = adopt && have.labels[LABEL.map] === undefined ? noLabels : labelFields
  const changes = changedFields(
    new Map([...want.fields, ...labels(want.labels)]),
    new Map([...have.fields, ...labels(have.labels)]),
  )
    .filter(({ want: value, have: there }) => there !== undefined || !isMadeOfSecret(value, want.labels, have.labels))
    .map(
      (change): FieldChange => ({
        ...change,
        effect: 'replace',
        policy: change.field.startsWith('Labels.') ? 'warn' : policy,
        origin: resource.field,
      }),
    )
    .sort((a, b) => compareText(a.field, b.field))
  return changes.length === 0 ? { _tag: 'Same' } : { _tag: 'Changed', changes }
}

const noLabels = (): Fields => new Map()

/** Without those whose values follow from the rest, and the name that the parent had at the time: it may have been moved. */
const labelFields = (labels: Readonly<Record<string, string>>): Fields =>
  new Map(
    Object.entries(labels)
      .filter(([label]) => label !== LABEL.config && label !== LABEL.spec && label !== LABEL.secrets)
      .map(([label, value]): [string, Json] => [`Labels.${label}`, value]),
  )
