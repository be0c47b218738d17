/** Plan against plan. */
import { comparePlans } from '../../src/compare/plans'
import { BASE, compared } from './build'

const planOfChange = (from: string, to: string) => compared(BASE, BASE.replace(from, to)).plan

it('finds nothing between equal plans', () => {
  const plan = planOfChange('nginx:1', 'nginx:2')
  expect(comparePlans(plan, plan)).toEqual({ added: [], gone: [], changed: [] })
})

it('finds the steps that come and go', () => {
  const { added, gone, changed } = comparePlans(planOfChange('nginx:1', 'nginx:2'), planOfChange('db:1', 'db:2'))
  expect(added.map(({ action }) => action.target)).toContain('container:shop.db@default')
  expect(gone.map(({ action }) => action.target)).toContain('container:shop.web@default')
  expect(changed).toEqual([])
})

it('finds the fields that a step differs in', () => {
  const { added, gone, changed } = comparePlans(planOfChange('8080', '8081'), planOfChange('8080', '8082'))
  expect([added, gone]).toEqual([[], []])
  expect(changed.map(({ id }) => id)).toContain('create container:shop.web~next@default')
  const fields = changed.flatMap(({ changes }) => changes)
  expect(fields).toContainEqual({
    field: 'action.body.HostConfig.PortBindings.80/tcp[0].HostPort',
    have: '8081',
    want: '8082',
  })
})
