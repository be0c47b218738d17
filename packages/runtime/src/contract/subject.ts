/** What the conformance suite is run on: an executor, and a client of it that the suite may fill and empty. */
import assert from 'node:assert/strict'
import type {
  Action,
  ActionTag,
  ClientObservation,
  ContainerBody,
  JsonObject,
  ObservedContainer,
  ResourceId,
} from '@dmap/core'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { ActionResult, Executor, ExecutorError } from '../executor'

export interface ContractSubject {
  readonly executor: Executor
  readonly client: string
  /** Begins all names; also the map's name in labels, so that what is left over can be found. */
  readonly prefix: string
  /** Is there; has a shell and `sleep`; does not end by itself, and ends on SIGTERM. */
  readonly image: string
  /** Is nowhere to be had. */
  readonly absentImage: string
  /** Secrets have these values. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface ContractCase {
  /** A sentence that begins with the action's tag. */
  readonly name: string
  readonly tag: ActionTag
  /** Rejects where the executor does not keep the contract. */
  readonly run: (subject: ContractSubject) => Promise<void>
}

/** A case's own corner of the client. */
export class Bench {
  private static count = 0
  private readonly number: number
  readonly name: string

  constructor(readonly subject: ContractSubject) {
    Bench.count += 1
    this.number = Bench.count
    this.name = `${subject.prefix}.c${this.number}`
  }

  async perform(action: Action, signal: AbortSignal = new AbortController().signal): Promise<ActionResult> {
    const result = await this.subject.executor.perform(action, signal)()
    if (isRight(result)) return result.right
    return assert.fail(`${action._tag} failed: ${JSON.stringify(result.left)}`)
  }

  async refused(action: Action, signal: AbortSignal = new AbortController().signal): Promise<ExecutorError> {
    const result = await this.subject.executor.perform(action, signal)()
    if (isLeft(result)) return result.left
    return assert.fail(`${action._tag} succeeded: ${JSON.stringify(result.right)}`)
  }

  async status(action: Action): Promise<number> {
    const error = await this.refused(action)
    return error._tag === 'Refused' ? error.status : assert.fail(`${action._tag}: ${JSON.stringify(error)}`)
  }

  /** Of the host; no other bench takes it, of this process or of one that runs beside it. */
  port(): number {
    return 40_000 + ((process.pid * 101 + this.number) % 8000)
  }

  /** Name of a further object. */
  other(suffix: string): string {
    return `${this.name}.${suffix}`
  }

  labels(): Readonly<Record<string, string>> {
    return { 'io.dmap.map': this.subject.prefix }
  }

  about(name = this.name, kind: 'container' | 'network' | 'volume' | 'image' = 'container') {
    const { client } = this.subject
    return { client, name, target: `${kind}:${name}@${client}` as ResourceId }
  }

  createAction(body: Partial<ContainerBody> = {}, name = this.name): Action {
    return {
      ...this.about(name),
      _tag: 'CreateContainer',
      body: { Image: this.subject.image, Labels: this.labels(), ...body } as ContainerBody,
    }
  }

  create(body: Partial<ContainerBody> = {}, name = this.name): Promise<ActionResult> {
    return this.perform(this.createAction(body, name))
  }

  start(name = this.name): Promise<ActionResult> {
    return this.perform({ ...this.about(name), _tag: 'StartContainer' })
  }

  async running(body: Partial<ContainerBody> = {}, name = this.name): Promise<string> {
    const { objectId } = await this.create(body, name)
    await this.start(name)
    return objectId ?? assert.fail('CreateContainer gave no id')
  }

  async network(name: string, body: JsonObject = {}): Promise<void> {
    await this.perform({
      ...this.about(name, 'network'),
      _tag: 'CreateNetwork',
      body: { Labels: this.labels(), ...body },
    })
  }

  async volume(name: string): Promise<void> {
    await this.perform({ ...this.about(name, 'volume'), _tag: 'CreateVolume', body: { Labels: this.labels() } })
  }

  async observe(): Promise<ClientObservation> {
    const { executor, client, prefix, image } = this.subject
    const query = { containers: [], networks: [], volumes: [], images: [image], secrets: {} }
    const seen = await executor.observe({ map: prefix, clients: { [client]: query } })()
    if (isLeft(seen)) return assert.fail(`observe failed: ${JSON.stringify(seen.left)}`)
    return (
      seen.right.observation.clients[client] ?? assert.fail(`not observed: ${JSON.stringify(seen.right.unreachable)}`)
    )
  }

  async container(name = this.name): Promise<ObservedContainer | undefined> {
    return (await this.observe()).containers.find((container) => container.name === name)
  }

  async statusOf(name = this.name): Promise<string> {
    return (await this.container(name))?.state.status ?? 'absent'
  }
}

export const contractCase = (tag: ActionTag, what: string, run: (bench: Bench) => Promise<void>): ContractCase => ({
  name: `${tag} ${what}`,
  tag,
  run: (subject) => run(new Bench(subject)),
})
