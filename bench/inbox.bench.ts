import { sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'
import { approvals } from '../server/src/app/approval-subjects.js'
import { ensureDefaultFlows } from '../server/src/modules/approvals/flow-in-force.js'
import { listCases } from '../server/src/modules/approvals/case-list-store.js'
import { boxes, countInbox, listInbox } from '../server/src/modules/approvals/inbox-store.js'
import { openBenchInstallation } from './installation.js'
import { numberOption, printTable, quantile, timed } from './report.js'

const PEOPLE = 50
const READS = 60

/** Reads inboxes over many open cases and twice as many finished ones, a page at a time, with the counters. */
const installation = await openBenchInstallation()
try {
  const { db } = installation.deps
  const open = numberOption('cases', 10_000)
  await db.transaction((tx) => ensureDefaultFlows(tx, approvals))
  await fill(db, open)
  await db.run(sql`ANALYZE`)
  const lines = []
  for (const box of boxes) {
    const p95 = await measure((username) =>
      listInbox(db, { box, username }, { after: null, limit: 51 }, new Date()),
    )
    lines.push(line(`inbox, ${box}, p95`, p95))
  }
  lines.push(line('counters, p95', await measure((username) => countInbox(db, username, new Date()))))
  const overdue = { overdue: true, status: 'running', involving: null } as const
  const list = await measure(() => listCases(db, overdue, { after: null, limit: 51 }, new Date()))
  lines.push(line('overdue list, p95', list))
  printTable(`Inbox with ${open.toLocaleString('en')} open cases, ${PEOPLE} people`, lines)
} finally {
  await installation.close()
}

function line(what: string, milliseconds: number) {
  return {
    what,
    measured: `${milliseconds.toFixed(1)} ms`,
    target: '≤ 100 ms',
    reached: milliseconds <= 100,
  }
}

async function measure(read: (username: string) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < READS; index++) {
    const { seconds } = await timed(() => read(`user${index % PEOPLE}`))
    times.push(seconds * 1000)
  }
  return quantile(times, 0.95)
}

/** Cases 0 … open−1 run, with two people asked each; the rest are decided. */
async function fill(db: Database, open: number): Promise<void> {
  const total = open * 3
  const at = (n: ReturnType<typeof sql>) => sql`now() - make_interval(mins => ${n})`
  const running = sql`n < ${open}`
  await db.run(sql`
    INSERT INTO approval_case (id, subject, object_id, title_zh, title_en, status, flow_code, flow_version, submitter,
      barred, customer_code, amount_minor, currency, fields, request, snapshot, arrivals, returns, submitted_at, closed_at, due_at)
    SELECT md5('case' || n)::uuid, 'hold-release', n::text, '放行 ' || n, 'Release ' || n,
      CASE WHEN ${running} THEN 'running' ELSE 'approved' END, 'default-hold-release', 1, 'user' || n % ${PEOPLE}::int,
      '{}', 'C' || n % 5000, 100000, 'CNY', '{}', '{}', '[]', '{}', 0, ${at(sql`n`)},
      CASE WHEN ${running} THEN NULL ELSE now() END, now() + make_interval(mins => n % 2000 - 1000)
    FROM generate_series(0, ${total - 1}::int) AS n`)
  await db.run(sql`
    INSERT INTO approval_visit (id, case_id, seq, node_id, round, status, entered_at, left_at, plan, stage, needed, vetoing,
      covered, unassigned, fallback, escalated, due_at)
    SELECT md5('visit' || n)::uuid, md5('case' || n)::uuid, 0, 'authority', 1,
      CASE WHEN ${running} THEN 'active' ELSE 'passed' END, ${at(sql`n`)}, CASE WHEN ${running} THEN NULL ELSE now() END,
      '[]', 0, 1, true, false, false, false, false, now() + make_interval(mins => n % 2000 - 1000)
    FROM generate_series(0, ${total - 1}::int) AS n`)
  await db.run(sql`
    INSERT INTO approval_step (id, case_id, seq, visit_id, node_id, stage, slot, username, kind, status, opened_at,
      decided_at, decided_by)
    SELECT md5('step' || n || s)::uuid, md5('case' || n)::uuid, s, md5('visit' || n)::uuid, 'authority', 0, 0,
      'user' || (n + s + 1) % ${PEOPLE}::int, 'approver', CASE WHEN ${running} THEN 'open' ELSE 'approved' END,
      ${at(sql`n`)}, CASE WHEN ${running} THEN NULL ELSE now() - make_interval(mins => n) END,
      CASE WHEN ${running} THEN NULL ELSE 'user' || (n + s + 1) % ${PEOPLE}::int END
    FROM generate_series(0, ${total - 1}::int) AS n, generate_series(0, 1) AS s`)
  await db.run(sql`
    INSERT INTO approval_copy (case_id, username, copied_at)
    SELECT md5('case' || n)::uuid, 'user' || (n + 7) % ${PEOPLE}::int, ${at(sql`n`)}
    FROM generate_series(0, ${total - 1}::int) AS n`)
}
