import { parseAmount } from '../../../kernel/money.js'
import { divideRounded } from '../../../kernel/rate.js'
import type { Currency } from '../../../kernel/currency.js'
import type { CreditPolicy, PolicyRule } from './policy.js'

const WHOLE = 10_000n

/** What a limit is computed from; amounts in minor units of the account's currency. */
export interface LimitInputs {
  readonly grade: string
  /** Purchases inside the averaging period; null when nothing was bought in it. */
  readonly purchasesMinor: bigint | null
  /** True when purchases in some currency are left out for want of an exchange rate. */
  readonly purchasesIncomplete: boolean
  /** Months by which the purchases are divided. */
  readonly months: number
  /** null when not known; may be negative. */
  readonly netAssetsMinor: bigint | null
  /** The base limit in force; null without one. */
  readonly currentMinor: bigint | null
}

/**
 * One step of the calculation and the amount after it. A step that leaves the amount as it was is kept when it could
 * have bound it.
 */
export type LimitStep =
  | { readonly step: 'average'; readonly purchases: bigint; readonly months: number; readonly amount: bigint }
  | { readonly step: 'formula'; readonly months: number; readonly factor: number; readonly amount: bigint }
  | { readonly step: 'starting'; readonly amount: bigint }
  | {
      readonly step: 'net-assets'
      readonly netAssets: bigint
      readonly share: number
      readonly cap: bigint
      readonly amount: bigint
    }
  | { readonly step: 'net-assets-unknown'; readonly cap: bigint; readonly amount: bigint }
  | { readonly step: 'grade-cap'; readonly cap: bigint; readonly amount: bigint }
  | {
      readonly step: 'raise-cap'
      readonly current: bigint
      readonly share: number
      readonly cap: bigint
      readonly amount: bigint
    }
  | { readonly step: 'rounding'; readonly digits: number; readonly amount: bigint }
  | { readonly step: 'minimum'; readonly minimum: bigint; readonly amount: bigint }
  /** Without a rate into the account's currency the policy's own amounts could not be applied. */
  | { readonly step: 'caps-unknown'; readonly amount: bigint }
  | { readonly step: 'purchases-incomplete'; readonly amount: bigint }

/** Brings an amount of the policy into the currency of the account; null without an exchange rate. */
export type FromBase = (baseMinor: bigint) => bigint | null

/**
 * Applies a rule: average monthly purchases × months × factor (or the starting limit), then the caps, each the lower,
 * then rounding down. Without an exchange rate the
 * policy's own amounts are left out and the last step says so. Divisions round half away from zero; nothing is ever below zero.
 */
export function proposeLimit(
  policy: CreditPolicy,
  rule: PolicyRule,
  inputs: LimitInputs,
  base: { readonly currency: Currency; readonly convert: FromBase },
): LimitStep[] {
  const amountOf = (text: string) => base.convert(baseMinor(text, base.currency))
  const steps: LimitStep[] = []
  let amount = 0n
  const push = (step: LimitStep) => {
    steps.push(step)
    amount = step.amount
  }
  const lower = (cap: bigint) => (cap < amount ? (cap < 0n ? 0n : cap) : amount)

  if (inputs.purchasesMinor === null) {
    push({ step: 'starting', amount: amountOf(rule.startingLimit) ?? 0n })
  } else {
    const { purchasesMinor: purchases, months } = inputs
    push({ step: 'average', purchases, months, amount: divideRounded(purchases, BigInt(months)) })
    const product = amount * BigInt(rule.months) * BigInt(rule.factorBasisPoints)
    push({
      ...{ step: 'formula', months: rule.months, factor: rule.factorBasisPoints },
      amount: divideRounded(product, WHOLE),
    })
  }
  const capWithoutNetAssets = amountOf(rule.capWithoutNetAssets)
  const gradeCap = amountOf(rule.cap)
  if (inputs.netAssetsMinor !== null) {
    const share = rule.netAssetsShareBasisPoints
    const cap = divideRounded(inputs.netAssetsMinor * BigInt(share), WHOLE)
    push({ step: 'net-assets', netAssets: inputs.netAssetsMinor, share, cap, amount: lower(cap) })
  } else if (capWithoutNetAssets !== null) {
    push({ step: 'net-assets-unknown', cap: capWithoutNetAssets, amount: lower(capWithoutNetAssets) })
  }
  if (gradeCap !== null) push({ step: 'grade-cap', cap: gradeCap, amount: lower(gradeCap) })
  const { currentMinor: current } = inputs
  if (policy.raiseAtMostBasisPoints !== null && current !== null && current > 0n) {
    const share = policy.raiseAtMostBasisPoints
    const most = current + divideRounded(current * BigInt(share), WHOLE)
    push({ step: 'raise-cap', current, share, cap: most, amount: lower(most) })
  }
  push({
    ...{ step: 'rounding', digits: policy.significantDigits },
    amount: roundDown(amount, policy.significantDigits),
  })
  const minimum = amountOf(policy.minimum)
  if (minimum !== null && amount < minimum) push({ step: 'minimum', minimum, amount: 0n })
  if (gradeCap === null) push({ step: 'caps-unknown', amount })
  if (inputs.purchasesIncomplete) push({ step: 'purchases-incomplete', amount })
  return steps
}

/** True when an exchange rate was missing: a person must look before this is put in force. */
export function isIncomplete(steps: readonly LimitStep[]): boolean {
  return steps.some(({ step }) => step === 'caps-unknown' || step === 'purchases-incomplete')
}

/** The proposed limit: the amount after the last step. */
export function proposedAmount(steps: readonly LimitStep[]): bigint {
  return steps.at(-1)?.amount ?? 0n
}

function baseMinor(text: string, currency: Currency): bigint {
  const minor = parseAmount(text, currency)
  if (typeof minor !== 'bigint') throw new Error(`the policy holds an amount that is none: ${text}`)
  return minor
}

/** Rounds down to so many significant digits: 1,287,000 with two becomes 1,200,000. */
export function roundDown(minor: bigint, digits: number): bigint {
  const surplus = minor.toString().length - digits
  if (surplus <= 0) return minor
  const unit = 10n ** BigInt(surplus)
  return (minor / unit) * unit
}

/** True when a proposal would change so little that nobody should be bothered. */
export function isNegligible(
  policy: CreditPolicy,
  currentMinor: bigint | null,
  proposedMinor: bigint,
): boolean {
  const current = currentMinor ?? 0n
  const change = proposedMinor > current ? proposedMinor - current : current - proposedMinor
  return change === 0n || change * WHOLE < current * BigInt(policy.ignoreChangesBelowBasisPoints)
}
