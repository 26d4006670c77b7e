import { counted } from '../kernel/counted.js'
import { daysBetween, type CalendarDay } from '../kernel/calendar-day.js'
import type { Currency } from '../kernel/currency.js'
import type { Bilingual } from '../kernel/bilingual.js'
import { formatAmount, moneyJson, type MoneyJson } from '../kernel/money.js'
import type { Queryable } from '../platform/db/types.js'
import { namesOf } from '../modules/approvals/case-list-store.js'
import type { CaseRecord } from '../modules/approvals/case-record.js'
import { emptyDossier, type Dossier, type ReleaseJson } from '../modules/approvals/dossier.js'
import { shownMoney, shownNumber, shownText } from '../modules/approvals/shown.js'
import type { Now } from '../modules/approvals/subject.js'
import { findHold } from '../modules/credit-control/hold-store.js'
import { readExposure } from '../modules/credit-control/read-exposure.js'
import { listReleaseOutcomes, type ReleaseOutcome } from '../modules/credit-control/release-outcome-store.js'
import { exposureRows, HOLD_RELEASE } from '../modules/credit-control/release-request.js'
import { findCustomer, type Customer } from '../modules/customers/customer-store.js'
import { getOrganisation } from '../modules/identity/organisation-store.js'
import { agingBuckets } from '../modules/receivables/domain/aging-buckets.js'
import { listAging } from '../modules/receivables/aging-store.js'
import { wholeBook } from '../modules/receivables/open-item-store.js'
import { ratingJson } from '../modules/scoring/rating-json.js'
import { listRatings } from '../modules/scoring/rating-store.js'
import { findScorecard } from '../modules/scoring/scorecard-store.js'

const RELEASES = 10

/** What an approver should know about a request that concerns a customer, as it is now. */
export async function dossierOf(db: Queryable, record: CaseRecord, { today }: Now): Promise<Dossier> {
  const { customerCode, segmentCode } = record
  const request = requestRows(record)
  if (customerCode === null) return { ...emptyDossier, request }
  const customer = await findCustomer(db, customerCode, null)
  if (!customer) return { ...emptyDossier, request }
  const exposure =
    segmentCode === null
      ? undefined
      : await readExposure(db, { customerCode, segmentCode, asOf: null, today, owner: null })
  const { ownerUsername } = customer
  const outcomes = await listReleaseOutcomes(db, customerCode, RELEASES)
  const usernames = outcomes.map(({ releasedBy }) => releasedBy)
  const names = await namesOf(db, ownerUsername === null ? usernames : [...usernames, ownerUsername])
  const aging = exposure ? await agingOf(db, record, exposure.currency, today) : null
  const rating = await ratingOf(db, customer.id)
  return {
    ...emptyDossier,
    request,
    customer: {
      code: customerCode,
      name: customer.name,
      owner: ownerUsername === null ? null : personOf(names, ownerUsername),
      industry: customer.industry,
      status: customer.status,
    },
    credit: exposure ? creditOf(exposure) : null,
    aging,
    rating,
    reasons: await reasonsOf(db, record),
    now: figuresOf({ exposure, aging, rating, customer, names }),
    releases: outcomes.map((outcome) => releaseJson(outcome, names, today)),
  }
}

interface Read {
  readonly exposure: Exposure | undefined
  readonly aging: Dossier['aging']
  readonly rating: Dossier['rating']
  readonly customer: Customer
  readonly names: ReadonlyMap<string, string>
}

/** The figures that are kept on submission and compared with those of later, the same for every subject. */
function figuresOf({ exposure, aging, rating, customer, names }: Read): Dossier['now'] {
  const { ownerUsername, status } = customer
  return [
    ...exposureRows(exposure),
    ...(exposure
      ? [
          {
            key: 'netDays',
            label: { zh: '账期（天）', en: 'Terms in days' },
            value: shownNumber(exposure.terms?.netDays ?? null, 'days'),
          },
        ]
      : []),
    ...(aging
      ? [
          { key: 'notDue', label: { zh: '未到期应收', en: 'Not due' }, value: moneyOf(aging.notDue) },
          ...aging.buckets.map(({ from, to, amount }) => ({
            key: `aging-${from ?? ''}-${to ?? ''}`,
            label:
              to === null
                ? {
                    zh: `逾期超过 ${(from ?? 1) - 1} 天`,
                    en: `Over ${counted((from ?? 1) - 1, 'day')} past due`,
                  }
                : { zh: `逾期 ${from ?? 1}–${to} 天`, en: `${from ?? 1}–${to} days past due` },
            value: moneyOf(amount),
          })),
        ]
      : []),
    {
      key: 'grade',
      label: { zh: '信用等级', en: 'Grade' },
      value: shownText(rating?.override?.grade ?? rating?.grade ?? null),
    },
    { key: 'score', label: { zh: '评分', en: 'Score' }, value: shownNumber(rating?.score ?? null) },
    {
      key: 'customerStatus',
      label: { zh: '客户状态', en: 'Customer' },
      value: { kind: 'text', text: customerStatuses[status] },
    },
    {
      key: 'owner',
      label: { zh: '业务员', en: 'Sales owner' },
      value: shownText(ownerUsername === null ? null : (names.get(ownerUsername) ?? ownerUsername)),
    },
  ]
}

const moneyOf = (money: MoneyJson) => ({ kind: 'money', money }) as const

