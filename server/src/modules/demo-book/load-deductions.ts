import type { Principal } from '../../kernel/access.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { listDeductions } from '../arrangements/deduction-list-store.js'
import { workOnDispute } from '../arrangements/work-on-dispute.js'
import { addBankLines } from '../cash-application/add-bank-lines.js'
import { listBankLines } from '../cash-application/bank-line-list-store.js'
import type { CashContext } from '../cash-application/cash-effects.js'
import { assignLine } from '../cash-application/decide-bank-line.js'
import { matchByHand } from '../cash-application/decide-match.js'
import { DEMO_BANK_ACCOUNT } from './domain/bank-statement.js'
import { demoDeductions, type DemoDeduction } from './domain/deductions.js'
import { listNotDue } from './load-bills.js'
import { oneOfEach, type OpenInvoice } from './open-invoice-store.js'

type Office = CashContext & { readonly actor: Principal }

/** Some customers pay less than their invoice and say why; all of these payments or none. */
export async function loadDeductions(db: Database, office: Office): Promise<void> {
  await db.transaction(async (tx) => {
    const known = await listDeductions(tx, { state: 'all' }, { offset: 0, limit: 1 })
    if (known.length > 0) return
    const payable = oneOfEach(await listNotDue(tx, office.today)).slice(-demoDeductions.length)
    for (const [index, invoice] of payable.entries()) {
      const deduction = demoDeductions[index]
      if (deduction) await payLess(tx, invoice, deduction, index, office)
    }
  })
}

async function payLess(
  tx: Tx,
  invoice: OpenInvoice,
  deduction: DemoDeduction,
  index: number,
  office: Office,
): Promise<void> {
  const { customerCode, customerName, segmentCode, currency, invoiceId, itemNo, openMinor } = invoice
  const { reasonCode, note, perMille, acts } = deduction
  const keptMinor = (openMinor * perMille) / 1000n
  const bankRef = `DEMOKEPT${String(index + 1).padStart(4, '0')}`
  const line = {
    ...{ bankAccount: DEMO_BANK_ACCOUNT, bankRef, segmentCode, on: addDays(office.today, -(index % 4)) },
    ...{ currency, amountMinor: openMinor - keptMinor, payerName: customerName, payerAccount: null },
    reference: '货款，扣款见附函',
  }
  if (keptMinor <= 0n) return
  await addBankLines(tx, [line], office)
  const [kept] = await listBankLines(tx, { search: bankRef }, { offset: 0, limit: 1 })
  if (!kept) throw new Error('demo book: a bank line was not kept')
  const receiptId = await assignLine(tx, kept.id, customerCode, office)
  const amounts = { invoiceId, itemNo, amountMinor: line.amountMinor, grantedMinor: 0n }
  const said = { invoiceId, itemNo, amountMinor: keptMinor, reasonCode, note }
  await matchByHand(tx, receiptId, [amounts], office, [said])
  const [taken] = await listDeductions(tx, { state: 'current', search: bankRef }, { offset: 0, limit: 1 })
  for (const act of acts) if (taken) await workOnDispute(tx, taken.disputeId, act, office)
}
