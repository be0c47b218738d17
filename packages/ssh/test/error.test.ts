import { messageOf } from '../src/error'

it('takes the words of each error inside one that has none', () => {
  const inside = [new Error('connect ECONNREFUSED ::1:22'), new Error('connect ECONNREFUSED 127.0.0.1:22')]
  expect(messageOf(new AggregateError(inside))).toBe('connect ECONNREFUSED ::1:22, connect ECONNREFUSED 127.0.0.1:22')
  expect(messageOf(new Error('no route'))).toBe('no route')
  expect(messageOf('no route')).toBe('no route')
})
