/** The report as a page: what is in it, that it stands alone, and that a map cannot put markup into it. */

import { renderHtml } from '../../src/render/html'
import { layersOf } from '../../src/render/layers'
import { pictureOfPlan } from '../../src/render/picture'
import { renderSvg } from '../../src/render/svg'
import { BASE, compared } from '../compare/build'

const HEAD = BASE.replace('MODE: prod', 'MODE: test').replace('\ndb:', '\ndata_base:').replace('cache:1', 'cache:2')
const review = { title: 'dmap.yaml', ...compared(BASE, HEAD) }

describe('the page', () => {
  const html = renderHtml([review], { title: 'main...feature' })

  it('is the same for the same input', () => {
    expect(renderHtml([review], { title: 'main...feature' })).toBe(html)
  })

  it('asks for nothing', () => {
    const places = [...html.matchAll(/\b(?:src|href|action|url)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(([, place]) => place)
    expect(places.filter((place) => !place?.startsWith('#') && place !== 'data:,')).toEqual([])
    expect(html).toContain(`content="default-src 'none'`)
  })

  it('names all regions and controls', () => {
    for (const [tag] of html.matchAll(/<(?:form|nav|svg)\b[^>]*>/g)) expect(tag).toMatch(/aria-(?:label|hidden)="/)
    for (const [tag] of html.matchAll(/<div class="scroll"[^>]*>/g)) expect(tag).toMatch(/tabindex="0".*aria-label="/)
  })

  it('has an item for every step, with its host, kind, and chain down to the map', () => {
    expect(html.match(/<li data-host=/g)).toHaveLength(review.plan.steps.length)
    expect(html).toContain('containers.cache.image, dmap.yaml:')
    expect(html).toContain('<code>Image</code>: <code>&quot;cache:1&quot;</code> → <code>&quot;cache:2&quot;</code>')
  })

  it('shows when what is away', () => {
    expect(html).toMatch(/<th scope="row">shop\.app\.a<\/th><td>default<\/td><td><svg class="bar"/)
  })

  it('holds no markup of the map', () => {
    const evil = BASE.replace('MODE: prod', `MODE: '"><script>alert(1)</script>'`)
    const hostile = renderHtml([{ ...review, title: '"><img src=x>', ...compared(BASE, evil) }])
    expect(hostile).not.toMatch(/<script>alert|<img/)
    expect(hostile.split('<script>')).toHaveLength(2)
  })
})

describe('the graph', () => {
  const picture = pictureOfPlan(review.plan)

  it('has a box for each step and an arrow for each edge', () => {
    const svg = renderSvg(picture)
    expect(svg.match(/<rect /g)).toHaveLength(picture.nodes.length)
    expect(svg.match(/<path /g)).toHaveLength(picture.edges.length)
  })

  it('lets arrows lead to the right, and no box lie on another', () => {
    const { placed } = layersOf(picture)
    for (const { from, to } of picture.edges) expect(placed.get(from)?.x).toBeLessThan(placed.get(to)?.x ?? 0)
    expect(new Set([...placed.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(picture.nodes.length)
  })

  it('draws an empty plan', () => {
    expect(renderSvg({ title: 'x', nodes: [], edges: [] })).toContain('<svg xmlns=')
  })
})
