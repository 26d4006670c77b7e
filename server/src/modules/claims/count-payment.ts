import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Money } from '../../kernel/money.js'
import { divideRounded } from '../../kernel/rate.js'
import type { Tx } from '../../platform/db/types.js'
import { allocateByLaw, type Debt } from '../cash-application/domain/legal-order.js'
import { openItemsOf, type ClaimItem } from './claim-item-store.js'
import { groupedBy } from '../../kernel/grouped-by.js'
import { yearlyFraction } from './domain/interest-rate.js'
import { readClaims, type Claim } from './read-claims.js'
import { readGuarantees, type GuaranteeClocks } from './read-guarantees.js'

export const COUNTED_MAX = 500

/** How much of a payment would settle what of one instalment, with what puts it in its place. Minor units. */
export interface CountedDebt {
  readonly claim: Claim
  readonly debt: Debt
  readonly toInterestMinor: bigint
  readonly toPrincipalMinor: bigint
}

export interface CountedPayment {
  /** In the order in which they are paid; those that get nothing at the end, by their due day. */
  readonly debts: readonly CountedDebt[]
  readonly unusedMinor: bigint
  /** False when more is open than was looked at. */
  readonly complete: boolean
}

/**
 * How a payment of a customer would be counted that names no debt and does not cover all of them, by the order of the law
 * (民法典560、561) with the late interest that is owed on its day. Computes only; nothing is booked.
 */
export async function countPayment(
  tx: Tx,
  customerId: Id,
  payment: Money,
  { today, on }: { readonly today: CalendarDay; readonly on: CalendarDay },
): Promise<CountedPayment> {
  const open = await openItemsOf(tx, customerId, COUNTED_MAX + 1)
  const items = open
    .slice(0, COUNTED_MAX)
    .filter((item) => item.currency === payment.currency && item.openMinor > 0n)
  const claims = await readClaims(tx, items, { today, until: on })
  const guarantees = await readGuarantees(tx, customerId, items, today)
  const byId = new Map(claims.map((claim) => [keyOf(claim.item), claim]))
  // Billed interest is counted with the debt that it is owed on while that is open, by itself afterwards.
  const isPart = ({ item }: Claim) => item.mainDocumentId !== null && byId.has(mainKeyOf(item))
  const interestOn = groupedBy(claims.filter(isPart), ({ item }) => mainKeyOf(item))
  const debts = claims
    .filter((claim) => !isPart(claim))
    .map((claim) => debtOf(claim, interestOn.get(keyOf(claim.item)) ?? [], guarantees, items))
  const paid = allocateByLaw(payment.minor, debts, on)
  const places = new Map([...new Set(paid.map(({ debtId }) => debtId))].map((id, place) => [id, place]))
  const takes = (id: string, part: 'interest' | 'principal') =>
    paid.find((one) => one.debtId === id && one.part === part)?.amountMinor ?? 0n
  const counted = debts.flatMap((debt): CountedDebt[] => {
    const claim = byId.get(debt.id)
    if (!claim) return []
    return [
      {
        ...{ claim, debt },
        toInterestMinor: takes(debt.id, 'interest'),
        toPrincipalMinor: takes(debt.id, 'principal'),
      },
    ]
  })
  const placeOf = ({ debt }: CountedDebt) => places.get(debt.id) ?? places.size
  return {
    debts: counted.sort((a, b) => placeOf(a) - placeOf(b)),
    unusedMinor: payment.minor - paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    complete: open.length <= COUNTED_MAX,
  }
}

const keyOf = ({ documentId, itemNo }: ClaimItem) => `${documentId} ${itemNo}`
const mainKeyOf = ({ mainDocumentId, mainItemNo }: ClaimItem) => `${mainDocumentId} ${mainItemNo}`

function debtOf(
  { item, interest, rules }: Claim,
  billed: readonly Claim[],
  guarantees: readonly GuaranteeClocks[],
  items: readonly ClaimItem[],
): Debt {
  const rate = interest?.choice?.steps[0]?.rate
  const yearly = rate && yearlyFraction(rate, rules.content.dayCount)
  const billedMinor = billed.reduce((sum, one) => sum + one.item.openMinor, 0n)
  const owedMinor = interest?.choice ? interest.result.openInterestMinor : 0n
  return {
    ...{ id: keyOf(item), feeMinor: 0n, dueOn: item.dueOn },
    principalMinor: item.mainDocumentId === null ? item.openMinor : 0n,
    interestMinor: item.mainDocumentId === null ? billedMinor + owedMinor : item.openMinor,
    designated: false,
    securedBp: Math.max(0, ...guarantees.map((one) => securedBp(item, one, items))),
    burdenBp: yearly ? Number(divideRounded(yearly.numerator * 10_000n, yearly.denominator)) : 0,
  }
}

/** Which share of a debt a guarantee covers while its period runs or was kept; one for all debts is shared by them. */
function securedBp(
  item: ClaimItem,
  { guarantee, clocks }: GuaranteeClocks,
  items: readonly ClaimItem[],
): number {
  const own = clocks.find((one) => keyOf(one.item) === keyOf(item))
  if (own?.clock.status !== 'running' && own?.clock.status !== 'kept') return 0
  if (guarantee.amountMinor === null) return 10_000
  if (guarantee.currency !== item.currency) return 0
  const covered =
    guarantee.documentId === null ? items : items.filter((one) => one.documentId === item.documentId)
  const total = covered.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const share = Number((guarantee.amountMinor * 10_000n) / total)
  return Math.min(10_000, share)
}
