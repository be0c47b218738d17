/** Where data goes and in which form: standard output or a file, by `--format`, the file's name, or as text. */
import { extname } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Failure, usage } from './failure'
import { writeText } from './files'
import type { Io } from './io'
import type { CommonOptions, OutputOptions } from './options'

export interface Target {
  readonly color: boolean
}

/** How a command shows its data, by format; the first one is the default. */
export type Formats = Readonly<Record<string, (target: Target) => string>>

const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.json': 'json',
  '.md': 'markdown',
  '.html': 'html',
  '.svg': 'svg',
  '.dot': 'dot',
  '.gv': 'dot',
  '.mmd': 'mermaid',
  '.sh': 'sh',
  '.txt': 'text',
}

/** Writes the data; a format that the command does not have is a failure that lists those it has. */
export const emit = async (
  formats: Formats,
  options: OutputOptions & CommonOptions,
  io: Io,
): Promise<Either<Failure, void>> => {
  const format = formatOf(formats, options)
  if (isLeft(format)) return format
  const render = formats[format.right] as Formats[string]
  if (options.out !== undefined && options.out !== '-') return writeText(io.cwd, options.out, render({ color: false }))
  io.out(render({ color: hasColor(options, io, 'out') }))
  return right(undefined)
}

const formatOf = (formats: Formats, { format, out }: OutputOptions): Either<Failure, string> => {
  const names = Object.keys(formats)
  if (format !== undefined)
    return names.includes(format)
      ? right(format)
      : left(usage(`unknown format "${format}"`, `one of ${names.join(', ')}`))
  const byName = out === undefined ? undefined : BY_EXTENSION[extname(out)]
  return right(byName !== undefined && names.includes(byName) ? byName : (names[0] as string))
}

/** Colours on a terminal only, and never against the wish of `--no-color` or `NO_COLOR`. */
export const hasColor = ({ color }: CommonOptions, io: Io, stream: 'out' | 'err'): boolean => {
  if (color === false || (io.env['NO_COLOR'] ?? '') !== '') return false
  return io.terminal[stream] && io.env['TERM'] !== 'dumb'
}
