/** Docker Compose, where its binary is found: `DMAP_COMPOSE`, the plugin of the docker command, or `docker-compose`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeOf, NAME, type Service } from './landscape'
import { runProgram } from './process'

export interface Compose {
  readonly version: string
  readonly up: () => Promise<unknown>
  readonly down: () => Promise<unknown>
  readonly write: (list: ReadonlyArray<Service>) => void
}

/** Undefined: none of version 2 or newer was found. */
export const findCompose = async (engine: string, folder: string): Promise<Compose | undefined> => {
  const file = join(folder, 'compose.json')
  const own = process.env['DMAP_COMPOSE']
  const candidates = own === undefined ? [['docker', 'compose'], ['docker-compose']] : [own.split(' ')]
  for (const command of candidates) {
    const version = await runProgram([...command, 'version', '--short']).catch(() => '')
    if (!/^v?([2-9]|\d\d)\./.test(version.trim())) continue
    const compose = (...args: ReadonlyArray<string>) =>
      runProgram([...command, '--file', file, '--project-name', NAME, '--progress', 'quiet', ...args], {
        DOCKER_HOST: engine,
      })
    return {
      version: version.trim(),
      up: () => compose('up', '--detach'),
      down: () => compose('down'),
      write: (list) => writeFileSync(file, JSON.stringify(composeOf(list))),
    }
  }
  return undefined
}
