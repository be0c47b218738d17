/** A picture in the language of Graphviz. */
import { groupsOf, type Picture, type PictureNode } from './picture'

const COLOURS: Readonly<Record<PictureNode['tone'], string>> = {
  create: '#1a7f37',
  remove: '#cf222e',
  change: '#9a6700',
  other: '#57606a',
}

/** Ends with a line feed. */
export const renderDot = (picture: Picture): string => {
  const clusters = groupsOf(picture).flatMap(([group, nodes], index) => [
    `  subgraph ${quote(`cluster_${index}`)} {`,
    `    label=${quote(group)}`,
    ...nodes.map((node) => `    ${quote(node.id)} [label=${label(node.label)}, color=${quote(COLOURS[node.tone])}]`),
    '  }',
  ])
  const edges = picture.edges.map(
    ({ from, to, label: text }) =>
      `  ${quote(from)} -> ${quote(to)}${text === undefined ? '' : ` [label=${quote(text)}]`}`,
  )
  return [
    `digraph ${quote(picture.title)} {`,
    '  rankdir=LR',
    '  node [shape=box, fontname="sans-serif"]',
    ...clusters,
    ...edges,
    '}',
    '',
  ].join('\n')
}

/** In a quoted string, a backslash begins an escaped, and a quotation mark ends it; nothing else has a meaning. */
const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')

const quote = (text: string): string => `"${escaped(text)}"`

const label = (lines: ReadonlyArray<string>): string => `"${lines.map(escaped).join('\\n')}"`
