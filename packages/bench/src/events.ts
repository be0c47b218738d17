/** What the Engine itself says of containers, and when. */
import { get } from 'node:http'

export interface EngineEvent {
  readonly Action: string
  readonly timeNano: number
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

/** Events from now on; `end` gives them and stops listening. */
export const listen = async (socketPath: string): Promise<{ readonly end: () => ReadonlyArray<EngineEvent> }> => {
  let text = ''
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], label: ['service'] }))
  const call = await new Promise<ReturnType<typeof get>>((resolve, reject) => {
    const sent = get({ socketPath, path: `/events?filters=${filters}` }, (response) => {
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('error', () => {})
      resolve(sent)
    })
    sent.on('error', reject)
  })
  return {
    end: () => {
      call.destroy()
      const lines = text.split('\n').filter((line) => line.trim() !== '')
      return lines.map((line) => JSON.parse(line) as EngineEvent)
    },
  }
}
