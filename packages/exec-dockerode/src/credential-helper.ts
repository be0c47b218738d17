/** Asks `docker-credential-<name>` for a registry's credentials. */
export interface HelperAnswer {
  readonly username: string
  readonly secret: string
}

/** Null: it knows none (it exits with 1 then, too). Rejects where the program cannot be run. */
export const askHelper = async (helper: string, registry: string): Promise<HelperAnswer | null> => {
  // Loaded when it is needed, which is seldom: it takes longer than some of what the executor does.
  const { spawn } = await import('node:child_process')
  return new Promise((resolve, reject) => {
    const child = spawn(`docker-credential-${helper}`, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: process.env,
      // A timeout of its own would run on where the program is not there, and keep this process from its end.
      signal: AbortSignal.timeout(60_000),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.stdin.on('error', () => {})
    child.on('close', (code) => resolve(code === 0 ? answerIn(Buffer.concat(chunks).toString('utf8')) : null))
    child.stdin.end(registry)
  })
}

const answerIn = (text: string): HelperAnswer | null => {
  try {
    const { Username: username, Secret: secret } = JSON.parse(text) as {
      readonly Username?: string
      readonly Secret?: string
    }
    return username === undefined || secret === undefined ? null : { username, secret }
  } catch {
    return null
  }
}
