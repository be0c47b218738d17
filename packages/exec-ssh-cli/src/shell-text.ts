/** Commands as POSIX shell text, for a session. */
import type { Json } from '@dmap/core'
import type { Command } from './command'
import { commandLine, hereDocument } from './quote'

/** Commands that are one piece of shell text. */
export type PlainCommand = Extract<Command, { readonly _tag: 'Docker' | 'Stop' | 'Own' }>

/**
 * The text whose exit status is the command's. It says nothing about standard input.
 *
 * @example
 * shellText({ _tag: 'Docker', words: ['start', 'shop.web'], output: false }) // docker start shop.web
 */
export const shellText = (command: PlainCommand): string => {
  switch (command._tag) {
    case 'Docker':
      return commandLine(['docker', ...command.words])
    case 'Stop': {
      const stop = commandLine(['stop_by', command.container, command.signal, String(command.timeout ?? '')])
      return command.start ? `${stop} && ${commandLine(['docker', 'start', command.container])}` : stop
    }
    case 'Own':
      return commandLine(ownWords(command))
  }
}

const ownWords = ({ mount, path, owner, mode }: Extract<Command, { readonly _tag: 'Own' }>): ReadonlyArray<string> => [
  'own',
  ...(mount._tag === 'Volume' ? ['volume', mount.volume] : ['container', mount.container]),
  path,
  owner ?? '',
  mode ?? '',
]

/**
 * A request to the Engine, its body without secrets or with their values filled in.
 *
 * @param header one more, `Name: value`
 */
export const requestText = (method: string, path: string, body: Json | undefined, header?: string): string => {
  const line = commandLine(['engine', method, path, ...(header === undefined ? [] : [header])])
  return body === undefined ? `${line} </dev/null` : `${line} ${hereDocument(JSON.stringify(body))}`
}
