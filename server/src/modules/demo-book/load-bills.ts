import type { Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { actOnBill } from '../cash-application/bills/act-on-bill.js'
import { currentBills } from '../cash-application/bills/bill-store.js'
import { receiveBill } from '../cash-application/bills/receive-bill.js'
import type { CashContext } from '../cash-application/cash-effects.js'
import { demoBills, type DemoBill } from './domain/bills.js'
import { listInvoicesDue, oneOfEach, type OpenInvoice } from './open-invoice-store.js'

const DUE_FROM = 13
const DUE_UNTIL = 75
const INVOICES = 1_000

/** A dozen bills of exchange in payment of invoices that are not due yet, in every state; all of them or none. */
export async function loadBills(
  db: Database,
  context: CashContext & { readonly actor: Principal },
): Promise<void> {
  const { today } = context
  const bills = demoBills(today)
  await db.transaction(async (tx) => {
    const [first] = bills
    if (!first || (await currentBills(tx, first.number, '')).length > 0) return
    const payable = oneOfEach(await listNotDue(tx, today)).filter(({ currency }) => currency === 'CNY')
    for (const [index, invoice] of payable.slice(0, bills.length).entries()) {
      const bill = bills[index]
      if (bill) await live(tx, bill, invoice, context)
    }
  })
}

/** Open invoices that fall due in some weeks: what is done with them moves nothing that is overdue. */
export function listNotDue(tx: Tx, today: CalendarDay): Promise<OpenInvoice[]> {
  return listInvoicesDue(tx, addDays(today, DUE_FROM), addDays(today, DUE_UNTIL), INVOICES)
}

async function live(
  tx: Tx,
  bill: DemoBill,
  invoice: OpenInvoice,
  context: CashContext & { readonly actor: Principal },
): Promise<void> {
  const { customerCode, customerName, segmentCode, currency, openMinor, invoiceId, itemNo } = invoice
  const { acts, acceptor, ...stated } = bill
  const id = await receiveBill(
    tx,
    {
      ...{ ...stated, subRange: '', customerCode, segmentCode, amount: { minor: openMinor, currency } },
      ...{ drawer: customerName, acceptor: acceptor ?? customerName, reference: `货款 ${invoice.number}` },
      items: [{ invoiceId, itemNo, amountMinor: openMinor, grantedMinor: 0n }],
    },
    context,
  )
  for (const { act, on, party, chargeBp, recourse, reason } of acts) {
    const chargeMinor = act === 'discount' ? (openMinor * BigInt(chargeBp)) / 10_000n : null
    await actOnBill(tx, id, { act, on, party, chargeMinor, recourse, reason }, context)
  }
}
