/** What the tests on a real Engine share: images, and a look at the containers that they made. */
import type { TestEngine } from '@dmap/testing'
import { assembleClient } from '../../src/observe/assemble'
import { containerFromInspect } from '../../src/observe/container'
import { engineFromInfo } from '../../src/observe/defaults'
import { imageFromInspect } from '../../src/observe/image'
import { networkFromInspect } from '../../src/observe/network'
import type { ClientObservation } from '../../src/observe/observation'
import { volumeFromInspect } from '../../src/observe/volume'
import { right } from './either'

export const PLAIN = { Cmd: ['sleep', '3600'], StopSignal: 'SIGKILL' }

/** As `docker commit` makes them: with settings of the container that no Engine takes from an image. */
export const COMMITTED = {
  ...PLAIN,
  Tty: true,
  OpenStdin: true,
  StopTimeout: 7,
  Shell: ['/bin/sh', '-e'],
  Hostname: 'builder',
  Domainname: 'example.com',
  MacAddress: '02:42:ac:11:00:98',
  NetworkDisabled: true,
  OnBuild: ['RUN x'],
}

interface Names {
  readonly containers?: ReadonlyArray<string>
  /** References; the images of the containers are looked at as well. */
  readonly images?: ReadonlyArray<string>
  readonly networks?: ReadonlyArray<string>
  readonly volumes?: ReadonlyArray<string>
}

/** These objects as they are now. */
export const observe = async (engine: TestEngine, names: Names): Promise<ClientObservation> => {
  const seen = engineFromInfo(await engine.expectOk('GET', '/info'), await engine.expectOk('GET', '/version'))
  const each = <A>(kind: string, list: ReadonlyArray<string> = [], read: (raw: unknown) => A): Promise<A[]> =>
    Promise.all(list.map(async (name) => read(await engine.expectOk('GET', `/${kind}/${name}`))))
  const containers = await each(
    'containers',
    names.containers?.map((name) => `${name}/json`),
    (raw) => right(containerFromInspect(raw, seen.defaults)),
  )
  const images = new Set([...containers.map((container) => container.image), ...(names.images ?? [])])
  return assembleClient({
    engine: seen,
    containers,
    networks: await each('networks', names.networks, (raw) => right(networkFromInspect(raw))),
    volumes: await each('volumes', names.volumes, (raw) => right(volumeFromInspect(raw))),
    images: await each(
      'images',
      [...images].map((id) => `${id}/json`),
      (raw) => right(imageFromInspect(raw)),
    ),
  })
}
