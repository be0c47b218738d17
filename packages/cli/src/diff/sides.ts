/** From the words of `dmap diff` to the two sides: files, folders, revisions, or a range of revisions. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from '../failure'
import type { Io } from '../io'
import { commitOf, mergeBase } from './git'
import { commit, type Place, workingFolder } from './place'

export interface Side {
  readonly place: Place
  /** File or folder that was named; null: those of `--map`, or the default ones. */
  readonly path: string | null
}

export interface Sides {
  readonly base: Side
  readonly head: Side
  /** As it was asked for: `main...feature`. */
  readonly subject: string
}

/**
 * @param headWord absent: of a range its end, else the working folder
 * @example
 * await sidesOf('main...HEAD', undefined, io) // base: where the two have parted
 * await sidesOf('v1:maps', 'maps', io)
 */
export const sidesOf = async (
  baseWord: string,
  headWord: string | undefined,
  io: Io,
): Promise<Either<Failure, Sides>> => {
  const range = headWord === undefined ? await rangeOf(baseWord, io) : null
  if (range !== null) return range
  const base = await sideOf(baseWord, io)
  if (isLeft(base)) return base
  const head = headWord === undefined ? right({ place: workingFolder(io), path: null }) : await sideOf(headWord, io)
  if (isLeft(head)) return head
  return right({ base: base.right, head: head.right, subject: `${baseWord}...${headWord ?? 'the working folder'}` })
}

/** `a...b`: from where both have parted; `a..b`: from `a`. An end that is left out is HEAD. */
const rangeOf = async (word: string, io: Io): Promise<Either<Failure, Sides> | null> => {
  const parts = /^(.*?)(\.\.\.?)(.*)$/.exec(word)
  if (parts === null || (await existing(word, io))) return null
  const [, from = '', dots, to = ''] = parts
  const ends = [await commitOf(io, from || 'HEAD'), await commitOf(io, to || 'HEAD')]
  const [first, last] = ends
  if (typeof first !== 'string' || typeof last !== 'string') return left(unknown(typeof first === 'string' ? to : from))
  const base = dots === '...' ? await mergeBase(io, first, last) : first
  if (base === null) return left(usage(`"${from}" and "${to}" have no commit in common`))
  const side = (id: string): Side => ({ place: commit(io, id), path: null })
  return right({ base: side(base), head: side(last), subject: word })
}

const sideOf = async (word: string, io: Io): Promise<Either<Failure, Side>> => {
  if (await existing(word, io)) return right({ place: workingFolder(io), path: word })
  const whole = await commitOf(io, word)
  if (whole !== null) return right({ place: commit(io, whole), path: null })
  const colon = word.indexOf(':')
  const id = colon > 0 ? await commitOf(io, word.slice(0, colon)) : null
  if (id === null) return left(unknown(word))
  const place = commit(io, id)
  const path = word.slice(colon + 1).replace(/^\.\/|\/$/g, '') || '.'
  const there = (await place.names(path)) ?? (await place.text(path))
  return there === null ? left(unknown(word)) : right({ place, path })
}

const existing = async (path: string, { cwd }: Io): Promise<boolean> => {
  try {
    await stat(resolve(cwd, path))
    return true
  } catch {
    return false
  }
}

const unknown = (word: string): Failure =>
  usage(
    `${word} cannot be read: it is no file, no folder, and nothing of a git revision`,
    'name two of them, or a range such as main...HEAD',
  )
