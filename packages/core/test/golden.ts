/**
 * Golden files: what a rendering must look like, kept beside the test in a folder `golden`. They are written only where
 * `UPDATE_GOLDEN=1` says so; a missing one is a failure like a different one.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const expectGolden = (folder: string, name: string, text: string): void => {
  const file = join(folder, 'golden', name)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  if (!existsSync(file)) throw new Error(`${file} is missing; UPDATE_GOLDEN=1 writes it`)
  expect(text).toBe(readFileSync(file, 'utf8'))
}
