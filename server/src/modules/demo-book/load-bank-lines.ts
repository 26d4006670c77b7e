import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { addBankLines } from '../cash-application/add-bank-lines.js'
import type { CashEffects } from '../cash-application/cash-effects.js'
import { latestRun } from '../cash-application/matching-run-store.js'
import { requestMatching, runMatching } from '../cash-application/run-matching.js'
import { bankStatement } from './domain/bank-statement.js'
import { listInvoicesDue } from './open-invoice-store.js'

const INVOICES = 48
const DAYS_AROUND = 12

/** The bank statement of the last days comes in and is matched: much by itself, some waits for the accountant. */
export async function loadBankLines(
  deps: Deps,
  context: {
    readonly endOn: CalendarDay
    readonly at: Date
    readonly by: string
    readonly effects: CashEffects
  },
): Promise<void> {
  const { endOn, at, by, effects } = context
  const invoices = await listInvoicesDue(
    deps.db,
    addDays(endOn, -DAYS_AROUND),
    addDays(endOn, DAYS_AROUND),
    INVOICES,
  )
  await deps.db.transaction(async (tx) => {
    await addBankLines(tx, bankStatement(invoices, endOn), { by, at })
    await requestMatching(tx, by, at)
  })
  const run = await latestRun(deps.db)
  if (run) await runMatching({ ...deps, now: () => at }, effects, run.id)
}
