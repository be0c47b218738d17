/** Commands that run in a container after its start. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { quote } from '../../base/describe'
import type { Path } from '../../base/issue'
import type { ExecCommand, Text } from '../../map/model'
import type { ExecSpec } from '../resource'
import { shellWords } from '../shell-words'
import type { Scope, Subject } from './scope'

/** The user is the command's own, else the config's, else root. */
export const execsOf = (scope: Scope, subject: Subject): ReadonlyArray<ExecSpec> =>
  subject.config.exec_commands.flatMap((exec, index) => {
    const field = [...subject.field, 'exec_commands', index]
    const command = wordsOf(scope, exec, field)
    if (command === null) return []
    return [
      {
        command,
        user: exec.user ?? subject.config.user ?? 'root',
        policy: exec.policy,
        ignoreExit: exec.ignore_exit,
        field,
      },
    ]
  })

const wordsOf = (scope: Scope, exec: ExecCommand, field: Path): ReadonlyArray<Text> | null => {
  const words = typeof exec.command === 'string' ? shellWords(exec.command) : null
  const command = words === null ? (exec.command as ReadonlyArray<Text>) : isLeft(words) ? [] : words.right
  if (command.length > 0) return command
  scope.issues.push({
    code: 'invalid-value',
    path: field,
    message:
      words !== null && isLeft(words) ? `the command line cannot be split: ${words.left}` : 'the command is empty',
    expected: 'a command line, or a list of words',
    found: typeof exec.command === 'string' ? quote(exec.command) : 'an empty list',
  })
  return null
}
