/** A plan by hand in which every action, every reason and every warning stands, with names that invite mistakes. */
import type { Action } from '../../src/plan/action'
import type { Plan, PlanWarning, Reason, Step } from '../../src/plan/plan'
import type { ResourceId } from '../../src/resource/id'

const WEB = 'container:shop.web@edge' as ResourceId
const DB = 'container:shop.db@edge' as ResourceId
const CORE_DB = 'container:shop.db@core' as ResourceId
const on = (target: ResourceId, name: string) => ({ client: target.slice(target.lastIndexOf('@') + 1), target, name })
const field = ['containers', 'web', 'binds', 0]

export const ACTIONS: ReadonlyArray<Action> = [
  { _tag: 'PullImage', client: 'edge', target: 'image:nginx:2@edge', reference: 'nginx:2' },
  { _tag: 'CreateNetwork', ...on('network:shop.front@edge', 'shop.front'), body: { Driver: 'bridge' } },
  { _tag: 'RemoveNetwork', ...on('network:shop.back@edge', 'shop.back') },
  { _tag: 'ConnectNetwork', ...on(WEB, 'shop.web'), network: 'shop.front', endpoint: {} },
  { _tag: 'DisconnectNetwork', ...on(WEB, 'shop.web'), network: 'shop.back' },
  { _tag: 'CreateVolume', ...on('volume:shop.data@edge', 'shop.data'), body: {} },
  { _tag: 'RemoveVolume', ...on('volume:shop.old@edge', 'shop.old') },
  { _tag: 'CreateContainer', ...on(WEB, 'shop.web.next'), body: { Image: 'nginx:2', Labels: {} } },
  { _tag: 'StartContainer', ...on(WEB, 'shop.web') },
  { _tag: 'StopContainer', ...on(WEB, 'shop.web'), signal: 'SIGINT', timeout: 30 },
  { _tag: 'StopContainer', ...on(DB, 'shop.db'), signal: null, timeout: null },
  { _tag: 'RestartContainer', ...on(CORE_DB, 'shop.db'), signal: null, timeout: 90 },
  { _tag: 'KillContainer', ...on(DB, 'shop.db'), signal: 'SIGHUP' },
  { _tag: 'UnpauseContainer', ...on(DB, 'shop.db') },
  { _tag: 'RemoveContainer', ...on(DB, 'shop.db.prev'), volumes: true, force: false },
  { _tag: 'RenameContainer', ...on(WEB, 'shop.web'), to: 'shop.web.prev' },
  { _tag: 'UpdateContainer', ...on(DB, 'shop.db'), body: { Memory: 1 } },
  {
    _tag: 'PrepareVolume',
    client: 'edge',
    target: 'container:shop.socket@edge',
    mount: { _tag: 'VolumesFrom', container: 'shop.socket' },
    path: '/var/lib/socket',
    owner: '2000:2000',
    mode: 'u=rwX,g=rX,o=',
    image: 'busybox:latest',
    helper: 'shop.socket.helper',
    labels: {},
  },
  {
    _tag: 'PrepareVolume',
    client: 'edge',
    target: 'volume:shop.data@edge',
    mount: { _tag: 'Volume', volume: 'shop.data' },
    path: '/data',
    owner: null,
    mode: '0750',
    image: 'busybox:latest',
    helper: 'shop.data.helper',
    labels: {},
  },
  {
    _tag: 'Exec',
    ...on(WEB, 'shop.web'),
    command: ['sh', '-c', 'echo "$HOME" | cat', '', { $concat: ['--password=', { $secret: 'db' }] }],
    user: 'root',
    ignoreExit: true,
  },
  { _tag: 'Exec', ...on(WEB, 'shop.web'), command: ['nginx', '-s', 'reload'], user: '101', ignoreExit: false },
  { _tag: 'Wait', ...on(WEB, 'shop.web'), condition: { _tag: 'Healthy' }, timeout: 90e9 },
  { _tag: 'Wait', ...on(WEB, 'shop.web'), condition: { _tag: 'Completed' }, timeout: null },
  { _tag: 'Wait', ...on(WEB, 'shop.web'), condition: { _tag: 'Delay', nanoseconds: 2.5e9 }, timeout: null },
]

const link = { _tag: 'Links', reference: 'db', alias: 'db' } as const

