import type { CalendarDay } from '../../kernel/calendar-day.js'
import { empty, raw, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** What waits on the credit desk, and how its last days compare with the same number of days before. */
export interface DeskFigures {
  readonly customers: number
  readonly customersUnrated: number
  readonly customersOnAlert: number
  readonly openHolds: number
  /** Open holds that would pass now, because money came in or a limit changed. */
  readonly readyHolds: number
  readonly openProposals: number
  /** Accounts with a limit line that ends within the days to come. */
  readonly limitsExpiring: number
  readonly decisions: number
  readonly decisionsBefore: number
  readonly stopped: number
  readonly stoppedBefore: number
  readonly released: number
  readonly releasedBefore: number
}

/** Counts for the customers that the caller may see. `since` begins the last days, `before` the days to compare with. */
export async function readDesk(
  db: Queryable,
  period: { before: Date; since: Date; today: CalendarDay; expiringUntil: CalendarDay },
  onlyCustomersOf: string | null,
): Promise<DeskFigures> {
  const { before, since, today, expiringUntil } = period
  // Who is not narrowed here sees what the database shows: all, or the part that row-level security leaves.
  const ofOwner = onlyCustomersOf !== null
  const mine = (column: string) => (ofOwner ? sql`AND ${raw(column)} IN (SELECT id FROM account)` : empty)
  const narrowed = sql`seen AS (SELECT id FROM customer WHERE owner_username = ${onlyCustomersOf}),
    account AS (SELECT credit_account.id FROM credit_account JOIN seen ON seen.id = credit_account.customer_id),`
  const [figures] = await db.rows<DeskFigures>(sql`
    WITH ${ofOwner ? narrowed : empty}
    counted AS (SELECT count(*)::int AS customers FROM ${ofOwner ? sql`seen` : sql`customer`}),
    rating AS (
      SELECT count(*)::int AS rated, (count(*) FILTER (WHERE alert))::int AS alert
      FROM customer_rating_current ${ofOwner ? sql`WHERE customer_id IN (SELECT id FROM seen)` : empty}),
    held AS (
      SELECT (count(*) FILTER (WHERE status = 'open'))::int AS open,
        (count(*) FILTER (WHERE status = 'open' AND ready_since IS NOT NULL))::int AS ready,
        (count(*) FILTER (WHERE status = 'released' AND closed_at >= ${since}))::int AS released,
        (count(*) FILTER (WHERE status = 'released' AND closed_at >= ${before} AND closed_at < ${since}))::int AS released_before
      FROM hold WHERE (status = 'open' OR closed_at >= ${before}) ${mine('account_id')}),
    decided AS (
      SELECT (count(*) FILTER (WHERE decided_at >= ${since}))::int AS now,
        (count(*) FILTER (WHERE decided_at < ${since}))::int AS before,
        (count(*) FILTER (WHERE decided_at >= ${since} AND outcome IN ('held', 'rejected')))::int AS stopped,
        (count(*) FILTER (WHERE decided_at < ${since} AND outcome IN ('held', 'rejected')))::int AS stopped_before
      FROM credit_decision
      WHERE decided_at >= ${before} AND binding AND trigger = 'check' ${mine('account_id')})
    SELECT counted.customers, counted.customers - rating.rated AS "customersUnrated", rating.alert AS "customersOnAlert",
      held.open AS "openHolds", held.ready AS "readyHolds", held.released, held.released_before AS "releasedBefore",
      decided.now AS decisions, decided.before AS "decisionsBefore", decided.stopped,
      decided.stopped_before AS "stoppedBefore",
      (SELECT count(*)::int FROM limit_proposal
        WHERE status = 'open' ${mine('account_id')}) AS "openProposals",
      (SELECT count(DISTINCT account_id)::int FROM limit_line
        WHERE revoked_at IS NULL AND valid_to BETWEEN ${today} AND ${expiringUntil}
          ${mine('account_id')}) AS "limitsExpiring"
    FROM counted, rating, held, decided`)
  if (!figures) throw new Error('counting gave no row')
  return figures
}
