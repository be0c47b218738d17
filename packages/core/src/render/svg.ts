/** A picture as SVG: stands alone, needs nothing from elsewhere, fits light and dark surroundings. */
import { htmlText } from './html-text'
import { BOX, type Layout, layersOf, type Placed } from './layers'
import type { Picture, PictureEdge, PictureNode } from './picture'

const MOST_CHARACTERS = 36

/**
 * @example
 * renderSvg(pictureOfPlan(plan)) // '<svg xmlns="http://www.w3.org/2000/svg" …'
 * @returns ends with a line feed
 */
export const renderSvg = (picture: Picture): string => {
  const layout = layersOf(picture)
  const { width, height } = layout
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="dmap-graph" role="img" aria-label="${htmlText(`Graph: ${picture.title}, ${picture.nodes.length} boxes`)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<style>${STYLE}</style>`,
    `<g class="edges">${picture.edges.map((edge) => arrow(edge, layout)).join('')}</g>`,
    ...[...layout.placed.values()].map(box),
    '</svg>',
    '',
  ].join('\n')
}

const STYLE = [
  '.dmap-graph text{font:12px sans-serif;fill:#1f2328}',
  '.dmap-graph path{fill:none;stroke:#8c959f;stroke-width:1}',
  '.dmap-graph rect{fill:#fff;stroke:#57606a}',
  '.dmap-graph .create rect{stroke:#1a7f37}',
  '.dmap-graph .remove rect{stroke:#cf222e}',
  '.dmap-graph .change rect{stroke:#9a6700}',
  '.dmap-graph .why{fill:#57606a}',
  '@media(prefers-color-scheme:dark){',
  '.dmap-graph text{fill:#e6edf3}',
  '.dmap-graph rect{fill:#161b22;stroke:#8b949e}',
  '.dmap-graph .why{fill:#9198a1}',
  '.dmap-graph .create rect{stroke:#3fb950}',
  '.dmap-graph .remove rect{stroke:#f85149}',
  '.dmap-graph .change rect{stroke:#d29922}',
  '}',
].join('')

const box = ({ node, x, y }: Placed): string => {
  const [first = '', second = ''] = labelOf(node)
  return [
    `<g class="${node.tone}"><title>${htmlText(`${node.label.join(': ')} on ${node.group}`)}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4"/>`,
    `<text x="${x + 8}" y="${y + 18}">${htmlText(first)}</text>`,
    `<text class="why" x="${x + 8}" y="${y + 35}">${htmlText(second)}</text></g>`,
  ].join('')
}

const labelOf = ({ label }: PictureNode): ReadonlyArray<string> =>
  label.map((line) => (line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line))

const arrow = ({ from, to }: PictureEdge, { placed }: Layout): string => {
  const [start, end] = [placed.get(from), placed.get(to)]
  if (start === undefined || end === undefined) return ''
  const [x1, y1] = [start.x + BOX.width, start.y + BOX.height / 2]
  const [x2, y2] = [end.x, end.y + BOX.height / 2]
  const middle = (x1 + x2) / 2
  return `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`
}
