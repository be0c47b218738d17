/** What was thrown on the way to a host, and what could not be done there, as errors of the executor. */
import type { ExecutorError } from '@dmap/runtime'
import { isConnectionLost, messageOf, SshError } from '@dmap/ssh'
import type { Task } from './context'
import { HostFault } from './host'
import type { Answer } from './session'

type PlainTag = Exclude<ExecutorError['_tag'], 'Refused'>

export const error = (task: Task, tag: PlainTag | 'Refused', message: string): ExecutorError => {
  const base = { client: task.action.client, request: task.title, message }
  return tag === 'Refused' ? { _tag: tag, status: 500, ...base } : { _tag: tag, ...base }
}

/** What was thrown on the way, as the executor's error. */
export const faultError = (task: Task, fault: unknown): ExecutorError =>
  hostError(task.action.client, task.title, fault)

export const hostError = (client: string, title: string, fault: unknown): ExecutorError => {
  const base = { client, request: title, message: messageOf(fault) }
  if (fault instanceof HostFault) {
    return fault.kind === 'Cancelled'
      ? { _tag: 'Cancelled', ...base }
      : {
          _tag: 'Unable',
          ...base,
          message: `no docker command there: ${base.message}`.replace(/: $/, ''),
          hint: NO_DOCKER,
        }
  }
  if (fault instanceof SshError && isConnectionLost(fault)) {
    return { _tag: 'Unreachable', ...base, message: `${base.message}; whether it was done is not known` }
  }
  const hint = fault instanceof SshError ? fault.hint : undefined
  return { _tag: 'Unreachable', ...base, ...(hint === undefined ? {} : { hint }) }
}

const NO_DOCKER =
  'install Docker, name its path with `ssh.docker`, or allow it to the user (`ssh.sudo`, with NOPASSWD in sudoers)'

/** The docker command's words without its own prefix. */
export const messageFrom = ({ code, stderr }: Answer): string =>
  stderr
    .toString('utf8')
    .trim()
    .replace(/^(Error response from daemon: |Error: )/, '') || `exit code ${code}`
