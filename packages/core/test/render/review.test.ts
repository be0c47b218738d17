/** The comment of a code review: what stands first, what is hidden, what is cut. */
import { renderReview, reviewMarker } from '../../src/render/review'
import { BASE, compared } from '../compare/build'
import { expectGolden } from '../golden'

const review = (head: string, title = 'dmap.yaml') => ({ title, ...compared(BASE, head) })
const HEAD = BASE.replace('MODE: prod', 'MODE: test').replace('\ndb:', '\ndata_base:').replace('nginx:1', 'nginx:2')

it('says deletions and outages first, then a table per host, then the details', () => {
  expectGolden(__dirname, 'review.md', renderReview([review(HEAD)], { key: 'site', subject: 'main...feature' }))
})

it('is the same for the same input, and begins with a marker for its updates', () => {
  const text = renderReview([review(HEAD)])
  expect(renderReview([review(HEAD)])).toBe(text)
  expect(text.startsWith(`${reviewMarker()}\n`)).toBe(true)
})

it('says that there is nothing to do', () => {
  expect(renderReview([review(BASE)])).toBe(
    `${reviewMarker()}\n## What merging this would do\n\n**Nothing to do:** no host would change.\n`,
  )
})

it('names the maps where there are several', () => {
  const text = renderReview([review(HEAD, 'a.yaml'), review(BASE, 'b.yaml')])
  expect(text).toContain('### a.yaml on default')
  expect(text).toContain('**b.yaml**: nothing to do')
})

it('warns of other secrets, and holds no markup or mention of the map', () => {
  const head = BASE.replace('MODE: prod', 'MODE: { $secret: mode }')
    .replace('80: 8080', '80: 8081')
    .replace('image: db:1', 'image: db:1\n  create_options: { environment: { X: "@all <b>" } }')
  const text = renderReview([review(head)])
  expect(text).toContain('with other secrets in the map')
  expect(text).not.toMatch(/@all|<b>/)
})

it('is cut where it is too long, with what is left out, and never inside a part', () => {
  const many = (mode: string) =>
    `name: big\n${Array.from({ length: 250 }, (_, at) => `c${at}:\n  image: i:1\n  create_options: { environment: { MODE: "${mode}" } }`).join('\n')}`
  const text = renderReview([{ title: 'big.yaml', ...compared(many('a'), many('b')) }])
  expect(text.length).toBeLessThanOrEqual(65536)
  expect(text.length).toBeGreaterThan(60000)
  expect(text).toMatch(
    /> \*\*Cut here:\*\* a comment holds 65536 characters; .*\d+ folded parts more are in the whole report/,
  )
  expect(text.split('<details>').length).toBe(text.split('</details>').length)
})
