/** The schema of saved plans. A later minor version may add members. */
import type { Position } from '../base/issue'
import type { FieldChange } from '../diff/difference'
import type { Intent, IntentOptions } from '../plan/intent'
import type { Plan, PlanSummary, PlanWarning, Reason, Step } from '../plan/plan'
import type { Because } from '../resource/resource'
import { actionSchema } from './action'
import * as s from './schema'
import { word } from './values'

const ACTION = s.reference('action')
const BECAUSE = s.reference('because')
const CHANGES = s.listOf(s.reference('change'))

const because = s.taggedOf<Because>({
  Image: {},
  HelperImage: {},
  Attaches: { alias: s.STRING },
  Uses: { reference: s.STRING },
  Links: { reference: s.STRING, alias: s.STRING },
  NetworkMode: { reference: s.STRING },
  Networks: { network: s.STRING },
  DependsOn: { reference: s.STRING, condition: word('started', 'healthy', 'completed') },
})

const change = s.objectOf<FieldChange>({
  field: s.STRING,
  want: s.optional({}),
  have: s.optional({}),
  effect: word('replace', 'update', 'connect', 'disconnect', 'reconnect', 'none'),
  policy: word('strict', 'warn'),
  origin: s.optional(s.PATH),
})

const field = { field: s.PATH }
const cause = { id: s.STRING, because: BECAUSE, ...field }
const TIE = { id: s.STRING, because: BECAUSE, step: s.STRING }
type ReasonOf<T extends Reason['_tag']> = Extract<Reason, { readonly _tag: T }>

const reason = s.taggedOf<Reason>({
  Missing: field,
  NotRunning: { status: s.STRING, ...field },
  Requested: { option: s.optional(s.STRING), changes: s.optional(CHANGES), ...field },
  NeededBy: cause,
  DependsOn: cause,
  Changed: {
    changes: CHANGES,
    besides: s.optional(s.objectOf<NonNullable<ReasonOf<'Changed'>['besides']>>(TIE)),
    ...field,
  },
  Unprepared: { id: s.STRING, ...field },
  Follows: { step: s.STRING, ...field },
  Cascade: { changes: s.optional(CHANGES), ...TIE, ...field },
  Interrupted: { detail: s.STRING, ...field },
  Unfinished: field,
  NotInMap: field,
  Moved: { from: s.STRING, ...field },
  Unusable: { status: s.STRING, changes: s.optional(CHANGES), ...field },
  Rolling: { step: s.STRING, ...field },
})

const warning = s.taggedOf<PlanWarning>({
  NotInMap: {
    client: s.STRING,
    kind: s.STRING,
    name: s.STRING,
    stays: s.optional({ enum: ['data', 'protected', 'used'] }),
    users: s.optional(s.listOf(s.STRING)),
  },
  Ignored: { id: s.STRING, changes: CHANGES },
  ExecUnknown: { id: s.STRING },
  Dead: { id: s.STRING },
  NoHealthcheck: { id: s.STRING, dependent: s.STRING },
  ImageMissing: { id: s.STRING, dependent: s.STRING },
  PortTaken: { id: s.STRING, port: s.STRING, holder: s.STRING },
  Absent: { id: s.STRING },
  Kept: { id: s.STRING, why: s.STRING },
  Vanishes: { id: s.STRING },
  ImageUnknown: { id: s.STRING },
  NoUndo: { id: s.STRING, why: s.STRING },
})

const flag = s.optional(s.BOOLEAN)

const intent = s.objectOf<Intent>({
  kind: word(
    ...['create', 'start', 'startup', 'update', 'restart', 'stop'],
    ...['remove', 'shutdown', 'pull', 'signal', 'script', 'prune'],
  ),
  selection: s.STRINGS,
  clients: s.optional(s.STRINGS),
  options: s.objectOf<IntentOptions>({
    force: flag,
    pull: flag,
    prune: flag,
    adopt: flag,
    signal: s.optional(s.STRING),
    remove_persistent: flag,
    remove_attached: flag,
    update_persistent: flag,
    restart_exec_commands: flag,
    check_exec_commands: s.optional(word('none', 'partial', 'full')),
    skip_limit_reset: flag,
    wait: flag,
    command: s.optional(s.STRINGS),
  }),
})

const step = s.objectOf<Step>({
  id: s.described('Verb, resource, and what tells two apart.', s.STRING),
  action: s.described('What is done.', ACTION),
  after: s.described('The steps that come first.', s.STRINGS),
  reason: s.described('Why it is in the plan.', reason),
  expects: s.described(
    'What the step was decided on.',
    s.anyOf(word('absent', 'planned'), s.objectOf<{ readonly fingerprint: string }>({ fingerprint: s.STRING })),
  ),
  undo: s.optional(s.described('What is done when the replacement fails.', s.listOf(ACTION))),
  replacement: s.optional(s.described('The replacement it is part of.', s.STRING)),
})

const position = s.objectOf<Position>({ file: s.STRING, line: s.COUNT, column: s.COUNT })

/** What a saved plan holds. */
export const planSchema = s.documentSchema(
  'A plan',
  s.objectOf<Omit<Plan, 'sources'> & Partial<Pick<Plan, 'sources'>>>({
    format: s.described('The format of plans; another major version is refused.', {
      type: 'string',
      pattern: '^1\\.\\d+$',
    }),
    hash: s.described('Over all else but the sources.', s.STRING),
    map: s.described('The name of the map.', s.STRING),
    intent: s.described('What the plan is for.', intent),
    environment: s.described('The environment, where one was named.', s.NULLABLE_STRING),
    engines: s.described('Client to engine id.', s.TEXTS),
    steps: s.described('The steps, in an order in which they can be carried out.', s.listOf(step)),
    warnings: s.described('What is noticed and not changed.', s.listOf(warning)),
    summary: s.described(
      'Counts of containers, networks and volumes.',
      s.objectOf<PlanSummary>({ create: s.COUNT, replace: s.COUNT, update: s.COUNT, remove: s.COUNT, hosts: s.COUNT }),
    ),
    sources: s.optional(s.described('Where in the files each step comes from.', s.recordOf(position))),
  }),
  { action: actionSchema, because, change },
)
