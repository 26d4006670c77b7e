import type { Bilingual } from '../../../kernel/bilingual.js'
import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { ClaimRules } from './claim-rules.js'
import { decimalOf, reduced, type Fraction } from './fraction.js'
import { exceeds, rateFraction, yearlyFraction, type InterestRate, type RateStep } from './interest-rate.js'
import { changesBetween, rateOn, type ReferenceRate, type ReferenceRateKind } from './reference-rate.js'

export const debtorKinds = ['public_body', 'institution', 'large_enterprise', 'sme', 'other'] as const
export type DebtorKind = (typeof debtorKinds)[number]

/** What is known of a contract; null: not known. */
export interface ContractFacts {
  readonly debtorKind: DebtorKind | null
  /** Whether we were a small or medium enterprise when the contract was made. */
  readonly creditorSme: boolean | null
  /** Whether we told the debtor so (国令802 第三条). */
  readonly smeDeclared: boolean | null
  readonly signedOn: CalendarDay | null
  readonly agreed: { readonly percent: string; readonly per: 'year' | 'day' } | null
}

export type Regime = 'A' | 'B' | 'C'

/** By which rule late interest is computed, why, and with which rates. */
export interface RegimeChoice {
  readonly regime: Regime
  readonly reasons: readonly Bilingual[]
  readonly warnings: readonly Bilingual[]
  readonly steps: readonly RateStep[]
}

/** What is needed of the table of rates and is not there. */
export interface MissingRate {
  readonly missing: ReferenceRateKind
  readonly on: CalendarDay
}

interface Asked {
  readonly facts: ContractFacts
  readonly dueOn: CalendarDay
  readonly until: CalendarDay
  readonly currency: string
  readonly rules: ClaimRules
  readonly rates: readonly ReferenceRate[]
}

const protectedFrom: ReadonlySet<DebtorKind> = new Set(['public_body', 'institution', 'large_enterprise'])

/**
 * Chooses the regime of late interest: the regulation that protects small and medium enterprises (国令802) before the
 * contract, the contract before the statute (法释〔2020〕17号 第十八条第四款). What is not known does not count as given.
 */
export function chooseRegime(asked: Asked): RegimeChoice | MissingRate {
  const { facts, rules, dueOn } = asked
  const gaps = smeGaps(facts, rules, dueOn)
  if (gaps.length === 0) return smeRegime(asked)
  const reasons = [
    { zh: `不适用中小企业条例：${list(gaps, 'zh')}`, en: `Not the SME regulation: ${list(gaps, 'en')}` },
  ]
  return facts.agreed ? contractRegime(asked, facts.agreed, reasons) : statutoryRegime(asked, reasons)
}

const list = (texts: readonly Bilingual[], language: 'zh' | 'en') =>
  texts.map((text) => text[language]).join(language === 'zh' ? '；' : '; ')

function smeGaps(
  { debtorKind, creditorSme, smeDeclared }: ContractFacts,
  rules: ClaimRules,
  dueOn: CalendarDay,
) {
  const gaps: Bilingual[] = []
  if (dueOn < rules.smeFrom)
    gaps.push({
      zh: `到期日早于 ${rules.smeFrom} 施行日`,
      en: `due before it came into force on ${rules.smeFrom}`,
    })
  if (debtorKind === null) gaps.push({ zh: '付款方类型未知', en: 'the kind of debtor is not known' })
  else if (!protectedFrom.has(debtorKind))
    gaps.push({
      zh: '付款方不是机关、事业单位或大型企业',
      en: 'the debtor is no public body and no large enterprise',
    })
  if (creditorSme === null) gaps.push({ zh: '签约时我方规模未知', en: 'our size at signing is not known' })
  else if (!creditorSme) gaps.push({ zh: '签约时我方不是中小企业', en: 'we were no SME at signing' })
  if (creditorSme !== false && smeDeclared !== true)
    gaps.push({ zh: '没有主动告知我方是中小企业的记录', en: 'nothing shows that we declared to be an SME' })
  return gaps
}

/** 第十七条: the agreed rate, but not below LPR at signing; 0.05 % a day where nothing was agreed. */
function smeRegime({ facts, rules, dueOn, rates, currency }: Asked): RegimeChoice | MissingRate {
  const reasons = [
    {
      zh: '付款方为机关、事业单位或大型企业，我方签约时为中小企业且已告知：适用《保障中小企业款项支付条例》（国令第802号）第十七条',
      en: 'Public body or large enterprise owes a declared SME: regulation 802, article 17',
    },
  ]
  const { agreed, signedOn } = facts
  const warnings = foreignWarning(currency)
  if (!agreed) {
    const text = {
      zh: `未约定利率：每日 ${rules.smeDailyPercent} %`,
      en: `No rate agreed: ${rules.smeDailyPercent} % a day`,
    }
    const rate = { percent: rules.smeDailyPercent, per: 'day', factor: '1' } as const
    return { regime: 'A', reasons: [...reasons, text], warnings, steps: [{ from: dueOn, rate }] }
  }
  const agreedRate: InterestRate = { ...agreed, factor: '1' }
  if (signedOn === null) {
    const unknown = {
      zh: '合同签订日未知，无法核对约定利率是否低于签约时的一年期 LPR',
      en: 'The day of signing is not known: whether the agreed rate lies below LPR at signing was not checked',
    }
    return chosen('A', [...reasons, agreedText(agreed)], [...warnings, unknown], dueOn, agreedRate)
  }
  const floor = rateOn(rates, 'lpr_1y', signedOn)
  if (!floor) return { missing: 'lpr_1y', on: signedOn }
  const floorRate: InterestRate = { percent: floor.percent, per: 'year', factor: '1' }
  if (!exceeds(rateFraction(floorRate), yearlyFraction(agreedRate, rules.dayCount)))
    return chosen('A', [...reasons, agreedText(agreed)], warnings, dueOn, agreedRate)
  const below = {
    zh: `约定利率低于签约时一年期 LPR ${floor.percent} %，条例不允许；按 LPR 计算`,
    en: `The agreed rate lies below LPR at signing (${floor.percent} %), which the regulation forbids; LPR is taken`,
  }
  return chosen('A', reasons, [...warnings, below], dueOn, floorRate)
}

