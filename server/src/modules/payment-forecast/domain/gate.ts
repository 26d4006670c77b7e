import type { HoldOutFigures } from './judge-forecast.js'

/** Why a new model is used or not. */
export type VerdictCode =
  | 'better-than-champion'
  | 'better-than-baseline'
  | 'not-better-than-champion'
  | 'not-better-than-baseline'
  | 'too-little-to-judge'

/** How the hold-out judged a new model; what it was held against stands beside it. */
export interface Verdict {
  readonly passes: boolean
  readonly code: VerdictCode
  readonly model: HoldOutFigures
  readonly baseline: HoldOutFigures
  /** The model in use, asked on days of which it had learned nothing; null: none, or there are too few such days. */
  readonly champion: {
    readonly version: number
    readonly figures: HoldOutFigures
    /** The new model on the same days. */
    readonly model: HoldOutFigures
  } | null
}

/** Fewer answers do not tell one model from another. */
const CASES_MIN = 300
/** So much worse may the weekly cash be where single payments are foretold better. */
const WAPE_SLACK = 0.02

/** Never silently worse: a new model is used when the hold-out says that it is better than what is in use. */
export function judge(
  figures: Omit<Verdict, 'passes' | 'code'>,
  { hasChampion }: { readonly hasChampion: boolean },
): Verdict {
  const { model, baseline, champion } = figures
  const verdict = (passes: boolean, code: VerdictCode): Verdict => ({ ...figures, passes, code })
  if (model.loss === null || baseline.loss === null || model.cases < CASES_MIN)
    return verdict(false, 'too-little-to-judge')
  if (!isBetter(model, baseline)) return verdict(false, 'not-better-than-baseline')
  if (!hasChampion) return verdict(true, 'better-than-baseline')
  if (champion === null || champion.figures.cases < CASES_MIN) return verdict(false, 'too-little-to-judge')
  return isBetter(champion.model, champion.figures)
    ? verdict(true, 'better-than-champion')
    : verdict(false, 'not-better-than-champion')
}

function isBetter(one: HoldOutFigures, other: HoldOutFigures): boolean {
  if (one.loss === null || other.loss === null) return false
  const cashHolds = one.wape === null || other.wape === null || one.wape <= other.wape + WAPE_SLACK
  return one.loss < other.loss && cashHolds
}
