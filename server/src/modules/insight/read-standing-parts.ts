import { addMonths, calendarDay, dayInZone, daysBetween } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { rejectReasonText } from '../credit-control/domain/reject-reasons.js'
import { listHolds } from '../credit-control/hold-list-store.js'
import type { Hold } from '../credit-control/hold-store.js'
import { readExposure } from '../credit-control/read-exposure.js'
import type { Account } from '../customers/account-store.js'
import { listSegments } from '../customers/segment-store.js'
import { listLimitLines } from '../limits/limit-line-store.js'
import { listAging } from '../receivables/aging-store.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { listPaymentMonths } from '../receivables/payment-trend-store.js'
import { listOpenItems } from '../receivables/receivable-store.js'
import { listRatings } from '../scoring/rating-store.js'
import { peerFeatures } from './domain/credit-report/payment-section.js'
import type {
  AccountPart,
  AgingPart,
  EventsPart,
  HoldView,
  ItemView,
  PaymentPart,
} from './domain/credit-report/report-data.js'
import { listPeerFigures } from './peer-store.js'
import type { ReportFrame } from './report-frame.js'

const HOLDS_MAX = 15
const LINES_MAX = 12
const ITEMS_MAX = 20
const ITEMS_READ = 1_000

/** How the customer pays: figures of the newest rating, those of its peers, and the money of the last months. */
export async function readPayment(tx: Tx, frame: ReportFrame, receivables: boolean): Promise<PaymentPart> {
  const { customer, asOf } = frame
  const { id, industry } = customer
  const [rating] = await listRatings(tx, id, { limit: 1, after: null })
  const peers =
    industry === null ? [] : await seeingAll(tx, () => listPeerFigures(tx, { id, industry }, peerFeatures))
  const from = calendarDay(`${addMonths(asOf, -11).slice(0, 8)}01`)
  const months = receivables ? await listPaymentMonths(tx, scopeOf(frame), from, asOf) : null
  return {
    asOf: rating?.asOf ?? null,
    values: rating?.inputs.values ?? {},
    peers,
    months:
      months?.map(({ month, currency, settledMinor, lateMinor, meanDelayDays }) => ({
        ...{ month, currency, meanDelayDays },
        settled: moneyJson(settledMinor, currency),
        late: moneyJson(lateMinor, currency),
      })) ?? null,
  }
}

function scopeOf({ customer }: ReportFrame) {
  return { ...wholeBook, customerCode: customer.code }
}

export async function readAging(tx: Tx, frame: ReportFrame): Promise<AgingPart> {
  const buckets = agingBuckets(frame.organisation.agingBounds)
  const { rows } = await listAging(tx, {
    ...{ asOf: frame.asOf, basis: 'due', by: 'customer', buckets, scope: scopeOf(frame) },
    ...{ search: null, sort: 'code', offset: 0, limit: 50 },
  })
  return {
    buckets: buckets.map(({ key }) => key),
    rows: rows.map(({ currency, bucketsMinor, totalMinor, overdueMinor }) => ({
      currency,
      amounts: bucketsMinor.map((minor) => moneyJson(minor, currency)),
      total: moneyJson(totalMinor, currency),
      overdue: moneyJson(overdueMinor, currency),
    })),
  }
}

/** Every account as it stands; the figures of its group are whole, also for a narrowed reader. */
export async function readAccounts(
  tx: Tx,
  frame: ReportFrame,
  accounts: readonly Account[],
): Promise<AccountPart[]> {
  const segments = await listSegments(tx)
  const parts: AccountPart[] = []
  for (const account of accounts) {
    const segment = segments.find(({ id }) => id === account.segmentId)
    const code = segment?.code ?? ''
    parts.push({
      ...{ segment: code, segmentName: segment?.name ?? '', status: account.status },
      ...{ limitMode: account.limitMode, netDays: account.netDays, reviewOn: account.reviewOn },
      standing: await seeingAll(tx, () => standingOf(tx, frame, code)),
      lines: frame.may('limits:read') ? await linesOf(tx, account) : null,
    })
  }
  return parts
}

async function standingOf(
  tx: Tx,
  { customer, asOf }: ReportFrame,
  segmentCode: string,
): Promise<AccountPart['standing']> {
  const asked = { customerCode: customer.code, segmentCode, asOf: null, today: asOf, owner: null }
  try {
    const seen = await readExposure(tx, asked)
    if (!seen) return null
    const { limit, exposure, available, buckets, overdue, group } = seen
    return {
      limit: limit.amount === null ? null : { amount: limit.amount, currency: limit.currency },
      ...{ expired: limit.expired, exposure, available, buckets },
      ...{ overdue: overdue.amount, oldestDays: overdue.oldestDays, groupExposure: group.exposure },
      groupLimit:
        group.limit.amount === null ? null : { amount: group.limit.amount, currency: group.limit.currency },
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_needed') return null
    throw error
  }
}

async function linesOf(tx: Tx, { id }: Account): Promise<AccountPart['lines']> {
  const lines = await listLimitLines(tx, id)
  return lines.slice(0, LINES_MAX).map(({ kind, amountMinor, currency, validFrom, validTo, reason }) => ({
    ...{ kind, validFrom, validTo, reason },
    amount: moneyJson(amountMinor, currency),
  }))
}

export async function readEvents(tx: Tx, frame: ReportFrame, receivables: boolean): Promise<EventsPart> {
  const page = { limit: HOLDS_MAX, offset: 0, sort: '-openedAt' } as const
  const holds = frame.may('holds:read')
    ? await listHolds(tx, { customerCode: frame.customer.code, owner: null }, page)
    : null
  return {
    holds: holds?.map((hold) => holdView(hold, frame)) ?? null,
    items: receivables ? await itemsOf(tx, frame) : null,
  }
}

function holdView(hold: Hold, { organisation: { timeZone } }: ReportFrame): HoldView {
  const { closeReason: own, closeCode: code } = hold
  return {
    on: dayInZone(hold.openedAt, timeZone),
    document: hold.documentNumber,
    amount: moneyJson(hold.amountMinor, hold.currency),
    status: hold.status,
    reasons: hold.reasons.map(({ message }) => message),
    closedBy: hold.closedBy,
    closedOn: hold.closedAt && dayInZone(hold.closedAt, timeZone),
    closeReason: own !== null ? { zh: own, en: own } : code === null ? null : rejectReasonText(code),
  }
}

async function itemsOf(tx: Tx, frame: ReportFrame): Promise<ItemView[]> {
  const { asOf } = frame
  const items = await listOpenItems(tx, {
    ...{ asOf, basis: 'due', scope: scopeOf(frame), currency: null, agingBucket: null, after: null },
    limit: ITEMS_READ,
  })
  return items
    .filter(({ bucket, baseOn, disputed }) => bucket === 'receivables' && (baseOn < asOf || disputed))
    .slice(0, ITEMS_MAX)
    .map(({ documentNumber, baseOn, openMinor, currency, disputed }) => ({
      document: documentNumber,
      dueOn: baseOn,
      days: daysBetween(baseOn, asOf),
      open: moneyJson(openMinor, currency),
      disputed,
    }))
}
