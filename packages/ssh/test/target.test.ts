import { parseTarget } from '../src/target'

it.each([
  ['ssh://deploy@apps1:2222', { host: 'apps1', port: 2222, user: 'deploy' }],
  ['deploy@apps1', { host: 'apps1', user: 'deploy' }],
  ['ssh://[::1]:22/run/docker.sock', { host: '::1', port: 22 }],
  ['ssh://a%40b@apps1', { host: 'apps1', user: 'a@b' }],
  ['ssh://a%zz@apps1', undefined],
  ['ssh://-oProxyCommand=x', undefined],
  ['ssh://apps1:99999', undefined],
])('%s', (text, target) => {
  expect(parseTarget(text)).toEqual(target)
})
