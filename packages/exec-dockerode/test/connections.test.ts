import { Connections, type OpenTunnel } from '../src/connections'
import { clientAt } from './client'

it('a tunnel that is there only after the end is closed again', async () => {
  let open: (() => void) | undefined
  const ready = new Promise<void>((resolve) => {
    open = resolve
  })
  let closed = 0
  const tunnel: OpenTunnel = async () => {
    await ready
    return {
      socketPath: '/nowhere',
      close: async () => {
        closed += 1
      },
    }
  }
  const connections = new Connections({ a: clientAt('ssh://a') }, { tlsVerify: false }, tunnel)
  const connection = connections.of('a')
  await connections.close()
  open?.()
  expect(await connection).toMatchObject({ _tag: 'Left', left: { client: 'a', message: 'the executor was closed' } })
  expect(closed).toBe(1)
})
