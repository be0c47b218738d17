/** Actions as plain requests to a real Engine, apart from any executor, and answers made comparable. */
import type { TestEngine } from '@dmap/testing'
import type { Action, Performed } from '../../src/index'

/** Done, so already, or the status of the refusal. */
export type Answer = 'done' | 'already' | number

/** The simulator's answer. */
export const answerOf = (performed: Performed): Answer => {
  if (performed._tag === 'Right') return performed.right.already === true ? 'already' : 'done'
  return performed.left._tag === 'Refused' ? performed.left.status : Number.NaN
}

/** The Engine's answer, as an executor takes it: what is gone already is as good as removed. */
export const send = async (engine: TestEngine, action: Action): Promise<Answer> => {
  const isKnown =
    action._tag === 'CreateVolume' && (await engine.request('GET', `/volumes/${action.name}`)).status === 200
  const [method, path, body] = requestFor(action)
  const answer = await engine.request(method, path, body)
  if (action._tag === 'Exec' && answer.status === 201) {
    await engine.expectOk('POST', `/exec/${answer.body.Id}/start`, { Detach: true })
  }
  return isKnown ? 'already' : classify(action, answer.status)
}

/** Waits for the removals that the Engine has begun by itself (`AutoRemove`). */
export const settled = async (engine: TestEngine, prefix: string): Promise<void> => {
  const filters = encodeURIComponent(JSON.stringify({ name: [`^/${prefix}`], status: ['removing'] }))
  const going: { Id: string }[] = await engine.expectOk('GET', `/containers/json?all=1&filters=${filters}`)
  for (const { Id } of going) await engine.request('POST', `/containers/${Id}/wait?condition=removed`)
}

const classify = (action: Action, status: number): Answer => {
  if (status === 304 || (status === 404 && action._tag.startsWith('Remove'))) return 'already'
  return status < 300 ? 'done' : status
}

const requestFor = (action: Action): readonly [string, string, unknown?] => {
  switch (action._tag) {
    case 'CreateContainer':
      return ['POST', `/containers/create?name=${action.name}`, action.body]
    case 'StartContainer':
      return ['POST', `/containers/${action.name}/start`]
    case 'StopContainer':
      return ['POST', `/containers/${action.name}/stop?t=0`]
    case 'RestartContainer':
      return ['POST', `/containers/${action.name}/restart?t=0`]
    case 'KillContainer':
      return ['POST', `/containers/${action.name}/kill?signal=${action.signal}`]
    case 'UnpauseContainer':
      return ['POST', `/containers/${action.name}/unpause`]
    case 'RemoveContainer':
      return ['DELETE', `/containers/${action.name}?v=${action.volumes}&force=${action.force}`]
    case 'RenameContainer':
      return ['POST', `/containers/${action.name}/rename?name=${action.to}`]
    case 'UpdateContainer':
      return ['POST', `/containers/${action.name}/update`, action.body]
    case 'Exec':
      return ['POST', `/containers/${action.name}/exec`, { Cmd: action.command }]
    case 'CreateNetwork':
      return ['POST', '/networks/create', { Name: action.name, CheckDuplicate: true, ...action.body }]
    case 'RemoveNetwork':
      return ['DELETE', `/networks/${action.name}`]
    case 'ConnectNetwork':
      return [
        'POST',
        `/networks/${action.network}/connect`,
        { Container: action.name, EndpointConfig: action.endpoint },
      ]
    case 'DisconnectNetwork':
      return ['POST', `/networks/${action.network}/disconnect`, { Container: action.name }]
    case 'CreateVolume':
      return ['POST', '/volumes/create', { Name: action.name, ...action.body }]
    case 'RemoveVolume':
      return ['DELETE', `/volumes/${action.name}`]
    default:
      throw new Error(`no request for ${action._tag}`)
  }
}
