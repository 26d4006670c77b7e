import { sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'
import { listEntries, type EntryFilter } from '../server/src/modules/audit/audit-store.js'
import { sealEntries } from '../server/src/modules/audit/seal-entries.js'
import { verifyTrail } from '../server/src/modules/audit/verify-trail.js'
import { weighAuditOnChecks } from './checks-with-audit.js'
import { openBenchInstallation } from './installation.js'
import { median, numberOption, printTable, quantile, timed } from './report.js'

const STATEMENT_ROWS = 50_000
const SEARCHES = 40
const CAPTURED_ROWS = 20_000
const ROUNDS = 5

/** Writes, seals, verifies and searches a trail of a million entries, and weighs the capture of bulk writes. */
const installation = await openBenchInstallation()
try {
  const { db } = installation.deps
  const entries = numberOption('entries', 1_000_000)
  for (let from = 0; from < entries; from += STATEMENT_ROWS)
    await fill(db, from, Math.min(STATEMENT_ROWS, entries - from))
  await db.run(sql`ANALYZE`)
  const sealing = await timed(() => sealEntries(db))
  await db.run(sql`ANALYZE`)
  const plain = await timed(() =>
    db.rows(sql`SELECT count(sha256(convert_to(e::text, 'UTF8'))) FROM audit_entry e`),
  )
  const verifying = await timed(() => verifyTrail(db))
  if (verifying.result.findings.length > 0 || verifying.result.entries < entries)
    throw new Error('the trail is not clean')
  const searches = await search(db, entries)
  const capture = await weighCapture(db)
  printTable(`Audit trail of ${entries.toLocaleString('en')} entries`, [
    { what: 'seal', measured: `${sealing.seconds.toFixed(1)} s` },
    {
      what: 'verify',
      measured: `${verifying.seconds.toFixed(1)} s`,
      reference: `${plain.seconds.toFixed(1)} s to hash every row once`,
      ratio: verifying.seconds / plain.seconds,
      target: '≤ 60 s',
      reached: verifying.seconds <= 60,
    },
    {
      what: 'search, p95',
      measured: `${searches.toFixed(1)} ms`,
      target: '≤ 100 ms',
      reached: searches <= 100,
    },
    ...capture,
  ])
} finally {
  await installation.close()
}
printTable('Credit checks under audit', await weighAuditOnChecks())

async function fill(db: Database, from: number, rows: number): Promise<void> {
  await db.run(sql`
    INSERT INTO audit_entry (at, kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name,
      row_key, before, after, reason)
    SELECT now() - make_interval(secs => ${600_000}::int - (${from}::int + n) / 2), 'row', 'user', 'user-' || n % 200,
      'user.' || n % 200, 'request-' || (${from}::int + n) / 3, 'update', 'customer', 'C' || (n * 7919) % 50000, 'customer',
      gen_random_uuid()::text,
      jsonb_build_object('name', '客户 ' || n, 'owner_username', 'sales.' || n % 40, 'status', 'active'),
      jsonb_build_object('name', '客户有限公司 ' || n, 'owner_username', 'sales.' || (n + 1) % 40, 'status', 'inactive'),
      CASE WHEN n % 10 = 0 THEN '年度复核' END
    FROM generate_series(1, ${rows}::int) n`)
}

/** Milliseconds below which 95 of 100 pages come: by object, person, time, request, action and deep in the list. */
async function search(db: Database, entries: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < SEARCHES; round++) {
    const day = new Date(Date.now() - (round % 6) * 86_400_000)
    const filters: Partial<EntryFilter>[] = [
      {},
      { objectType: 'customer', objectId: `C${(round * 7919) % 50_000}`, withAccounts: true },
      { actor: `user.${round * 5}` },
      { action: 'update', to: day },
      { requestId: `request-${Math.floor((round * entries) / 3 / SEARCHES)}` },
      { from: new Date(day.getTime() - 3_600_000), to: day },
      { beforeId: String(Math.floor((round * entries) / SEARCHES) + 1) },
    ]
    for (const filter of filters)
      times.push((await timed(() => listEntries(db, { limit: 50, ...filter }))).seconds)
  }
  return 1000 * quantile(times, 0.95)
}

/** The same bulk writes with and without the triggers, in turn. */
async function weighCapture(db: Database) {
  const seconds = {
    on: [] as number[],
    off: [] as number[],
    documentsOn: [] as number[],
    documentsOff: [] as number[],
  }
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const on = round % 2 === 0
    const mode = on
      ? sql`ALTER TABLE customer ENABLE TRIGGER audit_insert`
      : sql`ALTER TABLE customer DISABLE TRIGGER audit_insert`
    await db.run(mode)
    const documentMode = on
      ? sql`ALTER TABLE document ENABLE TRIGGER audit_insert`
      : sql`ALTER TABLE document DISABLE TRIGGER audit_insert`
    await db.run(documentMode)
    seconds[on ? 'on' : 'off'].push((await timed(() => insertCustomers(db, round))).seconds)
    seconds[on ? 'documentsOn' : 'documentsOff'].push((await timed(() => insertDocuments(db, round))).seconds)
  }
  const line = (what: string, on: number, off: number) => ({
    what,
    measured: `${((1e6 * on) / CAPTURED_ROWS).toFixed(1)} µs a row`,
    reference: `${((1e6 * off) / CAPTURED_ROWS).toFixed(1)} µs without capture`,
    ratio: on / off,
  })
  return [
    line('insert customers', median(seconds.on), median(seconds.off)),
    line('insert documents', median(seconds.documentsOn), median(seconds.documentsOff)),
  ]
}

async function insertCustomers(db: Database, round: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      INSERT INTO credit_group (id, code, name, lone) VALUES (gen_random_uuid(), ${`bench-${round}`}, 'bench', false)`)
    await tx.run(sql`
      INSERT INTO customer (id, group_id, code, name, search_key, industry, region)
      SELECT gen_random_uuid(), (SELECT id FROM credit_group WHERE code = ${`bench-${round}`}),
        ${`B${round}-`} || n, '客户有限公司 ' || n, 'kehu youxian gongsi ' || n, '化工', '华东'
      FROM generate_series(1, ${CAPTURED_ROWS}::int) n`)
  })
}

async function insertDocuments(db: Database, round: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      INSERT INTO credit_segment (id, code, name, currency)
      VALUES (gen_random_uuid(), 'bench', 'bench', 'CNY') ON CONFLICT (code) DO NOTHING`)
    await tx.run(sql`
      INSERT INTO credit_account (id, group_id, customer_id, segment_id, currency)
      SELECT gen_random_uuid(), c.group_id, c.id, s.id, 'CNY' FROM customer c, credit_segment s
      WHERE c.code = ${`B${round}-1`} AND s.code = 'bench'`)
    await tx.run(sql`
      INSERT INTO document (id, group_id, account_id, source, type, number, version, status, document_on, currency,
        total_minor, open_minor, lines, ledger_seq, recorded_at)
      SELECT gen_random_uuid(), a.group_id, a.id, 'bench', 'invoice', ${`B${round}-`} || n, 1, 'open', '2026-01-01', 'CNY',
        100000, 100000, '[{"lineNo": 1, "amountMinor": "100000"}]', 1, now()
      FROM generate_series(1, ${CAPTURED_ROWS}::int) n, credit_account a JOIN customer c ON c.id = a.customer_id
      WHERE c.code = ${`B${round}-1`}`)
  })
}
