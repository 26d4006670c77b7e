import type { CalendarDay } from '../../kernel/calendar-day.js'
import { groupedAmount } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import type { NewRequest } from '../approvals/case-record.js'
import { unconditional, type ApprovalSubject } from '../approvals/subject.js'
import { amountInBase } from '../customers/amount-in-base.js'
import type { Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { ClaimItem } from './claim-item-store.js'
import { endWaiver } from './decide-waiver.js'
import { DECIDES_UNSAID } from './may-waive.js'
import { listWaivers, requestedWaiversAmong, type InterestWaiver } from './waiver-store.js'

export const INTEREST_WAIVER = 'interest-waiver'

/** A waiver of late interest, decided by approval. */
export const interestWaiverSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: INTEREST_WAIVER,
  name: { zh: '豁免逾期利息', en: 'Waiver of late interest' },
  fields: [
    { key: 'amount', name: { zh: '豁免金额（本位币）', en: 'Amount in base currency' }, type: 'amount' },
    { key: 'items', name: { zh: '应收笔数', en: 'Instalments' }, type: 'number' },
  ],
  conditions: unconditional,
  hasAmount: true,
  hasOwner: true,
  authority: 'interest-waiver',
  permissionWhenUnsaid: DECIDES_UNSAID,
  async lock(tx, { objectId }) {
    const [waiver] = await listWaivers(tx, { id: objectId }, { limit: 1 })
    if (waiver) await lockGroups(tx, [waiver.groupId])
  },
  stillOpen: requestedWaiversAmong,
  async grant(tx, { objectId }, ending) {
    await endWaiver(tx, objectId, 'granted', ending)
  },
  async decline(tx, { objectId }, ending) {
    // A waiver that was taken back declines nothing any more.
    if ((await requestedWaiversAmong(tx, [objectId])).size > 0)
      await endWaiver(tx, objectId, 'rejected', ending)
  },
}

interface Asked {
  readonly customer: Customer
  readonly items: readonly ClaimItem[]
  readonly today: CalendarDay
}

/** What is handed to an approval. Its segment is that of all instalments, where they have one in common. */
export async function waiverRequest(
  tx: Tx,
  waiver: InterestWaiver,
  { customer, items, today }: Asked,
): Promise<NewRequest> {
  const { currency, amountMinor, untilOn } = waiver
  const amount = { minor: amountMinor, currency }
  const said = `${groupedAmount(amountMinor, currency)} ${currency}`
  const segments = new Set(items.map(({ segmentCode }) => segmentCode))
  const { baseCurrency } = await getOrganisation(tx)
  return {
    ...{ subject: INTEREST_WAIVER, objectId: waiver.id, submitter: waiver.requestedBy, barred: [] },
    title: {
      zh: `${customer.name} 豁免逾期利息：${said}（截至 ${untilOn}）`,
      en: `Waiver of late interest of ${customer.name}: ${said} until ${untilOn}`,
    },
    ...{ ownerUsername: customer.ownerUsername, customerCode: customer.code, customerName: customer.name },
    segmentCode: segments.size === 1 ? (items[0]?.segmentCode ?? null) : null,
    ...{ amount, overLimitBp: null, days: null, reason: waiver.reason },
    request: { until: untilOn, items: items.map(({ number, itemNo }) => `${number}/${itemNo}`) },
    fields: {
      amount: await amountInBase(tx, amount, baseCurrency, today),
      items: String(items.length),
    },
  }
}
