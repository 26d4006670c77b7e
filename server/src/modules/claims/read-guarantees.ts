import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { ClaimItem } from './claim-item-store.js'
import { claimRulesOn } from './claim-rules-store.js'
import { guaranteeClock, type AgreedPeriod, type GuaranteeClock } from './domain/guarantee-period.js'
import { listGuaranteeActs } from './guarantee-act-store.js'
import { listGuarantees, type Guarantee, type StoredGuaranteeAct } from './guarantee-store.js'

/** A guarantee with what was done about it and its period for each receivable that it covers. */
export interface GuaranteeClocks {
  readonly guarantee: Guarantee
  readonly acts: readonly StoredGuaranteeAct[]
  readonly clocks: readonly { readonly item: ClaimItem; readonly clock: GuaranteeClock }[]
}

/** The guarantees for a customer with their periods for these receivables; the earliest end first. */
export async function readGuarantees(
  db: Queryable,
  customerId: Id,
  items: readonly ClaimItem[],
  today: CalendarDay,
): Promise<GuaranteeClocks[]> {
  const guarantees = await listGuarantees(db, customerId)
  if (guarantees.length === 0) return []
  const acts = await listGuaranteeActs(db, customerId)
  const { guaranteeMonths: defaultMonths } = (await claimRulesOn(db, today)).content
  const lastDueOn = items.map((item) => item.lastDueOn).sort((a, b) => b.localeCompare(a))[0]
  return guarantees.map((guarantee) => {
    const done = acts.filter(({ guaranteeId }) => guaranteeId === guarantee.id)
    const facts = {
      ...{ mode: guarantee.mode, agreed: agreedOf(guarantee), maxAmount: guarantee.maxAmount },
      determinedOn: guarantee.determinedOn,
    }
    const clocks = items
      .filter(({ documentId }) => guarantee.documentId === null || guarantee.documentId === documentId)
      .map((item) => ({
        item,
        clock: guaranteeClock(
          facts,
          {
            dueOn: item.dueOn,
            lastDueOn: guarantee.documentId === null ? (lastDueOn ?? item.lastDueOn) : item.lastDueOn,
          },
          done.filter(({ documentId }) => documentId === null || documentId === item.documentId),
          { defaultMonths, today },
        ),
      }))
      .sort((a, b) => a.clock.endsOn.localeCompare(b.clock.endsOn))
    return { guarantee, acts: done, clocks }
  })
}

function agreedOf({ agreedKind, agreedMonths, agreedUntil }: Guarantee): AgreedPeriod {
  if (agreedKind === 'months' && agreedMonths !== null) return { kind: 'months', months: agreedMonths }
  if (agreedKind === 'until' && agreedUntil !== null) return { kind: 'until', on: agreedUntil }
  return { kind: agreedKind === 'until_paid' ? 'until_paid' : 'none' }
}
