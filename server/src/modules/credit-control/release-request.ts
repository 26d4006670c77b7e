import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { groupedAmount } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import type { NewRequest, SnapshotRow } from '../approvals/case-record.js'
import { shownNumber, type Shown } from '../approvals/shown.js'
import { amountInBase } from '../customers/amount-in-base.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { Hold } from './hold-store.js'
import { overLimitOf } from './over-limit.js'
import { readExposure } from './read-exposure.js'

export const HOLD_RELEASE = 'hold-release'

interface Asking {
  readonly maxMinor: bigint
  readonly until: CalendarDay
  readonly reason: string
  readonly submitter: string
}

/** The release of a held order as a request for approval. */
export async function releaseRequestOf(
  db: Queryable,
  hold: Hold,
  { maxMinor, until, reason, submitter }: Asking,
  { today }: { readonly today: CalendarDay },
): Promise<NewRequest> {
  const { baseCurrency } = await getOrganisation(db)
  const amount = { minor: maxMinor, currency: hold.currency }
  const { customerCode, segmentCode } = hold
  const exposure = await readExposure(db, { customerCode, segmentCode, asOf: null, today, owner: null })
  const shown = groupedAmount(maxMinor, hold.currency)
  return {
    subject: HOLD_RELEASE,
    objectId: hold.id,
    title: {
      zh: `放行 ${hold.customerName} 订单 ${hold.documentNumber}（${shown} ${hold.currency}）`,
      en: `Release order ${hold.documentNumber} of ${hold.customerName} (${shown} ${hold.currency})`,
    },
    submitter,
    barred: [hold.submittedBy],
    ownerUsername: hold.ownerUsername,
    customerCode,
    customerName: hold.customerName,
    segmentCode,
    amount,
    overLimitBp: await overLimitOf(db, hold, amount, today),
    days: daysBetween(today, until),
    reason,
    request: { maxMinor: maxMinor.toString(), until, divisible: isDivisible(hold) },
    fields: {
      amount: await amountInBase(db, amount, baseCurrency, today),
      segment: segmentCode,
      overdueDays: String(exposure?.overdue.oldestDays ?? 0),
      days: String(daysBetween(today, until)),
      reason: hold.reasons[0]?.code ?? null,
      overdue: hold.reasons.some(({ code }) => code === 'overdue_days' || code === 'overdue_amount'),
    },
  }
}

/** Whether a part of what is held may go: of an order before anything is delivered, not of one delivery. */
export function isDivisible({
  documentType,
  checkpoint,
}: Pick<Hold, 'documentType' | 'checkpoint'>): boolean {
  return documentType === 'order' && checkpoint === 'order'
}

/** The figures of an account that are kept with a request and compared with those of later. */
export function exposureRows(exposure: Awaited<ReturnType<typeof readExposure>>): SnapshotRow[] {
  if (!exposure) return []
  const money = (amount: { amount: string; currency: string }): Shown => ({ kind: 'money', money: amount })
  const { limit, available } = exposure
  return [
    {
      key: 'limit',
      label: { zh: '信用额度', en: 'Limit' },
      value:
        limit.amount === null
          ? { kind: 'text', text: limitModes[limit.mode] }
          : money({ amount: limit.amount, currency: limit.currency }),
    },
    { key: 'exposure', label: { zh: '信用占用', en: 'Exposure' }, value: money(exposure.exposure) },
    {
      key: 'available',
      label: { zh: '可用额度', en: 'Available' },
      value: available ? money(available) : { kind: 'none' },
    },
    { key: 'overdue', label: { zh: '逾期金额', en: 'Overdue' }, value: money(exposure.overdue.amount) },
    {
      key: 'oldestDays',
      label: { zh: '最长逾期', en: 'Oldest overdue' },
      value: shownNumber(exposure.overdue.oldestDays, 'days'),
    },
    {
      key: 'status',
      label: { zh: '账户状态', en: 'Account' },
      value: { kind: 'text', text: statuses[exposure.status] },
    },
  ]
}

const limitModes = {
  none: { zh: '无额度', en: 'No credit' },
  unlimited: { zh: '不限额', en: 'Unlimited' },
  amount: { zh: '已到期', en: 'Expired' },
} as const

const statuses = {
  active: { zh: '正常', en: 'Active' },
  frozen: { zh: '冻结', en: 'Frozen' },
  blocked: { zh: '停用', en: 'Blocked' },
} as const
