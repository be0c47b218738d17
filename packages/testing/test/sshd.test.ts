import { spawnSync } from 'node:child_process'
import { describeWithSshd } from '../src/index'

describeWithSshd(
  'the test sshd',
  (sshd) => {
    it('lets its own key in, is known by its host key, and sets the environment', () => {
      const { port, user, privateKeyFile, knownHostsFile } = sshd.get()
      const options = [
        '-F',
        'none',
        '-i',
        privateKeyFile,
        '-o',
        `UserKnownHostsFile=${knownHostsFile}`,
        '-o',
        'BatchMode=yes',
      ]
      const child = spawnSync('ssh', [...options, '-p', String(port), `${user}@127.0.0.1`, 'echo $GREETING'], {
        encoding: 'utf8',
      })
      expect({ output: child.stdout, status: child.status }).toEqual({ output: 'hello there\n', status: 0 })
    })
  },
  { environment: { GREETING: 'hello there' } },
)
