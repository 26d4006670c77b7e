import type { Principal } from '../../kernel/access.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  listExceptions,
  workingIntervals,
  writeExceptions,
  writeIntervals,
  type CalendarException,
  type Intervals,
} from './working-calendar-store.js'

export interface CalendarChange {
  readonly intervals: Intervals
  readonly exceptions: readonly CalendarException[]
}

/** Sets the working hours, and the days of a year that differ from the national calendar. Limits set before keep theirs. */
export async function changeWorkingCalendar(
  db: Database,
  actor: Principal,
  year: number,
  change: CalendarChange,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = { intervals: await workingIntervals(tx), exceptions: await listExceptions(tx, year) }
    await writeIntervals(tx, change.intervals)
    await writeExceptions(tx, year, change.exceptions)
    await recordAudit(tx, {
      actor,
      action: 'working-calendar.updated',
      objectType: 'working-calendar',
      objectId: String(year),
      before,
      after: change,
      at: now,
    })
  })
}
