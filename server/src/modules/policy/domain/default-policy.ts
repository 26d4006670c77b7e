import type { CreditPolicy, PolicyRule } from './policy.js'

function rule(grade: string, terms: Omit<PolicyRule, 'grade' | 'segments'>): PolicyRule {
  return { grade, segments: [], ...terms }
}

/**
 * The policy of a new installation. Four months of purchases cover terms of 60 to 90 days and the orders on their way;
 * figures are our defaults, to be replaced by the organisation's own.
 */
export const defaultPolicy: CreditPolicy = {
  title: { zh: '通用授信政策', en: 'General credit policy' },
  description: {
    zh: '额度 = 月均采购额 × 月数 × 等级系数，不超过净资产的一定比例和等级上限；净资产未知时另设上限。',
    en: 'Limit = average monthly purchases × months × grade factor, capped by a share of net assets and by grade; lower caps while net assets are unknown.',
  },
  averageOverMonths: 6,
  raiseAtMostBasisPoints: 10_000,
  significantDigits: 2,
  minimum: '0',
  ignoreChangesBelowBasisPoints: 1_000,
  rules: [
    rule('AAA', {
      months: 4,
      factorBasisPoints: 15_000,
      netAssetsShareBasisPoints: 1_000,
      capWithoutNetAssets: '3000000',
      cap: '20000000',
      startingLimit: '500000',
      netDays: 90,
      reviewMonths: 12,
    }),
    rule('AA', {
      months: 4,
      factorBasisPoints: 13_000,
      netAssetsShareBasisPoints: 800,
      capWithoutNetAssets: '2000000',
      cap: '10000000',
      startingLimit: '300000',
      netDays: 60,
      reviewMonths: 12,
    }),
    rule('A', {
      months: 4,
      factorBasisPoints: 11_000,
      netAssetsShareBasisPoints: 600,
      capWithoutNetAssets: '1000000',
      cap: '5000000',
      startingLimit: '100000',
      netDays: 45,
      reviewMonths: 6,
    }),
    rule('B', {
      months: 3,
      factorBasisPoints: 9_000,
      netAssetsShareBasisPoints: 300,
      capWithoutNetAssets: '300000',
      cap: '1000000',
      startingLimit: '0',
      netDays: 30,
      reviewMonths: 3,
    }),
    rule('C', {
      months: 0,
      factorBasisPoints: 0,
      netAssetsShareBasisPoints: 0,
      capWithoutNetAssets: '0',
      cap: '0',
      startingLimit: '0',
      netDays: 0,
      reviewMonths: 1,
    }),
  ],
}
