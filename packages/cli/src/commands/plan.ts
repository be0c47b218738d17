/** `dmap plan`: what would happen. */
import {
  fatesOf,
  type Plan,
  pictureOfPlan,
  type Review,
  renderDot,
  renderHtml,
  renderMarkdown,
  renderMermaid,
  renderSvg,
  renderText,
  scheduleOf,
  summaryText,
  warningSentence,
} from '@dmap/core'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Looking, Outcome } from '../context'
import { EXIT, type ExitCode } from '../exit-code'
import type { Seen } from '../observer'
import { emit, type Formats } from '../output'
import { savedText } from '../plan-file'
import { foretell, type Planned, planned, type Wish } from '../planning'
import { tellUnreachable } from '../unreachable'

export const planCommand = async (context: Looking, wish: Wish): Outcome => {
  const { io, options } = context
  const result = await planned(wish, options, io, context.open)
  if (isLeft(result)) return result
  const { plan, seen } = result.right
  const formats = {
    ...formatsOf(result.right, options.verbose === true),
    ...(await scriptFormat(result.right, context)),
  }
  const written = await emit(formats, options, io)
  if (isLeft(written)) return written
  if (options.out !== undefined && options.quiet !== true) io.err(briefly(plan, seen))
  tellUnreachable(seen.unreachable, io)
  return right(planExit(plan.steps.length, seen.unreachable.length, options.detailedExitcode === true))
}

/** What must not be missed where the plan itself goes to a file. */
const briefly = (plan: Plan, seen: Seen): string =>
  [...plan.warnings.map((warning) => `warning: ${warningSentence(warning)}`), summaryText(plan, foretell(plan, seen))]
    .map((line) => `${line}\n`)
    .join('')

const formatsOf = ({ plan, loaded, seen }: Planned, sources: boolean): Formats => ({
  text: ({ color }) => renderText(plan, { color, sources, prediction: foretell(plan, seen) }),
  json: () => savedText(plan, loaded.compiled.query),
  markdown: () => renderMarkdown(plan, foretell(plan, seen)),
  html: () => renderHtml([reviewOf(plan, seen)]),
  svg: () => renderSvg(pictureOfPlan(plan)),
  dot: () => renderDot(pictureOfPlan(plan)),
  mermaid: () => renderMermaid(pictureOfPlan(plan)),
})

/** The code behind it is loaded where a script is asked for. */
const scriptFormat = async ({ plan, loaded }: Planned, { options, script }: Looking): Promise<Formats> => {
  const wanted = options.format === 'sh' || (options.format === undefined && options.out?.endsWith('.sh') === true)
  const write = wanted ? await script() : undefined
  return { sh: () => write?.(plan, { clients: loaded.compiled.clients.clients }) ?? '' }
}

const reviewOf = (plan: Plan, { observation }: Seen): Review => ({
  title: `${plan.intent.kind} ${plan.map}`,
  plan,
  schedule: scheduleOf(observation, plan),
  fates: fatesOf(observation, plan),
})

const planExit = (steps: number, unreachable: number, detailed: boolean): ExitCode => {
  if (unreachable > 0) return EXIT.unreachable
  return detailed && steps > 0 ? EXIT.changes : EXIT.done
}