const customerStatuses: Readonly<Record<Customer['status'], Bilingual>> = {
  active: { zh: '正常', en: 'Active' },
  inactive: { zh: '停用', en: 'Inactive' },
  blacklisted: { zh: '黑名单', en: 'Blacklisted' },
}

function personOf(names: ReadonlyMap<string, string>, username: string) {
  return { username, displayName: names.get(username) ?? username }
}

function requestRows({ amount, days, segmentCode, reason, request }: CaseRecord): Dossier['request'] {
  const until = request['until'] ?? request['validTo']
  return [
    ...(amount
      ? [
          {
            key: 'amount',
            label: { zh: '申请金额', en: 'Amount' },
            value: shownMoney(amount.minor, amount.currency),
          },
        ]
      : []),
    ...(typeof until === 'string'
      ? [
          {
            key: 'until',
            label: { zh: '有效至', en: 'Valid until' },
            value: { kind: 'day', day: until } as const,
          },
        ]
      : []),
    ...(days === null
      ? []
      : [{ key: 'days', label: { zh: '有效天数', en: 'Days' }, value: shownNumber(days, 'days') }]),
    ...(segmentCode === null
      ? []
      : [{ key: 'segment', label: { zh: '信用段', en: 'Segment' }, value: shownText(segmentCode) }]),
    ...(reason === null
      ? []
      : [{ key: 'reason', label: { zh: '申请理由', en: 'Reason' }, value: shownText(reason) }]),
  ]
}

type Exposure = NonNullable<Awaited<ReturnType<typeof readExposure>>>

function creditOf({ limit, exposure, available, overdue, terms }: Exposure): Dossier['credit'] {
  return {
    limit: limit.amount === null ? null : { amount: limit.amount, currency: limit.currency },
    limitMode: limit.expired ? 'expired' : limit.mode,
    exposure,
    available,
    overdue: overdue.amount,
    oldestDays: overdue.oldestDays,
    netDays: terms?.netDays ?? null,
  }
}

/** Open receivables by age, in the currency of the account. */
async function agingOf(
  db: Queryable,
  { customerCode, segmentCode }: CaseRecord,
  currency: Currency,
  asOf: CalendarDay,
): Promise<Dossier['aging']> {
  const buckets = agingBuckets((await getOrganisation(db)).agingBounds)
  const { totals } = await listAging(db, {
    ...{ asOf, basis: 'due', by: 'customer', buckets, search: null, sort: 'code', offset: 0, limit: 1 },
    scope: { ...wholeBook, customerCode, segmentCode },
  })
  const row = totals.find((one) => one.currency === currency)
  const minor = (index: number) => row?.bucketsMinor[index] ?? 0n
  return {
    notDue: moneyJson(minor(0), currency),
    buckets: buckets.slice(1).map(({ daysMin, daysMax }, index) => ({
      from: daysMin,
      to: daysMax,
      amount: moneyJson(minor(index + 1), currency),
    })),
    total: moneyJson(row?.totalMinor ?? 0n, currency),
  }
}

async function ratingOf(db: Queryable, customerId: string): Promise<Dossier['rating']> {
  const [rating] = await listRatings(db, customerId, { limit: 1, after: null })
  const scorecard = rating && (await findScorecard(db, rating.scorecardCode, rating.scorecardVersion))
  if (!rating || !scorecard) return null
  const json = ratingJson(rating, scorecard.content)
  const weakest = [...json.contributions].sort(
    (a, b) => b.weight - b.contribution - (a.weight - a.contribution),
  )
  return {
    grade: json.grade,
    score: String(json.score),
    ratedAt: json.ratedAt,
    reasons: [...json.caps.map(({ reason }) => reason), ...weakest.slice(0, 4).map(({ reason }) => reason)],
    override: null,
  }
}

/** Why an order is held. */
async function reasonsOf(db: Queryable, { subject, objectId }: CaseRecord): Promise<Dossier['reasons']> {
  if (subject !== HOLD_RELEASE) return []
  const hold = await findHold(db, objectId, null)
  return (hold?.reasons ?? []).map(({ message }) => message)
}

function releaseJson(
  outcome: ReleaseOutcome,
  names: ReadonlyMap<string, string>,
  today: CalendarDay,
): ReleaseJson {
  const { openMinor, currency, oldestDueOn } = outcome
  const late = openMinor > 0n && oldestDueOn !== null ? Math.max(0, daysBetween(oldestDueOn, today)) : null
  return {
    holdId: outcome.holdId,
    documentNumber: outcome.documentNumber,
    amount: moneyJson(outcome.amountMinor, currency),
    releasedBy: personOf(names, outcome.releasedBy),
    releasedAt: outcome.releasedAt.toISOString(),
    became: becameOf(outcome, today),
    openAmount: { amount: formatAmount(openMinor, currency), currency },
    daysLate: late ?? outcome.paidLateDays,
  }
}

function becameOf(outcome: ReleaseOutcome, today: CalendarDay): ReleaseJson['became'] {
  if (outcome.writtenOffMinor > 0n) return 'loss'
  if (outcome.billedMinor === 0n) return 'not-billed'
  if (outcome.openMinor === 0n) return (outcome.paidLateDays ?? 0) > 0 ? 'paid-late' : 'paid'
  return outcome.oldestDueOn !== null && outcome.oldestDueOn < today ? 'overdue' : 'open'
}
