/** The forms of `depends_on`. */
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { closed, codec, isObject, refuse } from '../../base/codec'
import type { Dependency } from '../model'
import { text, word } from '../values'
import type { ItemForms } from './items'
import { failures, hasOnly, items, optional, refuseBeyond, spread } from './items'

const FORMS = 'name, [name, condition] or {name: condition}'

const reference = text('the name of a config or an instance, with @client for another client')

const condition = word(['started', 'healthy', 'completed'], {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
})

const conditionObject = closed('a condition ({condition})', { condition })

const anyCondition = codec(condition.name, (value, context) => {
  if (!isObject(value)) return condition.validate(value, context)
  const read = conditionObject.validate(value, context)
  return isLeft(read) ? read : right(read.right.condition ?? 'started')
})

const long = closed('a dependency ({reference, condition})', { reference, condition })

const dependencyForms: ItemForms<Dependency> = {
  expected: `a dependency: ${FORMS}`,
  pair: (head, rest) => {
    const behind = spread(rest)
    const beyond = refuseBeyond(behind, 1, FORMS)
    if (beyond !== undefined) return beyond
    const name = reference.validate(head.value, head.context)
    const when = optional(anyCondition, behind[0])
    if (!isLeft(name) && !isLeft(when)) return right([{ reference: name.right, condition: when.right ?? 'started' }])
    return failures([name, when])
  },
  isLong: (object) => hasOnly(object, ['reference', 'condition'], ['reference']),
  long: (value, context) => {
    const read = long.validate(value, context)
    if (isLeft(read)) return read
    const { reference: name, condition: when = 'started' } = read.right
    if (name === undefined) return refuse(value, context, { code: 'missing-value', expected: 'a reference' })
    return right([{ reference: name, condition: when }])
  },
}

export const dependencies = items(dependencyForms)
