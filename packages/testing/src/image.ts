/** Images without a registry: one busybox layer, and whatever config a test wants above it, as `docker load` reads it. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The `config` of an image in the Engine's own words: `{ Cmd: ['sleep', '3600'], User: '1000:1000', Env: ['A=1'] }`. */
export type ImageConfig = Readonly<Record<string, unknown>>

/** An image that sets whatever an image can set. */
export const FULL_IMAGE = {
  Env: ['PATH=/bin', 'FROM_IMAGE=1'],
  User: '1000:1000',
  Cmd: ['3600'],
  Entrypoint: ['sleep'],
  Labels: { 'from.image': 'yes', other: '' },
  ExposedPorts: { '8000/tcp': {}, '8001/udp': {} },
  Volumes: { '/data': {}, '/logs': {} },
  WorkingDir: '/bin',
  StopSignal: 'SIGKILL',
  Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 3e9, Retries: 5 },
} as const satisfies ImageConfig

type Send = (method: string, path: string, body?: unknown) => Promise<unknown>

/** Loads the image, names it, and gives its id (`sha256:…`). Without `Cmd` it sleeps for an hour and obeys SIGTERM. */
export const importImage = async (send: Send, tag: string, config: ImageConfig = {}): Promise<string> => {
  const layer = busyboxLayer()
  const full = { Cmd: defaultCommand, Env: [path], ...config }
  const description = JSON.stringify({
    architecture: { x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: full,
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'busybox' }],
  })
  const id = sha256(Buffer.from(description))
  const manifest = [
    {
      Config: `${id}.json`,
      RepoTags: [tag.includes(':', tag.lastIndexOf('/') + 1) ? tag : `${tag}:latest`],
      Layers: ['layer.tar'],
    },
  ]
  const answer = await send(
    'POST',
    '/images/load?quiet=1',
    archive({ 'manifest.json': JSON.stringify(manifest), [`${id}.json`]: description, 'layer.tar': layer }),
  )
  if (JSON.stringify(answer).includes('"errorDetail"')) throw new Error(`load ${tag}: ${JSON.stringify(answer)}`)
  return `sha256:${id}`
}

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** A plain `sleep` as process 1 ignores SIGTERM and costs every test the stop timeout. */
const defaultCommand = ['/bin/sh', '-c', 'trap "exit 0" TERM INT; sleep 3600 & wait']

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

let layerOnce: Buffer | undefined

const busyboxLayer = (): Buffer => {
  layerOnce ??= inTemporaryFolder((folder) => {
    const busybox = findBusybox()
    const applets = run(busybox, ['--list']).toString('utf8').trim().split('\n')
    mkdirSync(join(folder, 'bin'))
    for (const applet of applets) if (applet !== 'busybox') symlinkSync('busybox', join(folder, 'bin', applet))
    copyFileSync(busybox, join(folder, 'bin/busybox'))
    symlinkSync('bin/true', join(folder, 'true'))
    writeFiles(folder, {
      'etc/passwd':
        'root:x:0:0:root:/root:/bin/sh\napp:x:2000:2000:app:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n',
      'etc/group': 'root:x:0:\napp:x:2000:\nnobody:x:65534:\n',
    })
    return tar(folder)
  })
  return layerOnce
}

const findBusybox = (): string => {
  const found = [process.env['DMAP_TEST_BUSYBOX'], '/bin/busybox', '/usr/bin/busybox'].find(
    (file) => file && existsSync(file),
  )
  if (found === undefined)
    throw new Error('no static busybox: install the package busybox-static, or set DMAP_TEST_BUSYBOX')
  return found
}

const archive = (files: Readonly<Record<string, string | Buffer>>): Buffer =>
  inTemporaryFolder((folder) => {
    writeFiles(folder, files)
    return tar(folder)
  })

const writeFiles = (folder: string, files: Readonly<Record<string, string | Buffer>>): void => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** The same bytes for the same files on every machine, so that image ids are the same too. */
const tar = (folder: string): Buffer =>
  run('tar', [
    '-C',
    folder,
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=u=rwX,go=rX',
    '-c',
    '.',
  ])

const run = (command: string, args: ReadonlyArray<string>): Buffer => {
  const child = spawnSync(command, args, { maxBuffer: 256 * 1024 * 1024 })
  if (child.status === 0) return child.stdout
  throw new Error(`${command} ${args.join(' ')}: ${child.error?.message ?? child.stderr.toString('utf8')}`)
}

const inTemporaryFolder = <A>(work: (folder: string) => A): A => {
  const folder = mkdtempSync(join(tmpdir(), 'dmap-image-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
