import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { insertDifferences, lockDifference, updateDifference } from './difference-store.js'
import { levelOf, type Covers, type StatedLine } from './domain/stated-line.js'
import {
  compareBooks,
  findReconciliation,
  insertReconciliation,
  type Difference,
  type Reconciliation,
} from './reconciliation-store.js'

export const STATED_LINES_MAX = 200_000

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

interface Stated {
  readonly source: string
  readonly asOf: CalendarDay
  readonly covers: Covers
  readonly note: string | null
  readonly lines: readonly StatedLine[]
}

/**
 * Holds what another system says was open at the end of a day against our ledger, and keeps what differs. Each
 * reconciliation stands by itself: after a correction on either side the figures are sent again.
 */
export async function reconcileBooks(tx: Tx, stated: Stated, { actor, at }: Doing): Promise<Reconciliation> {
  const { source, asOf, covers, note, lines } = stated
  if (lines.length === 0) throw new Refusal('reconciliation_empty')
  if (lines.length > STATED_LINES_MAX) throw new Refusal('reconciliation_too_long', { max: STATED_LINES_MAX })
  if (asOf > dayInZone(at, (await getOrganisation(tx)).timeZone)) {
    throw new Refusal('day_in_future', { day: asOf })
  }
  const level = levelOf(lines)
  const { totals, differences } = await compareBooks(tx, { asOf, source, covers, level, lines })
  const id = newId()
  await insertReconciliation(tx, {
    ...{ id, source, asOf, level, covers, totals, note, statedBy: actor.label, statedAt: at },
  })
  await insertDifferences(tx, id, differences)
  await recordAudit(tx, {
    ...{ actor, at, action: 'reconciliation.made', objectType: 'reconciliation', objectId: id },
    ...{ after: { source, asOf, level, covers, totals, differences: differences.length }, reason: note },
  })
  return getReconciliation(tx, id)
}

/** A reconciliation by its id; refuses `reconciliation_not_found`. */
export async function getReconciliation(db: Queryable, id: Id): Promise<Reconciliation> {
  const found = await findReconciliation(db, id)
  if (!found) throw new Refusal('reconciliation_not_found')
  return found
}

interface Resolution {
  readonly reconciliationId: Id
  readonly id: Id
  readonly state: Difference['state']
  readonly reason: string
}

/** Says of a difference that it is explained or resolved and why, or opens it again. */
export async function resolveDifference(
  tx: Tx,
  { reconciliationId, id, state, reason }: Resolution,
  { actor, at }: Doing,
): Promise<Difference> {
  const before = await lockDifference(tx, reconciliationId, id)
  if (!before) throw new Refusal('reconciliation_difference_not_found')
  await updateDifference(tx, id, { state, reason, by: actor.label, at })
  await recordAudit(tx, {
    ...{ actor, at, action: 'reconciliation-difference.changed', objectType: 'reconciliation' },
    ...{ objectId: reconciliationId, before: { id, state: before.state }, after: { id, state }, reason },
  })
  return { ...before, state, reason, changedBy: actor.label, changedAt: at }
}
