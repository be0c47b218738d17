/** The part of the report on one map: objects, timeline, graph, steps. */
import { partsOf, type ResourceId } from '../resource/id'
import type { Outage } from '../simulate/outage'
import { longestOutages } from '../simulate/schedule'
import { stepItems } from './html-steps'
import { htmlText } from './html-text'
import { pictureOfPlan } from './picture'
import type { Review } from './review-map'
import { sorted } from './review-tables'
import { renderSvg } from './svg'
import { warningSentence } from './warning'
import { countText, durationText, printable } from './words'

export const section = (review: Review, at: number): string => {
  const { title, plan, failed = [], undecided = [], abandoned = [] } = review
  const warnings = [
    ...failed.map(({ id, error }) => `"${id}" would fail: ${error.message}`),
    ...undecided.map((id) => `${id} has other secrets: whether their values differ is not known here`),
    ...abandoned.map((client) => `what runs on ${client} is left alone, and running`),
    ...plan.warnings.map(warningSentence),
  ].map((text) => `<p class="warning">${shown(text)}</p>`)
  return [
    `<section id="map-${at}" aria-labelledby="map-${at}-name"><h2 id="map-${at}-name">${shown(title)}</h2>`,
    `${facts(review)}${warnings.join('')}`,
    objects(review, at),
    timeline(review, at),
    `<h3 id="graph-${at}">Graph</h3><div class="scroll" tabindex="0" role="region" aria-label="Graph of the steps of ${shown(title)}">`,
    renderSvg(pictureOfPlan(plan)),
    `</div><h3 id="steps-${at}">Steps</h3><ol class="steps${plan.steps.length > MANY ? ' many' : ''}">`,
    ...stepItems(review),
    '</ol></section>',
  ].join('\n')
}

/** Of more steps the browser lays out only those that are in view. */
const MANY = 200

/** What most readers came for, in a row. */
const facts = ({ plan, fates, schedule }: Review): string => {
  if (plan.steps.length === 0) return '<p>Nothing to do.</p>'
  const containers = fates.filter(({ kind }) => kind === 'container')
  const counts = [...new Set(sorted(containers).map(({ fate }) => fate))].map((fate) =>
    fact(fate, String(containers.filter((one) => one.fate === fate).length), fate),
  )
  const [longest] = Object.entries(longestOutages(schedule.outages))
    .filter(([, time]) => Number.isFinite(time))
    .sort(([, a], [, b]) => b - a)
  const away =
    longest === undefined
      ? []
      : [fact('', durationText(longest[1] / 1000), `longest outage: ${partsOf(longest[0] as ResourceId).name}`)]
  const hosts = countText(new Set(plan.steps.map(({ action }) => action.client)).size, 'host')
  const all = fact(
    '',
    durationText(schedule.makespan / 1000),
    `in all: ${countText(plan.steps.length, 'step')}, ${hosts}`,
  )
  return `<ul class="facts">${[...counts, ...away, all].join('')}</ul>`
}

const fact = (tone: string, value: string, words: string): string =>
  `<li class="${tone}"><strong>${shown(value)}</strong> ${shown(words)}</li>`

const shown = (text: string): string => htmlText(printable(text))

const objects = ({ fates, schedule }: Review, at: number): string => {
  const away = longestOutages(schedule.outages) as Readonly<Record<string, number>>
  const rows = sorted(fates).map(({ id, kind, name, client, fate }) => {
    const cells = [`${kind} ${name}`, client, fate, fate === 'removed' ? 'for good' : awayText(away[id])]
    return `<tr class="${fate}">${cells.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`
  })
  return [
    `<h3 id="objects-${at}">Objects</h3><div class="scroll" tabindex="0" role="region" aria-label="Objects"><table>`,
    '<thead><tr><th scope="col">Object</th><th scope="col">Host</th><th scope="col">Happens</th><th scope="col">Away</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('')
}

const awayText = (milliseconds: number | undefined): string => {
  if (milliseconds === undefined) return ''
  return Number.isFinite(milliseconds) ? durationText(milliseconds / 1000) : 'stays down'
}

/** A bar for each time in which something is away, and the chain of steps that decides when all is done. */
const timeline = ({ schedule }: Review, at: number): string => {
  const { outages, makespan, criticalPath } = schedule
  const rows = outages.map((outage) => {
    const { name, client } = partsOf(outage.id)
    return `<tr><th scope="row">${shown(name)}</th><td>${shown(client)}</td><td>${bar(outage, makespan)}</td><td>${spanText(outage)}</td></tr>`
  })
  const table =
    rows.length === 0
      ? '<p>Nothing that runs is away at any time.</p>'
      : `<div class="scroll" tabindex="0" role="region" aria-label="Outages"><table><thead><tr><th scope="col">Container</th><th scope="col">Host</th><th scope="col">When it is away</th><th scope="col">At most</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
  return [
    `<h3 id="timeline-${at}">Timeline</h3><p>All of it takes ${durationText(makespan / 1000)} at most. Times are upper bounds: a program may take all of its stop timeout.</p>`,
    table,
    `<details><summary>Critical path: ${criticalPath.length} steps</summary><ol>${criticalPath.map((id) => `<li>${shown(id)}</li>`).join('')}</ol></details>`,
  ].join('')
}

const bar = ({ begin, end }: Outage, makespan: number): string => {
  const whole = Math.max(1, makespan)
  const from = (100 * begin) / whole
  const width = Math.max(0.5, (100 * ((end ?? whole) - begin)) / whole)
  const shape = `x="${from.toFixed(2)}" width="${width.toFixed(2)}" y="0" height="10"`
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect ${shape}/></svg>`
}

const spanText = ({ begin, end }: Outage): string => {
  const from = durationText(begin / 1000)
  return end === null ? `from ${from} on` : `${durationText((end - begin) / 1000)}, from ${from}`
}
