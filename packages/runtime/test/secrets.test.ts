import { scrubError, secretsOf } from '../src/secrets'

const secrets = () => secretsOf(async (name) => ({ db: 'p"ss\nword', key: 'p' })[name])

it('puts values in, alone and within text, anywhere in a body', async () => {
  const body = { Env: ['A=1', { $concat: ['DB=', { $secret: 'db' }] }], Labels: { key: { $secret: 'key' } }, Cmd: null }
  expect(await secrets().fill(body)).toEqual({
    _tag: 'Right',
    right: { Env: ['A=1', 'DB=p"ss\nword'], Labels: { key: 'p' }, Cmd: null },
  })
})

it('lists every secret without a value, sorted, once', async () => {
  expect(await secrets().fill([{ $secret: 'z' }, { $secret: 'db' }, { $secret: 'b' }, { $secret: 'z' }])).toEqual({
    _tag: 'Left',
    left: ['b', 'z'],
  })
})

it('takes a resolver that rejects for one without a value', async () => {
  const broken = secretsOf(async () => Promise.reject(new Error('the value is hunter2')))
  expect(await broken.fill({ $secret: 'x' })).toEqual({ _tag: 'Left', left: ['x'] })
})

it('takes every value that was put in out of a text, the longest first, and out of JSON within it', async () => {
  const known = secrets()
  await known.fill([{ $secret: 'db' }, { $secret: 'key' }])
  expect(known.scrub('x p"ss\nword y')).toBe('x <secret> y')
  expect(known.scrub(`x ${JSON.stringify('p"ss\nword')} y`)).toBe('x "<secret>" y')
  const error = {
    _tag: 'Failed',
    client: 'a',
    request: 'exec',
    message: 'bad p"ss\nword',
    output: 'p"ss\nword',
  } as const
  expect(scrubError(error, known.scrub)).toMatchObject({ message: 'bad <secret>', output: '<secret>' })
})

it('takes values out as well that were put in earlier, once they are recalled', async () => {
  const asked: string[] = []
  const known = secretsOf(async (name) => {
    asked.push(name)
    return name === 'gone' ? undefined : 'hunter2'
  })
  known.note(['old', 'gone'])
  expect([known.scrub('is hunter2'), asked]).toEqual(['is hunter2', []])
  await known.recall()
  await known.recall()
  expect([known.scrub('is hunter2'), asked]).toEqual(['is <secret>', ['old', 'gone']])
})

it('asks for each secret once', async () => {
  const asked: string[] = []
  const known = secretsOf(async (name) => {
    asked.push(name)
    return 'v'
  })
  await known.fill([{ $secret: 'a' }, { $secret: 'a' }])
  await known.fill({ $secret: 'a' })
  expect(asked).toEqual(['a'])
})
