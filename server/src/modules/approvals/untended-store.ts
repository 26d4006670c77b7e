import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/**
 * Running cases that do not fit the people of today: a turn of somebody who has left, of somebody absent whose deputy
 * was not asked, of a deputy whose days are over; a submitter who has left; another owner of the customer.
 */
export async function findUntended(db: Queryable, today: CalendarDay, limit: number): Promise<Id[]> {
  const rows = await db.rows<{ id: Id }>(sql`
    SELECT s.case_id AS id FROM approval_step s JOIN app_user u ON u.username = s.username AND NOT u.active
    WHERE s.status = 'open'
    UNION
    SELECT s.case_id FROM deputy d
    JOIN app_user u ON u.id = d.user_id
    JOIN app_user p ON p.id = d.deputy_user_id AND p.active
    JOIN approval_step s ON s.username = u.username AND s.status = 'open' AND s.kind NOT IN ('deputy', 'revision')
    JOIN approval_case c ON c.id = s.case_id
    WHERE ${today}::date BETWEEN d.starts_on AND d.ends_on
      AND p.username <> ALL(c.barred) AND p.username IS DISTINCT FROM c.owner_username
      AND NOT EXISTS (SELECT FROM approval_step o
                      WHERE o.visit_id = s.visit_id AND o.stage = s.stage AND o.username = p.username
                        AND o.status IN ('waiting', 'open', 'approved', 'rejected'))
    UNION
    SELECT s.case_id FROM approval_step s
    WHERE s.status = 'open' AND s.kind = 'deputy' AND NOT EXISTS (
      SELECT FROM deputy d JOIN app_user u ON u.id = d.user_id JOIN app_user p ON p.id = d.deputy_user_id
      WHERE u.username = s.on_behalf_of AND p.username = s.username AND ${today}::date BETWEEN d.starts_on AND d.ends_on)
    UNION
    SELECT c.id FROM approval_case c JOIN app_user u ON u.username = coalesce(c.caretaker, c.submitter) AND NOT u.active
    WHERE c.status = 'running'
    UNION
    SELECT c.id FROM approval_case c JOIN customer o ON o.code = c.customer_code
    WHERE c.status = 'running' AND o.owner_username IS DISTINCT FROM c.owner_username
    LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}
