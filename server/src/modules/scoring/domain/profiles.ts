import type { FeatureInputs, FeatureValue } from './features.js'
import type { Dimension, Indicator, Profile, ProfileCondition, Scorecard } from './scorecard.js'

/** A scorecard as one profile has it; `code` null is the scorecard itself, for everybody whom no profile matches. */
export interface Variant {
  readonly code: string | null
  readonly when: readonly ProfileCondition[]
  readonly scorecard: Scorecard
}

const known = new WeakMap<Scorecard, readonly Variant[]>()

/** The profiles of a scorecard in their order, and last the one for everybody else; worked out once per document. */
export function variantsOf(scorecard: Scorecard): readonly Variant[] {
  const before = known.get(scorecard)
  if (before) return before
  const variants: Variant[] = [
    ...(scorecard.profiles ?? []).map((profile) => ({
      code: profile.code,
      when: profile.when,
      scorecard: { ...scorecard, dimensions: dimensionsIn(scorecard, profile) },
    })),
    { code: null, when: [], scorecard },
  ]
  known.set(scorecard, variants)
  return variants
}

/** Whom a customer counts as: the first profile whose conditions all hold. */
export function variantFor(scorecard: Scorecard, inputs: FeatureInputs): Variant {
  const variants = variantsOf(scorecard)
  const matches = variants.find(({ when }) =>
    when.every((condition) => holds(condition, inputs.values[condition.feature] ?? null)),
  )
  return matches ?? { code: null, when: [], scorecard }
}

/** The scorecard as a rating by it saw it. */
export function inProfile(scorecard: Scorecard, code: string | null): Scorecard {
  return variantsOf(scorecard).find((variant) => variant.code === code)?.scorecard ?? scorecard
}

function dimensionsIn({ dimensions }: Scorecard, profile: Profile): Dimension[] {
  const used = new Map(profile.indicators.map((one) => [one.code, one]))
  return dimensions.flatMap((dimension): Dimension[] => {
    const indicators = dimension.indicators.flatMap((indicator): Indicator[] => {
      const own = used.get(indicator.code)
      if (!own) return []
      const { weightBasisPoints, whenMissing = indicator.whenMissing } = own
      return [{ ...indicator, weightBasisPoints, whenMissing }]
    })
    const weightBasisPoints = indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0)
    return indicators.length === 0 ? [] : [{ ...dimension, weightBasisPoints, indicators }]
  })
}

/** Whether a condition of a profile holds of a value. A list of segments is one of them when any of it is. */
export function holds(condition: ProfileCondition, value: FeatureValue): boolean {
  if (value === null) return condition.orUnknown
  switch (condition.kind) {
    case 'one-of': {
      const found = condition.feature === 'segments' ? String(value).split(',') : [String(value)]
      return found.some((one) => condition.values.includes(one))
    }
    case 'starts-with':
      return condition.values.some((start) => String(value).startsWith(start))
    case 'below':
      return Number(value) < condition.value
    case 'at-least':
      return Number(value) >= condition.value
  }
}
