/** The schema of actions: one row for each tag, one for each member. */
import type { Action } from '../plan/action'
import type { EngineText } from '../resource/resource'
import * as s from './schema'

const base = { client: s.STRING, target: s.STRING }
const existing = { ...base, name: s.STRING, objectId: s.optional(s.STRING) }
const stop = { ...existing, signal: s.NULLABLE_STRING, timeout: s.NULLABLE_NUMBER }

const secret = s.closed({ $secret: s.STRING })

/** Text, a secret, or both in a row. */
const engineText: s.Schema = s.anyOf(
  s.STRING,
  s.objectOf<Extract<EngineText, { readonly $secret: string }>>({ $secret: s.STRING }),
  s.objectOf<Extract<EngineText, { readonly $concat: unknown }>>({ $concat: s.listOf(s.anyOf(s.STRING, secret)) }),
)

type MountOf = Extract<Action, { readonly _tag: 'PrepareVolume' }>['mount']
type ConditionOf = Extract<Action, { readonly _tag: 'Wait' }>['condition']

export const actionSchema: s.Schema = s.taggedOf<Action>({
  PullImage: { ...base, reference: s.STRING },
  CreateNetwork: { ...base, name: s.STRING, body: s.OBJECT },
  RemoveNetwork: existing,
  ConnectNetwork: { ...existing, network: s.STRING, endpoint: s.OBJECT },
  DisconnectNetwork: { ...existing, network: s.STRING },
  CreateVolume: { ...base, name: s.STRING, body: s.OBJECT },
  RemoveVolume: { ...base, name: s.STRING },
  CreateContainer: { ...base, name: s.STRING, body: { ...s.OBJECT, required: ['Image', 'Labels'] } },
  StartContainer: existing,
  StopContainer: stop,
  RestartContainer: stop,
  KillContainer: { ...existing, signal: s.STRING },
  UnpauseContainer: existing,
  RemoveContainer: { ...existing, volumes: s.BOOLEAN, force: s.BOOLEAN },
  RenameContainer: { ...existing, to: s.STRING },
  UpdateContainer: { ...existing, body: s.OBJECT },
  PrepareVolume: {
    ...base,
    mount: s.taggedOf<MountOf>({ VolumesFrom: { container: s.STRING }, Volume: { volume: s.STRING } }),
    path: s.STRING,
    owner: s.NULLABLE_STRING,
    mode: s.NULLABLE_STRING,
    image: s.STRING,
    helper: s.STRING,
    labels: s.TEXTS,
  },
  Exec: { ...existing, command: s.listOf(engineText), user: engineText, ignoreExit: s.BOOLEAN },
  Wait: {
    ...existing,
    condition: s.taggedOf<ConditionOf>({ Healthy: {}, Completed: {}, Delay: { nanoseconds: s.NUMBER } }),
    timeout: s.NULLABLE_NUMBER,
  },
})
