/** A saved plan: the plan, and beside it what must be looked at before it is carried out. */
import {
  type Action,
  decodePlan,
  isJsonObject,
  type Json,
  type Plan,
  partsOf,
  type Query,
  type ResourceKind,
  renderJson,
} from '@dmap/core'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'

export interface SavedPlan {
  readonly plan: Plan
  readonly query: Query
}

/** The plan's JSON with a member `query`, which stands outside its hash. */
export const savedText = (plan: Plan, query: Query): string => {
  const body = JSON.parse(renderJson(plan)) as Json
  return `${JSON.stringify({ ...(body as object), query }, null, 2)}\n`
}

export const readSaved = (file: string, text: string): Either<Failure, SavedPlan> => {
  const plan = decodePlan(text)
  if (isLeft(plan)) return left(usage(`${file} is no plan that can be carried out: ${plan.left.join('; ')}`))
  const saved = JSON.parse(text)['query'] as Json | undefined
  return right({ plan: plan.right, query: isQuery(saved) ? saved : queryOfPlan(plan.right) })
}

const LISTS = ['containers', 'networks', 'volumes', 'images'] as const

const isQuery = (value: unknown): value is Query =>
  isJsonObject(value) &&
  typeof value['map'] === 'string' &&
  isJsonObject(value['clients']) &&
  Object.values(value['clients']).every(
    (client) =>
      isJsonObject(client) && LISTS.every((list) => Array.isArray(client[list])) && isJsonObject(client['secrets']),
  )

/** Of a plan without one: all that its steps name. Enough to find out whether they still hold. */
const queryOfPlan = (plan: Plan): Query => {
  const clients = Object.keys(plan.engines).sort()
  return {
    map: plan.map,
    clients: Object.fromEntries(
      clients.map((client) => {
        const actions = plan.steps.flatMap(({ action }) => (action.client === client ? [action] : []))
        return [
          client,
          {
            containers: named(actions, 'container'),
            networks: named(actions, 'network'),
            volumes: named(actions, 'volume'),
            images: unique(actions.flatMap((action) => (action._tag === 'PullImage' ? [action.reference] : []))),
            secrets: {},
          },
        ]
      }),
    ),
  }
}

const named = (actions: ReadonlyArray<Action>, kind: ResourceKind): ReadonlyArray<string> =>
  unique(
    actions.flatMap((action) => {
      const target = partsOf(action.target)
      return target.kind === kind ? [target.name, ...('name' in action ? [action.name] : [])] : []
    }),
  )

const unique = (names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)].sort()
