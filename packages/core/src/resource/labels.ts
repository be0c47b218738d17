/** Labels that mark what is ours: an object with our name and without them is foreign. */

export const LABEL = {
  map: 'io.dmap.map',
  config: 'io.dmap.config',
  instance: 'io.dmap.instance',
  alias: 'io.dmap.alias',
  /** `instance`, `attached`, `volume`, `network` or `helper`. */
  kind: 'io.dmap.kind',
  /** Hash of the desired spec without the values of secrets. */
  spec: 'io.dmap.spec',
  /** Id of the container that this one takes the place of. */
  replaces: 'io.dmap.replaces',
  /** Names of anonymous volumes carried over from the container before, separated by commas. */
  carried: 'io.dmap.carried',
  /** Where secrets stand in the container: see `placeholder.ts`. */
  secrets: 'io.dmap.secrets',
  /** Limits that the container was made with: see `limits.ts`. */
  limits: 'io.dmap.limits',
  /** `true` on what was made from a config with `prevent_destroy`: known even when the map no longer has it. */
  protected: 'io.dmap.protected',
  /** `true` on what was made from a config with `persistent`, likewise. */
  persistent: 'io.dmap.persistent',
  preparedPrefix: 'io.dmap.prepared.',
} as const