export const REASONS: ReadonlyArray<Reason> = [
  { _tag: 'Missing', field },
  { _tag: 'NotRunning', status: 'exited', field },
  { _tag: 'Requested', field },
  { _tag: 'Requested', option: 'force', field },
  { _tag: 'NeededBy', id: WEB, because: { _tag: 'Uses', reference: 'socket' }, field },
  { _tag: 'NeededBy', id: WEB, because: { _tag: 'Image' }, field },
  { _tag: 'NeededBy', id: WEB, because: { _tag: 'HelperImage' }, field },
  { _tag: 'NeededBy', id: WEB, because: { _tag: 'Attaches', alias: 'data' }, field },
  { _tag: 'NeededBy', id: WEB, because: { _tag: 'Networks', network: 'shop.front' }, field },
  {
    _tag: 'NeededBy',
    id: CORE_DB,
    because: { _tag: 'DependsOn', reference: 'web@edge', condition: 'healthy' },
    field,
  },
  { _tag: 'DependsOn', id: DB, because: link, field },
  {
    _tag: 'Changed',
    field,
    changes: [
      {
        field: 'Image',
        want: 'nginx:2',
        have: 'nginx:1',
        effect: 'replace',
        policy: 'strict',
        origin: ['containers', 'web', 'image'],
      },
      {
        field: 'Env.PASSWORD',
        want: { $concat: ['x', { $secret: 'db' }] },
        have: '<secret>',
        effect: 'replace',
        policy: 'strict',
      },
      { field: 'HostConfig.Memory', want: 1073741824, effect: 'update', policy: 'strict' },
      { field: 'StopTimeout', have: 20, effect: 'none', policy: 'warn' },
    ],
  },
  { _tag: 'Unprepared', id: WEB, field },
  { _tag: 'Follows', step: 'start container:shop.web@edge', field },
  { _tag: 'Cascade', id: DB, because: link, step: 'stop container:shop.db@edge', field },
  {
    _tag: 'Cascade',
    id: DB,
    because: { _tag: 'NetworkMode', reference: 'db' },
    step: 'stop container:shop.db@edge',
    field: [],
  },
  { _tag: 'Interrupted', detail: 'shop.web.next is there', field },
  { _tag: 'NotInMap', field: [] },
  { _tag: 'Moved', from: 'shop.www', field: ['moved', 'www'] },
  { _tag: 'Unusable', status: 'dead', field },
  { _tag: 'Rolling', step: 'start container:shop.web.a@edge', field },
  { _tag: 'Unfinished', field },
]

const WARNINGS: ReadonlyArray<PlanWarning> = [
  { _tag: 'NotInMap', client: 'edge', kind: 'container', name: 'shop.gone' },
  {
    _tag: 'Ignored',
    id: WEB,
    changes: [{ field: 'Env.TZ', want: 'UTC', effect: 'replace', policy: 'warn' }],
  },
  { _tag: 'ExecUnknown', id: WEB },
  { _tag: 'NoHealthcheck', id: DB, dependent: WEB },
  { _tag: 'Dead', id: WEB },
  { _tag: 'ImageMissing', id: 'image:nginx:2@edge', dependent: WEB },
  { _tag: 'PortTaken', id: WEB, port: '80/tcp', holder: DB },
  { _tag: 'Absent', id: WEB },
  { _tag: 'Kept', id: DB, why: 'it is persistent' },
  { _tag: 'Vanishes', id: WEB },
  { _tag: 'ImageUnknown', id: 'image:nginx:2@edge' },
  { _tag: 'NoUndo', id: WEB, why: 'it removes itself when it stops' },
]

const steps: ReadonlyArray<Step> = Array.from({ length: Math.max(ACTIONS.length, REASONS.length) }, (_, index) => {
  const action = ACTIONS[index % ACTIONS.length] as Action
  return {
    id: `step ${index} "quoted" <b>|pipe|</b>`,
    action,
    after: index === 0 ? [] : [`step ${index - 1} "quoted" <b>|pipe|</b>`],
    reason: REASONS[index % REASONS.length] as Reason,
    expects: 'planned',
    ...(action._tag === 'CreateContainer' ? { replacement: WEB } : {}),
  }
})

export const samplePlan: Plan = {
  format: '1.0',
  hash: 'sha256:0',
  map: 'shop',
  intent: { kind: 'update', selection: ['__all__'], options: {} },
  environment: null,
  engines: { core: 'C', edge: 'E' },
  steps,
  warnings: WARNINGS,
  summary: { create: 2, replace: 1, update: 1, remove: 3, hosts: 2 },
  sources: { [steps[0]?.id ?? '']: { file: 'dmap.yaml', line: 3, column: 5 } },
}

export const emptyPlan: Plan = {
  ...samplePlan,
  steps: [],
  warnings: [],
  summary: { create: 0, replace: 0, update: 0, remove: 0, hosts: 0 },
  sources: {},
}
