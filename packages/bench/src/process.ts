/** Runs a program to its end. */
import { spawn } from 'node:child_process'

/** Its standard output; rejects with its standard error unless it ends well. */
export const runProgram = (
  [program = '', ...args]: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [out, err]: [string[], string[]] = [[], []]
    child.stdout.on('data', (chunk) => out.push(String(chunk)))
    child.stderr.on('data', (chunk) => err.push(String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(out.join(''))
      else reject(new Error(`${program} ${args.join(' ')}: ${code} ${err.join('')}`))
    })
  })
