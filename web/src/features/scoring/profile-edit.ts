import { divide, indicatorsOf, type Content } from './scorecard-edit'
import { freshCode } from './structure-edit'

export type Profile = NonNullable<Content['profiles']>[number]
export type Condition = Profile['when'][number]

/** A profile for new customers, which uses all indicators as they are. */
export function addProfile(content: Content, name: string): Content {
  const profiles = content.profiles ?? []
  const profile: Profile = {
    code: freshCode(
      'profile',
      profiles.map(({ code }) => code),
    ),
    label: { zh: name, en: name },
    when: [{ feature: 'tenure_months', kind: 'below', value: 12, orUnknown: true }],
    indicators: indicatorsOf(content).map(({ code, weightBasisPoints }) => ({ code, weightBasisPoints })),
  }
  return { ...content, profiles: [...profiles, profile] }
}

/** Uses an indicator in a profile (with 5 %) or not; the others make 100 % again. The last one stays. */
export function usedIn(profile: Profile, code: string, used: boolean): Profile {
  const others = profile.indicators.filter((one) => one.code !== code)
  const own = profile.indicators.find((one) => one.code === code)
  if (used === (own !== undefined) || others.length === 0) return profile
  const left = used ? 9_500 : 10_000
  const shares = divide(
    others.map(({ weightBasisPoints }) => weightBasisPoints),
    left,
  )
  const weighed = others.map((one, index) => ({ ...one, weightBasisPoints: shares[index] ?? 1 }))
  return { ...profile, indicators: used ? [...weighed, { code, weightBasisPoints: 500 }] : weighed }
}

/** Gives an indicator of a profile a weight; the others give way in proportion. */
export function weighIn(profile: Profile, code: string, wanted: number): Profile {
  const others = profile.indicators.filter((one) => one.code !== code)
  if (others.length === 0) return profile
  const weight = Math.min(10_000 - others.length, Math.max(1, Math.round(wanted)))
  const shares = divide(
    others.map(({ weightBasisPoints }) => weightBasisPoints),
    10_000 - weight,
  )
  const given = new Map(others.map((one, index) => [one.code, shares[index] ?? 1]))
  return {
    ...profile,
    indicators: profile.indicators.map((one) => ({
      ...one,
      weightBasisPoints: given.get(one.code) ?? weight,
    })),
  }
}

/** The condition that a feature usually has: one of some codes, or below a number. */
export function conditionOn(feature: Condition['feature'], unit: string): Condition {
  if (feature === 'industry') return { feature, kind: 'starts-with', values: ['C26'], orUnknown: false }
  if (unit === 'code') return { feature, kind: 'one-of', values: ['A'], orUnknown: false }
  return { feature, kind: 'below', value: 12, orUnknown: false }
}
