/** Engines that the environment and the Docker command's own files name, reached for real. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithEngine, describeWithSshd, dockerCommand } from '@dmap/testing'
import { dockerodeExecutor } from '../src/executor'
import { readSurroundings } from '../src/surroundings'
import { clientAt } from './client'
import { openWays, type Ways } from './ways'

describeWithEngine('an Engine that no client names', (engine) => {
  describeWithSshd('by DOCKER_HOST or a context', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dmap-surroundings-'))
    let ways: Ways
    let id: string
    let tls: { readonly [N in 'ca' | 'cert' | 'key']: string }

    /** Id of the Engine that is found, or the message of what is wrong. */
    const found = async (environment: Readonly<Record<string, string>>): Promise<string> => {
      const { base_url: _, ...client } = clientAt('')
      const surroundings = readSurroundings({ DOCKER_CONFIG: folder, ...environment })
      const executor = dockerodeExecutor({ clients: { default: client }, surroundings })
      const nothing = { containers: [], networks: [], volumes: [], images: [], secrets: {} }
      const seen = await executor.observe({ map: 'none', clients: { default: nothing } })()
      await executor.close()
      if (seen._tag === 'Left') return seen.left.message
      const { observation, unreachable } = seen.right
      return observation.clients['default']?.engine.id ?? unreachable[0]?.message ?? ''
    }
    const docker = (...words: ReadonlyArray<string>): void => {
      execFileSync(dockerCommand(), words, { env: { ...process.env, DOCKER_CONFIG: folder }, stdio: 'pipe' })
    }

    beforeAll(async () => {
      ways = await openWays(engine)
      id = (await engine.expectOk('GET', '/info')).ID
      const certificates = join(folder, 'certificates')
      mkdirSync(certificates)
      const { ca, cert, key } = ways.certificates.tls()
      tls = {
        ca: join(certificates, 'ca.pem'),
        cert: join(certificates, 'cert.pem'),
        key: join(certificates, 'key.pem'),
      }
      for (const [from, to] of [
        [ca, tls.ca],
        [cert, tls.cert],
        [key, tls.key],
      ])
        copyFileSync(from as string, to as string)
      docker('context', 'create', 'plain', '--docker', `host=tcp://127.0.0.1:${ways.ports.tcp}`)
      const files = Object.entries(tls).map(([name, file]) => `${name}=${file}`)
      docker('context', 'create', 'safe', '--docker', `host=tcp://127.0.0.1:${ways.ports.TLS},${files.join(',')}`)
      docker('context', 'create', 'nowhere', '--docker', 'host=unix:///nowhere/docker.sock')
    })
    afterAll(async () => {
      await ways.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('is found by DOCKER_HOST, before the context', async () => {
      const host = `tcp://127.0.0.1:${ways.ports.tcp}`
      expect(await found({ DOCKER_HOST: engine.url })).toBe(id)
      expect(await found({ DOCKER_HOST: host, DOCKER_CONTEXT: 'nowhere' })).toBe(id)
    })

    it('is found with the certificates of DOCKER_CERT_PATH, checked where DOCKER_TLS_VERIFY says so', async () => {
      const host = `tcp://127.0.0.1:${ways.ports.TLS}`
      const certificates = { DOCKER_HOST: host, DOCKER_CERT_PATH: join(folder, 'certificates') }
      expect(await found({ ...certificates, DOCKER_TLS_VERIFY: '1' })).toBe(id)
      expect(await found(certificates)).toBe(id)
      copyFileSync(ways.certificates.file('otherca.pem'), tls.ca)
      expect(await found({ ...certificates, DOCKER_TLS_VERIFY: '1' })).toMatch(/certificate/)
      expect(await found(certificates)).toBe(id)
    })

    it.each(['plain', 'safe'])('is found by the context %s, as the Docker command wrote it', async (name) => {
      expect(await found({ DOCKER_CONTEXT: name })).toBe(id)
      docker('context', 'use', name)
      expect(await found({})).toBe(id)
    })

    it('is looked for where the context says, and nowhere else', async () => {
      expect(await found({ DOCKER_CONTEXT: 'nowhere' })).toMatch(/\/nowhere\/docker\.sock/)
      expect(await found({ DOCKER_CONTEXT: 'typo' })).toMatch(/there is no Docker context "typo"/)
      expect(await found({ DOCKER_CONTEXT: 'typo', DOCKER_HOST: engine.url })).toBe(id)
    })
  })
})
