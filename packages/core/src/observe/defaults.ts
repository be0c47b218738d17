/** What an Engine fills in by itself and that differs from host to host: learnt from `GET /info`. */
import type { Json } from '../base/json'
import type { Engine, EngineDefaults } from './observation'
import { poolsFromInfo } from './pools'
import { numberAt, textAt } from './read'

/**
 * Where nothing is known about the Engine: what comes with Docker. Both modes of `CgroupnsMode` are taken as its
 * default, since the Engine's own is `host` with cgroup version 1 and `private` with version 2.
 */
export const STANDARD_DEFAULTS: EngineDefaults = { logDriver: 'json-file', runtime: 'runc' }

/**
 * The Engine as an observation holds it.
 *
 * @param info body of `GET /info` (what `docker info --format '{{json .}}'` prints)
 * @param version body of `GET /version`; `docker version --format '{{json .Server}}'` serves as well
 */
export const engineFromInfo = (info: unknown, version: unknown): Engine => ({
  id: textAt(info, 'ID'),
  version: textAt(version, 'Version') || textAt(info, 'ServerVersion'),
  apiVersion: textAt(version, 'ApiVersion') || textAt(version, 'APIVersion'),
  defaults: defaultsFromInfo(info),
})

/** What the Engine fills in; `info` as for `engineFromInfo`. */
export const defaultsFromInfo = (info: unknown): EngineDefaults => {
  const pools = poolsFromInfo(info)
  const cgroups = textAt(info, 'CgroupVersion') || String(numberAt(info, 'CgroupVersion') || '')
  return {
    logDriver: textAt(info, 'LoggingDriver') || 'json-file',
    runtime: textAt(info, 'DefaultRuntime') || 'runc',
    ...(cgroups === '' ? {} : { cgroupns: cgroups === '1' ? ('host' as const) : ('private' as const) }),
    ...(textAt(info, 'Name') === '' ? {} : { hostname: textAt(info, 'Name') }),
    ...(pools === undefined ? {} : { pools }),
  }
}

/** Whether `mode` is what the Engine takes for `CgroupnsMode` when nobody asks. */
export const isDefaultCgroupns = (mode: Json | undefined, defaults: EngineDefaults): boolean =>
  defaults.cgroupns === undefined ? mode === 'host' || mode === 'private' : mode === defaults.cgroupns
