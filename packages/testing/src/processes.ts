/** Processes of the machine, as far as tests end them. */
import { readdirSync, readFileSync } from 'node:fs'

/** Pids of children, their children and so on; none where there is no `/proc`. */
export const descendantsOf = (pid: number): ReadonlyArray<number> => {
  const children = new Map<number, number[]>()
  for (const one of pids()) {
    const parent = parentOf(one)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), one])
  }
  const found: number[] = []
  for (let open = children.get(pid) ?? []; open.length > 0; open = open.flatMap((one) => children.get(one) ?? []))
    found.push(...open)
  return found
}

export const killIfThere = (pid: number, signal: NodeJS.Signals = 'SIGKILL'): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended in the meantime.
  }
}

/** False for a zombie, too: it is as dead as it gets. */
export const isAlive = (pid: number): boolean => {
  const state = statusOf(pid)?.match(/^State:\s+(\S)/m)?.[1]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

export const pids = (): ReadonlyArray<number> => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Its words, with blanks in between; empty where it has ended. */
export const commandLineOf = (pid: number): string => read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? ''

const parentOf = (pid: number): number | undefined => {
  const parent = statusOf(pid)?.match(/^PPid:\s+(\d+)/m)?.[1]
  return parent === undefined ? undefined : Number(parent)
}

const statusOf = (pid: number): string | undefined => read(`/proc/${pid}/status`)

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
