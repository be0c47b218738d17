/** Turns the nodes of a YAML document to plain values and spots: anchors, merge keys and tags are resolved here. */
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml'
import type { Spot } from '../base/document'
import type { IssueCode, Path } from '../base/issue'
import { didYouMean } from '../base/nearest'
import { recordOf } from '../base/record'
import type { Variables } from './interpolate'
import { isTagProblem, resolveTag, unknownTag } from './tags'
import { Growth } from './yaml-growth'
import { isMergeKey, isPlainScalar, keyText, offsetOf, ownTag } from './yaml-node'

export interface Problem {
  readonly code: IssueCode
  readonly message: string
  readonly hint?: string
  readonly offset: number
  readonly path: Path
}

export interface Converted {
  readonly value: unknown
  readonly spot: Spot
}

export const valueOfNode = (root: unknown, variables: Variables, report: (problem: Problem) => void): Converted =>
  new Conversion(variables, report).convert(root, [], 0)

interface Member extends Converted {
  readonly key: string
}

class Conversion {
  private readonly anchors = new Map<string, Node>()
  /** Aliased nodes that are being converted: meeting one again is a circle. */
  private readonly open = new Set<Node>()
  private readonly growth = new Growth()
  private ended = false

  constructor(
    private readonly variables: Variables,
    private readonly report: (problem: Problem) => void,
  ) {}

  convert(node: unknown, path: Path, start: number): Converted {
    const offset = offsetOf(node, start)
    if (!this.admits(path, offset)) return { value: null, spot: { value: offset } }
    if (isAlias(node)) return this.follow(node.source, path, offset)
    if (!isNode(node)) return { value: null, spot: { value: offset } }
    const anchor = (node as { anchor?: string }).anchor
    if (anchor !== undefined) this.anchors.set(anchor, node)
    if (isMap(node)) return this.whileOpen(node, () => this.convertMap(node, path, offset))
    if (isSeq(node)) return this.whileOpen(node, () => this.convertList(node, path, offset))
    return this.convertScalar(node as Scalar, path, offset)
  }

  private admits(path: Path, offset: number): boolean {
    if (this.ended) return false
    const message = this.growth.refuses(path.length)
    if (message === null) return true
    this.ended = true
    this.report({ code: 'syntax', message, offset, path: path.slice(0, 3) })
    return false
  }

  private whileOpen(node: Node, work: () => Converted): Converted {
    this.open.add(node)
    const result = work()
    this.open.delete(node)
    return result
  }

  private follow(name: string, path: Path, offset: number): Converted {
    const nothing = { value: null, spot: { value: offset } }
    const node = this.anchors.get(name)
    if (node === undefined) {
      const hints = didYouMean(name, this.anchors.keys())
      this.report({
        code: 'syntax',
        message: `no anchor "${name.slice(0, 60)}" before this alias`,
        ...hints,
        offset,
        path,
      })
      return nothing
    }
    if (this.open.has(node)) {
      this.report({
        code: 'syntax',
        message: `the alias "${name.slice(0, 60)}" stands inside its own anchor`,
        offset,
        path,
      })
      return nothing
    }
    return this.growth.whileFollowing(() => this.convert(node, path, offset))
  }

  private convertScalar(node: Scalar, path: Path, offset: number): Converted {
    const tag = ownTag(node)
    if (tag !== undefined) return { value: this.tagged(tag, node, path, offset), spot: { value: offset } }
    const { value, source } = node
    const spelt = typeof value === 'number' && source !== undefined && source !== String(value) ? { source } : {}
    if (isPlainScalar(value)) return { value: value ?? null, spot: { value: offset, ...spelt } }
    const message = `a map holds no such value: ${String(source ?? value).slice(0, 60)}`
    this.report({ code: 'invalid-value', message, hint: 'write it in quotes, if it is text', offset, path })
    return { value: null, spot: { value: offset } }
  }

  private tagged(tag: string, node: Scalar, path: Path, offset: number): unknown {
    const value = resolveTag(tag, String(node.source ?? node.value), this.variables)
    if (!isTagProblem(value)) return plain(value)
    this.report({ ...value, offset, path })
    return null
  }

