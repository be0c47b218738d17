/** The processes of an sshd that serve single connections. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestSshd } from '@dmap/testing'

/** Those below `pid`; they outlive their parent. */
const below = (pid: string): ReadonlyArray<number> =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '' && readFileSync(`/proc/${child}/comm`, 'utf8').startsWith('sshd'))
    .flatMap((child) => [Number(child), ...below(child)])

export const serversOf = (sshd: TestSshd): ReadonlyArray<number> =>
  below(readFileSync(join(dirname(sshd.privateKeyFile), 'pid'), 'utf8').trim())

/** Ends the server as a crash would: its connections at once, what they run left alone. */
export const killed = async (sshd: TestSshd): Promise<void> => {
  for (const server of serversOf(sshd)) process.kill(server, 'SIGKILL')
  await sshd.stop()
}
