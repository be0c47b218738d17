/** What is drawn on a terminal while a plan is carried out, and what is printed without one. */
import { PassThrough } from 'node:stream'
import type { Plan } from '@dmap/core'
import type { RunEvent } from '@dmap/runtime'
import type { Io } from '../src/io'
import { progressOf } from '../src/progress'

const step = (id: string, name: string) => ({
  id,
  action: { _tag: 'StartContainer', client: 'edge', target: `container:${name}@edge`, name },
})
const plan = { steps: [step('start a', 'shop.a'), step('start b', 'shop.b')] } as unknown as Plan

const EVENTS: ReadonlyArray<RunEvent> = [
  { _tag: 'RunStarted', plan: 'x', steps: 2, commands: [] },
  { _tag: 'StepStarted', step: 'start a', client: 'edge' },
  { _tag: 'StepStarted', step: 'start b', client: 'edge' },
  { _tag: 'StepOutput', step: 'start a', client: 'edge', text: 'one\ntwo\u001b[2J\n' },
  { _tag: 'StepDone', step: 'start a', client: 'edge', result: {}, took: 1234 },
  {
    _tag: 'StepFailed',
    step: 'start b',
    client: 'edge',
    error: {
      _tag: 'Refused',
      client: 'edge',
      request: 'POST /containers/shop.b/start',
      status: 500,
      message: 'port is taken',
    },
    took: 1,
  },
]

const SKIPPED: RunEvent = {
  _tag: 'StepSkipped',
  step: 'start b',
  client: 'edge',
  because: 'start a',
  dependent: true,
}

const show = async (
  terminal: boolean,
  verbose = false,
  events = EVENTS,
): Promise<{ readonly err: string; readonly screen: string }> => {
  let [err, drawn] = ['', '']
  const screen = Object.assign(new PassThrough(), { columns: 200, rows: 50, isTTY: true })
  screen.on('data', (chunk: Buffer) => {
    drawn += chunk.toString()
  })
  const io = {
    err: (text: string) => (err += text),
    terminal: { in: false, out: false, err: terminal },
    screen,
  } as unknown as Io
  const progress = await progressOf(plan, io, { color: false, verbose })
  for (const event of events) progress.tell(event)
  progress.end()
  return { err, screen: drawn }
}

const DONE = 'done     start container shop.a on edge (1.2 s)\n'
const FAILED = 'failed   start container shop.b on edge: edge: POST /containers/shop.b/start: 500 port is taken\n'

it('prints a line for each step that ended, and draws nothing, without a terminal', async () => {
  expect(await show(false)).toEqual({ err: DONE + FAILED, screen: '' })
})

it('leaves what is skipped to the report, which tells it with its cause, but for --verbose', async () => {
  expect((await show(false, false, [SKIPPED])).err).toBe('')
  expect((await show(false, true, [SKIPPED])).err).toBe('skipped  start container shop.b on edge\n')
})

it('prints what commands print with --verbose, without control characters', async () => {
  expect((await show(false, true)).err).toBe(`         one\n         two\\u001b[2J\n${DONE}${FAILED}`)
})

it('draws what runs on a terminal, with its last words, and leaves nothing behind but the lines', async () => {
  const { err, screen } = await show(true)
  expect(err).toBe(DONE + FAILED)
  expect(screen).toContain(
    '0 of 2\n  start container shop.a on edge: two\\u001b[2J\n  start container shop.b on edge\n',
  )
  expect(screen).toContain('1 of 2\n  start container shop.b on edge\n')
})
