import type { WeightBounds } from './bounded-weights.js'

/** Within what a re-fit may move, and what must hold before anything is proposed. */
export interface RefitGuardrails {
  /** Basis points by which a weight may change at once. */
  readonly maxChangeBp: number
  readonly minWeightBp: number
  readonly maxWeightBp: number
  /** Narrower bounds of single indicators. */
  readonly indicators: Readonly<Record<string, { readonly minBp: number; readonly maxBp: number }>>
  /** Cases of each kind that the fit needs; the later part that it is tested on needs a third of them. */
  readonly minBads: number
  readonly minGoods: number
  /** Largest shift of the score between the cases fitted on and the later ones. */
  readonly psiMax: number
  /** By how much the AUC on the later cases must beat that of the scorecard in force. */
  readonly aucMargin: number
}

export const standardGuardrails: RefitGuardrails = {
  ...{ maxChangeBp: 300, minWeightBp: 100, maxWeightBp: 3_000, indicators: {} },
  ...{ minBads: 60, minGoods: 300, psiMax: 0.25, aucMargin: 0.005 },
}

/** Which guardrail keeps a weight from moving on. */
export type BoundBy = 'max-change' | 'minimum' | 'maximum' | null

/** Between which weights an indicator may be set. A weight outside of them today may stay, and move inwards. */
export function boundsFor(code: string, weightBp: number, guardrails: RefitGuardrails): WeightBounds {
  const { maxChangeBp, minWeightBp, maxWeightBp } = guardrails
  const own = guardrails.indicators[code]
  // A weight is at least one basis point.
  const floor = Math.max(1, own?.minBp ?? minWeightBp)
  const ceiling = Math.max(floor, own?.maxBp ?? maxWeightBp)
  return {
    min: Math.min(weightBp, Math.max(floor, weightBp - maxChangeBp)),
    max: Math.max(weightBp, Math.min(ceiling, weightBp + maxChangeBp)),
  }
}

export function boundBy(
  before: number,
  after: number,
  bounds: WeightBounds,
  { maxChangeBp }: RefitGuardrails,
): BoundBy {
  if (after === before || (after > bounds.min && after < bounds.max)) return null
  if (Math.abs(after - before) >= maxChangeBp) return 'max-change'
  return after <= bounds.min ? 'minimum' : 'maximum'
}

export interface Gate {
  readonly code: 'bads' | 'goods' | 'later-bads' | 'later-goods' | 'psi' | 'auc' | 'change'
  readonly passed: boolean
  /** Null where it could not be told. */
  readonly value: number | null
  readonly limit: number
}

/** Enough evidence on both parts; nothing is fitted without it. */
export function evidenceGates(
  fit: { readonly bads: number; readonly goods: number },
  later: { readonly bads: number; readonly goods: number },
  { minBads, minGoods }: RefitGuardrails,
): Gate[] {
  const gate = (code: Gate['code'], value: number, limit: number): Gate => ({
    code,
    value,
    limit,
    passed: value >= limit,
  })
  return [
    gate('bads', fit.bads, minBads),
    gate('goods', fit.goods, minGoods),
    gate('later-bads', later.bads, Math.ceil(minBads / 3)),
    gate('later-goods', later.goods, Math.ceil(minGoods / 3)),
  ]
}
