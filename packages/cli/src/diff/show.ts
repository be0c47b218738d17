/** A comparison in the forms that `dmap diff` writes. */
import {
  type Json,
  type PlanComparison,
  pictureOfPlan,
  predictionOf,
  prettyJson,
  printable,
  renderDot,
  renderHtml,
  renderMermaid,
  renderReview,
  renderSvg,
  renderText,
  type StepChange,
  valueText,
} from '@dmap/core'
import type { Formats } from '../output'
import type { Reviews } from './reviews'

export interface Shown {
  readonly subject: string
  readonly key?: string
  readonly verbose: boolean
}

/** Pictures show one plan: there are none where several maps are compared. */
export const reviewFormats = ({ all, notes }: Reviews, { subject, key, verbose }: Shown): Formats => ({
  text: ({ color }) =>
    [
      ...notes.map((note) => `${printable(note)}\n`),
      ...all.map(({ title, plan, schedule, undecided, abandoned }) => {
        const text = renderText(plan, { color, sources: verbose, prediction: predictionOf(schedule) })
        const more = [
          ...undecided.map((id) => `not decided: ${id} has other secrets`),
          ...abandoned.map((client) => `left alone: what runs on ${client}`),
        ]
        const heading = all.length > 1 ? [`${title}:`] : []
        return [...heading, ...more].map((line) => `${printable(line)}\n`).join('') + text
      }),
    ].join(''),
  json: () =>
    prettyJson({
      format: '1.0',
      subject,
      notes,
      maps: all.map(({ title, plan, schedule, fates, failed, dropped, undecided, abandoned }) => ({
        title,
        plan,
        objects: fates,
        outages: schedule.outages,
        criticalPath: schedule.criticalPath,
        makespan: schedule.makespan,
        failed,
        dropped,
        undecided,
        abandoned,
      })),
    } as unknown as Json),
  markdown: () => renderReview(all, { subject, notes, ...(key === undefined ? {} : { key }) }),
  html: () => renderHtml(all, { title: subject, notes }),
  ...picturesOf(all),
})

const picturesOf = ([only, ...others]: Reviews['all']): Formats =>
  only === undefined || others.length > 0
    ? {}
    : {
        svg: () => renderSvg(pictureOfPlan(only.plan)),
        dot: () => renderDot(pictureOfPlan(only.plan)),
        mermaid: () => renderMermaid(pictureOfPlan(only.plan)),
      }

/** Plan against plan. */
export const planFormats = ({ added, gone, changed }: PlanComparison): Formats => ({
  text: () => {
    const lines = [
      ...gone.map(({ id }) => `- ${id}`),
      ...added.map(({ id }) => `+ ${id}`),
      ...changed.flatMap(({ id, changes }) => [`~ ${id}`, ...changes.map(changeText)]),
      ...(gone.length + added.length + changed.length === 0 ? ['The plans do the same.'] : []),
    ]
    return lines.map((line) => `${printable(line)}\n`).join('')
  },
  json: () => prettyJson({ added, gone, changed } as unknown as Json),
})

const changeText = ({ field, have, want }: StepChange): string =>
  `      ${field}: ${valueText(have)} → ${valueText(want)}`
