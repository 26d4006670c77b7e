import { addDays, isCalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { securityReferences } from '../approvals/security-references.js'
import type { ApprovalSubject } from '../approvals/subject.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { clearReleaseRequest, findHold, openHoldsAmong } from './hold-store.js'
import { letGo } from './release-hold.js'
import { letPartGo } from './release-part.js'
import { HOLD_RELEASE } from './release-request.js'

/** The release of a held order, decided by approval. */
export const holdReleaseSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: HOLD_RELEASE,
  name: { zh: '放行冻结订单', en: 'Release of a held order' },
  fields: [
    { key: 'amount', name: { zh: '放行金额（本位币）', en: 'Amount in base currency' }, type: 'amount' },
    { key: 'overdueDays', name: { zh: '最长逾期天数', en: 'Days past due' }, type: 'number' },
    { key: 'overdue', name: { zh: '因逾期冻结', en: 'Held for overdue items' }, type: 'flag' },
    { key: 'days', name: { zh: '放行有效天数', en: 'Days that the release is valid' }, type: 'number' },
    { key: 'segment', name: { zh: '信用段', en: 'Segment' }, type: 'text' },
    { key: 'reason', name: { zh: '首要冻结原因', en: 'First reason of the hold' }, type: 'text' },
  ],
  conditions: { amount: true, validity: true, security: true },
  conditionsFor: ({ request }) => ({
    amount: request['divisible'] === true,
    ...{ validity: true, security: true },
  }),
  hasAmount: true,
  hasOwner: true,
  authority: 'hold-release',
  permissionWhenUnsaid: null,
  async lock(tx, { objectId }) {
    const hold = await findHold(tx, objectId, null)
    if (hold) await lockGroups(tx, [hold.groupId])
  },
  stillOpen: openHoldsAmong,
  async grant(tx, { objectId, request }, { actor, at, today, comment, conditions }) {
    const hold = await findHold(tx, objectId, null)
    if (!hold) throw new Refusal('hold_not_found', { id: objectId })
    const asked = String(request['until'])
    const until = isCalendarDay(asked) ? asked : addDays(today, 30)
    const shortest = conditions?.validUntil && conditions.validUntil < until ? conditions.validUntil : until
    const { timeZone } = await getOrganisation(tx)
    // A release that waited longer than it should have been valid is of no use: it must be asked for again.
    if (shortest < today) throw new Refusal('release_expired', { on: shortest })
    const said = [comment, ...securityReferences(conditions)].filter((text) => text !== null).join('；')
    const release = { until: shortest, reason: said || '审批通过' }
    const context = { at, today, timeZone }
    const minor = conditions?.amountMinor ?? BigInt(String(request['maxMinor']))
    if (minor >= hold.amountMinor) {
      await letGo(tx, hold, { ...release, maxMinor: minor }, actor, context)
      return
    }
    // Less than the order: deliveries pass until together they reach it, the rest may be asked for again.
    await letPartGo(tx, hold, { ...release, minor }, actor, context)
    await clearReleaseRequest(tx, objectId)
  },
  async decline(tx, { objectId }) {
    await clearReleaseRequest(tx, objectId)
  },
}
