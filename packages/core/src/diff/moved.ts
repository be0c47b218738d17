/** A container that was moved since it was made: it cannot get another host name while it runs. */
import type { ObservedContainer } from '../observe/observation'
import { objectAt, textAt } from '../observe/read'
import { LABEL } from '../resource/labels'
import { containerName, hostName } from '../resource/naming'
import type { ContainerResource } from '../resource/resource'
import type { Changed } from './changed'

/**
 * The host name that the map gives by itself is made of the container's name. One that follows in the same way from the
 * name that its labels tell of is as good: nobody has asked for another.
 */
export const movedHostName = (
  want: ContainerResource,
  { config }: ObservedContainer,
): ((change: Changed) => boolean) => {
  const labels = objectAt(config, 'Labels')
  const instance = textAt(labels, LABEL.instance)
  const before = containerName(
    textAt(labels, LABEL.map),
    textAt(labels, LABEL.config),
    instance === '' ? null : instance,
  )
  if (before === want.name || !isGiven(want)) return () => false
  const names = [hostName(null, before), hostName(want.client, before)]
  return ({ field, have }) => field === 'Hostname' && typeof have === 'string' && names.includes(have)
}

/** By the map, without a word about it: its origin is the config as a whole. */
const isGiven = ({ origins, field }: ContainerResource): boolean =>
  JSON.stringify(origins['Hostname']) === JSON.stringify(field)