/** The agreed rate, with a warning where it exceeds the loss by more than the rules allow (民法典585, 通则解释65). */
function contractRegime(
  asked: Asked,
  agreed: NonNullable<ContractFacts['agreed']>,
  reasons: readonly Bilingual[],
): RegimeChoice | MissingRate {
  const { rules, dueOn, currency } = asked
  const loss = statutoryRegime(asked, [])
  if ('missing' in loss) return loss
  const lossRate = loss.steps[0]?.rate
  const rate: InterestRate = { ...agreed, factor: '1' }
  const excessive =
    lossRate !== undefined &&
    exceeds(
      yearlyFraction(rate, rules.dayCount),
      raised(yearlyFraction(lossRate, rules.dayCount), rules.excessPercent),
    )
  const shown = (one: InterestRate) => decimalOf(times100(yearlyFraction(one, rules.dayCount)), 4)
  const warning = lossRate && {
    zh: `约定利率（年 ${shown(rate)} %）高出法定损失标准（年 ${shown(lossRate)} %）${rules.excessPercent} % 以上，对方请求时法院一般会调减`,
    en: `The agreed rate (${shown(rate)} % a year) exceeds the statutory measure of the loss (${shown(lossRate)} %) by more than ${rules.excessPercent} %: a court will generally reduce it when asked`,
  }
  return chosen(
    'B',
    [...reasons, agreedText(agreed)],
    [...foreignWarning(currency), ...(excessive && warning ? [warning] : [])],
    dueOn,
    rate,
  )
}

/**
 * Nothing was agreed: one-year LPR on the day of the breach, fixed for the whole delay, times the factor. Breaches
 * before LPR: the benchmark rate of the same period, so that its changes count from their day.
 */
function statutoryRegime(asked: Asked, reasons: readonly Bilingual[]): RegimeChoice | MissingRate {
  const { dueOn, until, rules, rates, currency } = asked
  const breachOn = addDays(dueOn, 1)
  const warnings = foreignWarning(currency)
  if (breachOn >= rules.lprFrom) {
    const lpr = rateOn(rates, 'lpr_1y', breachOn)
    if (!lpr) return { missing: 'lpr_1y', on: breachOn }
    const rate = { percent: lpr.percent, per: 'year', factor: rules.statutoryFactor } as const
    const text = {
      zh: `未约定逾期利率：违约时（${breachOn}）一年期 LPR ${lpr.percent} % × ${rules.statutoryFactor}（法释〔2020〕17号第十八条第四款），其后 LPR 变动不影响`,
      en: `No rate agreed: one-year LPR at the breach (${breachOn}), ${lpr.percent} % × ${rules.statutoryFactor}; later changes of LPR do not count`,
    }
    return chosen('C', [...reasons, text], warnings, dueOn, rate)
  }
  const first = rateOn(rates, 'pboc_benchmark_1y', breachOn)
  if (!first) return { missing: 'pboc_benchmark_1y', on: breachOn }
  const later = changesBetween(rates, 'pboc_benchmark_1y', { from: breachOn, until })
  const step = (from: CalendarDay, percent: string): RateStep => ({
    from,
    rate: { percent, per: 'year', factor: rules.benchmarkFactor },
  })
  const text = {
    zh: `未约定逾期利率且违约早于 ${rules.lprFrom}：央行同期贷款基准利率 × ${rules.benchmarkFactor}`,
    en: `No rate agreed, breach before ${rules.lprFrom}: benchmark rate of the same period × ${rules.benchmarkFactor}`,
  }
  // A rate that came into force on a day bears interest of that day, which is counted to the night before it.
  const steps = [step(dueOn, first.percent), ...later.map((r) => step(addDays(r.validFrom, -1), r.percent))]
  return { regime: 'C', reasons: [...reasons, text], warnings, steps }
}

function chosen(
  regime: Regime,
  reasons: readonly Bilingual[],
  warnings: readonly Bilingual[],
  dueOn: CalendarDay,
  rate: InterestRate,
): RegimeChoice {
  return { regime, reasons, warnings, steps: [{ from: dueOn, rate }] }
}

function agreedText({ percent, per }: NonNullable<ContractFacts['agreed']>): Bilingual {
  return per === 'day'
    ? { zh: `合同约定每日 ${percent} %`, en: `The contract says ${percent} % a day` }
    : { zh: `合同约定年利率 ${percent} %`, en: `The contract says ${percent} % a year` }
}

function foreignWarning(currency: string): Bilingual[] {
  return currency === 'CNY'
    ? []
    : [
        {
          zh: `LPR 是人民币利率；${currency} 债权的逾期利率请由法务确认`,
          en: `LPR is a rate for CNY; have legal confirm the rate for debts in ${currency}`,
        },
      ]
}

const raised = ({ numerator, denominator }: Fraction, percent: number) =>
  reduced(numerator * BigInt(100 + percent), denominator * 100n)

const times100 = ({ numerator, denominator }: Fraction) => reduced(numerator * 100n, denominator)
