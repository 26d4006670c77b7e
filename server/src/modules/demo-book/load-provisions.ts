import { addDays } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { computeRun } from '../provisions/compute-run.js'
import { decideRun } from '../provisions/decide-run.js'
import { listRuns } from '../provisions/run-store.js'
import { takeMonthlySnapshots } from '../provisions/take-snapshot.js'
import { endedMonths } from '../receivables/domain/ended-months.js'
import { daysAfter, type MonthEnding } from './month-ending.js'

const MONTHS = 3

/**
 * The agings of the month ends are kept, and losses provided for: the runs of earlier months are approved, that of the last
 * month waits for the manager.
 */
export async function loadProvisions(deps: Deps, ending: MonthEnding): Promise<void> {
  const { db } = deps
  const { finance, manager, endOn, startedAt } = ending
  await takeMonthlySnapshots({ ...deps, now: () => startedAt })
  const months = endedMonths(addDays(endOn, -1), MONTHS)
  const known = new Set((await listRuns(db, MONTHS)).map(({ asOf }) => asOf))
  for (const [index, asOf] of months.entries()) {
    if (known.has(asOf)) continue
    await db.transaction(async (tx) => {
      const computing = { actor: finance, at: daysAfter(ending, asOf, 2) }
      const { id } = await computeRun(tx, { asOf, note: '月末计提' }, computing)
      if (index === months.length - 1) return
      const decision = { id, status: 'approved', reason: '与账龄核对一致。' } as const
      await decideRun(tx, decision, { actor: manager, at: daysAfter(ending, asOf, 3) })
    })
  }
}