  private convertList(node: YAMLSeq, path: Path, offset: number): Converted {
    if (this.refusesTag(node, path, offset)) return { value: null, spot: { value: offset } }
    const items = node.items.map((item, index) => {
      // `[a: 1]` is a list with an object of one pair.
      if (isPair(item)) return this.objectOf(this.membersOf([item], [...path, index], offset), offset)
      return this.convert(item, [...path, index], offset)
    })
    const members = new Map(items.map(({ spot }, index) => [index, spot] as const))
    return { value: items.map(({ value }) => value), spot: { value: offset, members } }
  }

  private convertMap(node: YAMLMap, path: Path, offset: number): Converted {
    if (this.refusesTag(node, path, offset)) return { value: null, spot: { value: offset } }
    return this.objectOf(this.membersOf(node.items, path, offset), offset)
  }

  private objectOf(members: ReadonlyArray<Member>, offset: number): Converted {
    const value = recordOf(members.map((member) => [member.key, member.value] as const))
    const spots = new Map<string | number, Spot>(members.map((member) => [member.key, member.spot] as const))
    return { value, spot: { value: offset, members: spots } }
  }

  private membersOf(pairs: ReadonlyArray<Pair>, path: Path, offset: number): ReadonlyArray<Member> {
    const own = new Map<string, Member>()
    const merged = new Map<string, Member>()
    for (const pair of pairs) {
      const at = offsetOf(pair.key, offset)
      if (!isMergeKey(pair.key)) this.addMember(own, pair, path, at)
      else for (const member of this.mergedMembers(pair.value, path, at)) addFirst(merged, member)
    }
    return [...own.values(), ...[...merged.values()].filter((member) => !own.has(member.key))]
  }

  private addMember(members: Map<string, Member>, pair: Pair, path: Path, offset: number): void {
    const key = this.keyOf(pair.key, path, offset)
    if (key === undefined) return
    const inside = [...path, key]
    if (members.has(key)) {
      const message = `the key "${key.slice(0, 60)}" stands here twice`
      this.report({ code: 'duplicate-name', message, hint: 'remove one of the two', offset, path: inside })
      return
    }
    const { value, spot } = this.convert(pair.value, inside, offset)
    members.set(key, { key, value, spot: { ...spot, key: offset } })
  }

  /** Members of the objects behind `<<`; of several objects the first one has precedence. */
  private mergedMembers(value: unknown, path: Path, offset: number): ReadonlyArray<Member> {
    const { value: source, spot } = this.convert(value, path, offset)
    const sources = Array.isArray(source)
      ? source.map((item, i) => [item, spot.members?.get(i)] as const)
      : [[source, spot] as const]
    return sources.flatMap(([object, objectSpot]) => {
      if (typeof object !== 'object' || object === null || Array.isArray(object)) {
        this.report({ code: 'syntax', message: '<< takes an object, or a list of objects', offset, path })
        return []
      }
      return Object.entries(object).map(([key, member]) => ({
        key,
        value: member as unknown,
        spot: objectSpot?.members?.get(key) ?? { value: offset },
      }))
    })
  }

  private keyOf(key: unknown, path: Path, offset: number): string | undefined {
    const node = isAlias(key) ? this.anchors.get(key.source) : key
    if (!isScalar(node)) {
      this.report({ code: 'syntax', message: 'a key must be text', offset, path })
      return undefined
    }
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node)
    const tag = ownTag(node)
    if (tag === undefined) return keyText(node)
    const value = this.tagged(tag, node, path, offset)
    if (typeof value === 'string') return value
    if (value !== null) this.report({ code: 'syntax', message: 'a key must be text', offset, path })
    return undefined
  }

  private refusesTag(node: YAMLMap | YAMLSeq, path: Path, offset: number): boolean {
    const tag = ownTag(node)
    if (tag === undefined) return false
    const problem = unknownTag(tag)
    const known = !isTagProblem(resolveTag(tag, '', {})) || tag === '!env'
    this.report({ ...problem, ...(known ? { message: `the tag ${tag} stands on a text only` } : {}), offset, path })
    return true
  }
}

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? recordOf(Object.entries(value)) : value

const addFirst = (members: Map<string, Member>, member: Member): void => {
  if (!members.has(member.key)) members.set(member.key, member)
}
