import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeText } from '../src/files'

const folder = mkdtempSync(join(tmpdir(), 'dmap-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const inside = (file: string): string => join(folder, file)

describe('a file that is written', () => {
  it('keeps the permissions that it had', async () => {
    writeFileSync(inside('private.json'), 'old')
    chmodSync(inside('private.json'), 0o600)
    await writeText(folder, 'private.json', 'new')
    expect(readFileSync(inside('private.json'), 'utf8')).toBe('new')
    expect(statSync(inside('private.json')).mode & 0o777).toBe(0o600)
  })

  it('is the one that a link leads to, and the link stays', async () => {
    writeFileSync(inside('real.json'), 'old')
    symlinkSync('real.json', inside('link.json'))
    await writeText(folder, 'link.json', 'new')
    expect(lstatSync(inside('link.json')).isSymbolicLink()).toBe(true)
    expect(readFileSync(inside('real.json'), 'utf8')).toBe('new')
  })

  it('leaves nothing beside it where it cannot be written', async () => {
    mkdirSync(inside('taken/by-a-folder'), { recursive: true })
    expect(await writeText(folder, 'taken/by-a-folder', 'new')).toMatchObject({
      left: { message: 'taken/by-a-folder cannot be written: it is a folder' },
    })
    expect(readdirSync(inside('taken'))).toEqual(['by-a-folder'])
  })
})
