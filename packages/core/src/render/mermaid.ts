/** A picture in the language of Mermaid, which code hosts draw in Markdown. */
import { groupsOf, type Picture } from './picture'

/** Ends with a line feed. Nodes are numbered: Mermaid's ids may not hold most characters. */
export const renderMermaid = (picture: Picture): string => {
  const numbers = new Map(picture.nodes.map(({ id }, index) => [id, `n${index}`]))
  const groups = groupsOf(picture).flatMap(([group, nodes], index) => [
    `  subgraph g${index}[${quote(group)}]`,
    ...nodes.map(({ id, label, tone }) => `    ${numbers.get(id)}[${quoteLines(label)}]:::${tone}`),
    '  end',
  ])
  const edges = picture.edges.flatMap(({ from, to, label }) => {
    const [a, b] = [numbers.get(from), numbers.get(to)]
    if (a === undefined || b === undefined) return []
    return [`  ${a} -->${label === undefined ? '' : `|${quote(label)}|`} ${b}`]
  })
  return ['flowchart LR', ...CLASSES, ...groups, ...edges, ''].join('\n')
}

const CLASSES = [
  '  classDef create stroke:#1a7f37',
  '  classDef remove stroke:#cf222e',
  '  classDef change stroke:#9a6700',
  '  classDef other stroke:#57606a',
]

/** Mermaid reads `#name;` as a character; what begins markup, Markdown or its own syntax is written so. */
const escaped = (text: string): string =>
  text.replace(/[#"<>&`*_{}[\]()|;\\]/g, (character) => `#${character.charCodeAt(0)};`)

const quote = (text: string): string => `"${escaped(text)}"`

const quoteLines = (lines: ReadonlyArray<string>): string => `"${lines.map(escaped).join('<br/>')}"`
