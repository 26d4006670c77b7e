import type { Contribution, GradeCap } from './domain/evaluate.js'
import { capReason, contributionReason, indicatorText } from './domain/explain.js'
import { overlayReason } from './domain/overlay.js'
import { inProfile } from './domain/profiles.js'
import { lettersOf, unitOf, type Dimension, type Indicator, type Scorecard } from './domain/scorecard.js'
import type { Rating } from './rating-store.js'

/** A rating as answered, explained with the scorecard that made it. */
export function ratingJson(rating: Rating & { readonly customerCode: string }, document: Scorecard) {
  const { profile = null, scaleGrade = null } = rating.result
  const scorecard = inProfile(document, profile)
  const contributions = new Map(contributionsOf(rating).map((one) => [one.indicator, one]))
  const caps = rating.result.caps.map((cap) => capJson(cap, scorecard, rating.coverage))
  return {
    id: rating.id,
    customerCode: rating.customerCode,
    score: rating.score / 100,
    grade: rating.grade,
    gradeByScore: rating.result.gradeByScore,
    scale: lettersOf(document).length === 9 ? ('nine' as const) : ('five' as const),
    scaleGrade: scaleGrade ?? rating.grade,
    profile: profileJson(document, profile),
    alert: rating.alert,
    coverage: rating.coverage / 100,
    model: { code: rating.scorecardCode, version: rating.scorecardVersion },
    asOf: rating.asOf,
    knownAt: rating.knownAt.toISOString(),
    dimensions: scorecard.dimensions.map((dimension) => dimensionJson(dimension, contributions)),
    contributions: scorecard.dimensions.flatMap((dimension) =>
      dimension.indicators.flatMap((indicator) => {
        const contribution = contributions.get(indicator.code)
        return contribution ? [contributionJson(dimension, indicator, contribution)] : []
      }),
    ),
    overlays: (rating.result.overlays ?? []).map((one) => ({
      ...{ id: one.id, name: one.name, contribution: one.contribution / 100, notches: one.notches },
      reason: overlayReason(one),
    })),
    vetoes: caps
      .filter(({ kind }) => kind === 'veto' || kind === 'ceiling')
      .map(({ code, gradeAtMost, reason }) => ({ code, gradeAtMost, reason })),
    caps,
    cause: rating.cause,
    ratedBy: rating.ratedBy,
    ratedAt: rating.ratedAt.toISOString(),
  }
}

function profileJson({ profiles = [] }: Scorecard, code: string | null) {
  const found = profiles.find((one) => one.code === code)
  return found ? { code: found.code, label: found.label } : null
}

function contributionsOf(rating: Rating): Contribution[] {
  return rating.result.contributions.map(([indicator, treatment, points, contribution, value]) => ({
    ...{ indicator, treatment, points, contribution, value },
  }))
}

function contributionJson(dimension: Dimension, indicator: Indicator, contribution: Contribution) {
  return {
    indicator: indicator.code,
    label: indicator.label,
    dimension: dimension.code,
    value: contribution.value,
    unit: unitOf(indicator),
    valueText: indicatorText(indicator, contribution.value),
    treatment: contribution.treatment,
    points: contribution.points,
    weight: indicator.weightBasisPoints / 100,
    contribution: contribution.contribution / 100,
    reason: contributionReason(indicator, contribution),
  }
}

function dimensionJson(dimension: Dimension, contributions: ReadonlyMap<string, Contribution>) {
  let known = 0
  let contributed = 0
  for (const indicator of dimension.indicators) {
    const one = contributions.get(indicator.code)
    if (one?.treatment === 'scored') known += indicator.weightBasisPoints
    contributed += one?.contribution ?? 0
  }
  return {
    code: dimension.code,
    label: dimension.label,
    weight: dimension.weightBasisPoints / 100,
    coverage: Math.round((known * 10_000) / dimension.weightBasisPoints) / 100,
    contribution: contributed / 100,
  }
}

function capJson(cap: GradeCap, scorecard: Scorecard, coverage: number) {
  const { kind, code, gradeAtMost } = cap
  return { kind, code, gradeAtMost, reason: capReason(scorecard, cap, coverage) }
}
