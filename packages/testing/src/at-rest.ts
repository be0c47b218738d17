/** Waiting for what a host does by itself. */

/** Of an observation, what tells. This package knows no other one. */
interface Seen {
  readonly clients: Readonly<
    Record<
      string,
      {
        readonly containers: ReadonlyArray<{
          readonly state: { readonly status: string; readonly health?: string }
          readonly config: Readonly<Record<string, unknown>>
        }>
      }
    >
  >
}

/** Looks until all is at rest: attached containers have ended, health checks have spoken. */
export const atRest = async <O extends Seen>(look: () => Promise<O>): Promise<O> => {
  for (;;) {
    const seen = await look()
    if (!hasPending(seen)) return seen
  }
}

/** An attached container ends within milliseconds of its start, and its end may not be seen yet. */
const hasPending = ({ clients }: Seen): boolean =>
  Object.values(clients).some(({ containers }) =>
    containers.some(
      ({ state, config }) =>
        state.status === 'running' && (state.health === 'starting' || isAttached(config['Labels'])),
    ),
  )

const isAttached = (labels: unknown): boolean =>
  (labels as Readonly<Record<string, unknown>> | undefined)?.['io.dmap.kind'] === 'attached'
