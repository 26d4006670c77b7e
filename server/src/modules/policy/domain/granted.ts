import { counted } from '../../../kernel/counted.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { addDays, addMonths, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { SecurityKind } from '../../approvals/domain/conditions.js'
import type { CustomerClass } from './customer-class.js'
import type { PolicyRule, TermsKind } from './policy.js'

/** Everything beside the limit that a row of the policy gives, as it is kept with a proposal. */
export interface Granted {
  readonly customerClass: { readonly code: string; readonly name: Bilingual } | null
  readonly terms: TermsKind
  readonly netDays: number
  readonly instalments: number | null
  readonly prepaymentBasisPoints: number
  readonly priceTier: string | null
  readonly discountBasisPoints: number
  readonly security: { readonly kind: SecurityKind; readonly shareBasisPoints: number } | null
  readonly reviewIntervalDays: number | null
  readonly reviewMonths: number
  readonly approvalPath: string | null
}

export function grantedBy(rule: PolicyRule, customerClass: CustomerClass | null): Granted {
  const terms = rule.terms ?? { kind: 'net' }
  return {
    customerClass: customerClass && { code: customerClass.code, name: customerClass.name },
    terms: terms.kind,
    netDays: rule.netDays,
    instalments: terms.kind === 'instalments' ? (terms.instalments ?? 2) : null,
    prepaymentBasisPoints: rule.prepaymentBasisPoints ?? 0,
    priceTier: rule.priceTier ?? null,
    discountBasisPoints: rule.discountBasisPoints ?? 0,
    security: rule.security ?? null,
    reviewIntervalDays: rule.reviewIntervalDays ?? null,
    reviewMonths: rule.reviewMonths,
    approvalPath: rule.approvalPath ?? null,
  }
}

/** The day of the next review, counted from a day: by days where the row says days, else by months. */
export function reviewDay(granted: Granted, from: CalendarDay): CalendarDay {
  return granted.reviewIntervalDays === null
    ? addMonths(from, granted.reviewMonths)
    : addDays(from, granted.reviewIntervalDays)
}

/** Days from a day to the next review. */
export function reviewDays(granted: Granted, from: CalendarDay): number {
  return daysBetween(from, reviewDay(granted, from))
}

const plain = { terms: 'net', instalments: null, prepaymentBasisPoints: 0, priceTier: null } as const

/**
 * True when two rows give the same beside limit and days: terms, price, security. Null stands for what was agreed before
 * rows could say more: net days without conditions.
 */
export function isSameGrant(a: Granted | null, b: Granted | null): boolean {
  return conditionsOf(a) === conditionsOf(b)
}

function conditionsOf(granted: Granted | null): string {
  const { terms, instalments, prepaymentBasisPoints, priceTier } = granted ?? plain
  const security = granted?.security ?? null
  return JSON.stringify([
    ...[terms, instalments, prepaymentBasisPoints, priceTier, granted?.discountBasisPoints ?? 0],
    ...[security?.kind, security?.shareBasisPoints],
  ])
}

interface GrantedLine {
  readonly name: Bilingual
  readonly text: Bilingual
}

/** What a row gives beside the limit, in words; what it leaves open is left out. */
export function grantedInWords(granted: Granted): GrantedLine[] {
  const { customerClass, priceTier, discountBasisPoints, security, approvalPath } = granted
  return [
    ...(customerClass ? [{ name: { zh: '客户类别', en: 'Customer class' }, text: customerClass.name }] : []),
    { name: { zh: '付款条件', en: 'Payment terms' }, text: termsText(granted) },
    ...(priceTier === null && discountBasisPoints === 0
      ? []
      : [{ name: { zh: '价格档', en: 'Price tier' }, text: priceText(priceTier, discountBasisPoints) }]),
    ...(security
      ? [{ name: { zh: '担保要求', en: 'Security required' }, text: securityText(security) }]
      : []),
    { name: { zh: '复审周期', en: 'Review' }, text: reviewText(granted) },
    ...(approvalPath === null
      ? []
      : [{ name: { zh: '审批路径', en: 'Approval path' }, text: { zh: approvalPath, en: approvalPath } }]),
  ]
}

function termsText({ terms, netDays, instalments, prepaymentBasisPoints }: Granted): Bilingual {
  const base = baseTerms(terms, netDays, instalments)
  if (prepaymentBasisPoints === 0) return base
  const share = percent(prepaymentBasisPoints)
  return { zh: `预付 ${share}，其余${base.zh}`, en: `${share} in advance, the rest ${base.en}` }
}

function baseTerms(terms: TermsKind, days: number, instalments: number | null): Bilingual {
  if (terms === 'cash-on-delivery') return { zh: '货到付款', en: 'cash on delivery' }
  if (terms === 'month-end')
    return { zh: `月结 ${days} 天`, en: `${counted(days, 'day')} after the end of the month` }
  if (terms === 'instalments')
    return {
      zh: `${days} 天内分 ${instalments} 期`,
      en: `${counted(instalments ?? 0, 'instalment')} within ${counted(days, 'day')}`,
    }
  return days === 0
    ? { zh: '现款', en: 'cash' }
    : { zh: `账期 ${days} 天`, en: `net ${counted(days, 'day')}` }
}

function priceText(tier: string | null, discount: number): Bilingual {
  if (discount === 0) return { zh: tier ?? '', en: tier ?? '' }
  const off = { zh: `折扣 ${percent(discount)}`, en: `discount ${percent(discount)}` }
  return tier === null ? off : { zh: `${tier}，${off.zh}`, en: `${tier}, ${off.en}` }
}

const securityNames: Readonly<Record<SecurityKind, Bilingual>> = {
  guarantee: { zh: '保证担保', en: 'guarantee' },
  deposit: { zh: '保证金', en: 'deposit' },
  pledge: { zh: '质押', en: 'pledge' },
  mortgage: { zh: '抵押', en: 'mortgage' },
  'letter-of-credit': { zh: '信用证', en: 'letter of credit' },
  'credit-insurance': { zh: '信用保险', en: 'credit insurance' },
  other: { zh: '其他担保', en: 'other security' },
}

function securityText({ kind, shareBasisPoints }: NonNullable<Granted['security']>): Bilingual {
  const { zh, en } = securityNames[kind]
  const share = percent(shareBasisPoints)
  return { zh: `${zh}，不低于额度的 ${share}`, en: `${en}, at least ${share} of the limit` }
}

function reviewText({ reviewIntervalDays: days, reviewMonths: months }: Granted): Bilingual {
  return days === null
    ? { zh: `每 ${months} 个月`, en: months === 1 ? 'every month' : `every ${months} months` }
    : { zh: `每 ${days} 天`, en: days === 1 ? 'every day' : `every ${days} days` }
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100}%`
}
