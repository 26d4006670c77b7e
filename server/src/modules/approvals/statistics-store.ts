import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

export interface StatisticsRow {
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string
  readonly subject: string | null
  readonly decided: number
  readonly approved: number
  readonly rejected: number
  readonly returned: number
  readonly waiting: number
  readonly late: number
  readonly medianMinutes: number | null
  readonly p90Minutes: number | null
}

export type StatisticsBy = 'flow' | 'node' | 'person'

const keys: Readonly<Record<StatisticsBy, { key: Sql; zh: Sql; en: Sql; subject: Sql }>> = {
  flow: {
    key: sql`c.flow_code`,
    zh: sql`v.content->'name'->>'zh'`,
    en: sql`v.content->'name'->>'en'`,
    subject: sql`c.subject`,
  },
  node: {
    key: sql`c.flow_code || '/' || s.node_id`,
    zh: sql`coalesce(n.node->'name'->>'zh', s.node_id)`,
    en: sql`coalesce(n.node->'name'->>'en', s.node_id)`,
    subject: sql`c.subject`,
  },
  person: {
    key: sql`s.username`,
    zh: sql`coalesce(u.display_name, s.username)`,
    en: sql`coalesce(u.display_name, s.username)`,
    subject: sql`NULL::text`,
  },
}

/** What was decided from day to day, and what waits, per flow, node or person. Minutes are working time. */
export async function approvalStatistics(
  db: Queryable,
  asked: { from: CalendarDay; to: CalendarDay; by: StatisticsBy; subject: string | null },
  zone: { timeZone: string; now: Date },
): Promise<StatisticsRow[]> {
  const { key, zh, en, subject } = keys[asked.by]
  const inPeriod = sql`s.decided_by IS NOT NULL`
  return db.rows<StatisticsRow>(sql`
    SELECT ${key} AS key, max(${zh}) AS "nameZh", max(${en}) AS "nameEn", max(${subject}) AS subject,
      count(*) FILTER (WHERE ${inPeriod})::int AS decided,
      count(*) FILTER (WHERE s.status = 'approved')::int AS approved,
      count(*) FILTER (WHERE s.status = 'rejected')::int AS rejected,
      count(*) FILTER (WHERE s.status = 'returned')::int AS returned,
      count(*) FILTER (WHERE s.status = 'open')::int AS waiting,
      count(*) FILTER (WHERE s.late OR (s.status = 'open' AND t.due_at < ${zone.now}))::int AS late,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY s.working_minutes) FILTER (WHERE ${inPeriod}) AS "medianMinutes",
      percentile_disc(0.9) WITHIN GROUP (ORDER BY s.working_minutes) FILTER (WHERE ${inPeriod}) AS "p90Minutes"
    FROM approval_step s
    JOIN approval_case c ON c.id = s.case_id
    JOIN approval_visit t ON t.id = s.visit_id
    JOIN approval_flow_version v ON v.flow_code = c.flow_code AND v.version = c.flow_version
    LEFT JOIN LATERAL (SELECT node FROM jsonb_array_elements(v.content->'nodes') AS e (node)
                       WHERE node->>'id' = s.node_id LIMIT 1) n ON true
    LEFT JOIN app_user u ON u.username = s.username
    WHERE s.kind <> 'revision' AND (${asked.subject}::text IS NULL OR c.subject = ${asked.subject})
      AND (s.status = 'open' OR (s.decided_by IS NOT NULL
        AND s.decided_at >= (${asked.from}::date)::timestamp AT TIME ZONE ${zone.timeZone}
        AND s.decided_at < (${asked.to}::date + 1)::timestamp AT TIME ZONE ${zone.timeZone}))
    GROUP BY ${key} ORDER BY decided DESC, key LIMIT 500`)
}
