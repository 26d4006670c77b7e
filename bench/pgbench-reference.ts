import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../server/src/platform/db/types.js'
import { sql } from '../server/src/platform/db/sql.js'
import type { BenchInstallation } from './installation.js'
import { SEGMENT } from './seeded-book.js'

/** Whom the checks are about: each of `customers` equally often, or always the first. */
export type Aim = 'uniform' | 'hot'

export function hasPgbench(): boolean {
  return spawnSync('pgbench', ['--version']).status === 0
}

/**
 * The same work as one database function per check, as a careful programmer would write it by hand: lock the credit
 * group, look whether the document was checked before, read account, limit, exposure and overdue items, decide,
 * record the decision with JSON of the size that ours has, reserve, append to the ledger, move both projections.
 */
export async function installReference(db: Database): Promise<void> {
  const [sample] = await db.rows<{ facts: string; result: string }>(
    sql`SELECT facts::text AS facts, result::text AS result FROM credit_decision LIMIT 1`,
  )
  if (!sample) throw new Error('the reference needs one decision as a sample of its size')
  const [server] = await db.rows<{ version: number }>(
    sql`SELECT current_setting('server_version_num')::int AS version`,
  )
  // Ids in order of time like ours, where the server can make them.
  const newId = (server?.version ?? 0) >= 180_000 ? 'uuidv7()' : 'gen_random_uuid()'
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'::jsonb`
  await db.pool.query(`
    CREATE OR REPLACE FUNCTION bench_check(p_customer text, p_number text, p_minor bigint) RETURNS text
    LANGUAGE plpgsql AS $$
    DECLARE
      v_group uuid; v_account record; v_known record; v_limit bigint; v_exposure bigint; v_overdue bigint;
      v_outcome text; v_decision uuid := ${newId}; v_reservation uuid; v_now timestamptz := clock_timestamp();
    BEGIN
      SELECT g.id INTO v_group FROM customer c JOIN credit_group g ON g.id = c.group_id
        WHERE c.code = p_customer FOR UPDATE OF g;
      SELECT id, outcome INTO v_known FROM credit_decision
        WHERE binding AND source = 'bench' AND document_number = p_number AND document_type = 'order'
        ORDER BY decided_at DESC LIMIT 1;
      IF FOUND THEN RETURN v_known.outcome; END IF;
      SELECT a.id, a.segment_id, a.currency, a.status, a.limit_mode, a.forced_hold, c.status AS customer_status
        INTO v_account FROM customer c JOIN credit_account a ON a.customer_id = c.id
        JOIN credit_segment s ON s.id = a.segment_id WHERE c.code = p_customer AND s.code = '${SEGMENT}';
      SELECT coalesce(sum(amount_minor), 0) INTO v_limit FROM limit_line WHERE account_id = v_account.id
        AND revoked_at IS NULL AND valid_from <= current_date AND coalesce(valid_to, 'infinity') >= current_date;
      SELECT coalesce(sum(reserved_minor + open_orders_minor + delivered_not_billed_minor + receivables_minor
        + bills_minor + unapplied_minor), 0) INTO v_exposure FROM account_exposure WHERE account_id = v_account.id;
      SELECT coalesce(sum(open_minor), 0) INTO v_overdue FROM exposure_item WHERE account_id = v_account.id
        AND bucket = 'receivables' AND open_minor <> 0 AND due_on < current_date - 30;
      v_outcome := CASE WHEN v_account.status <> 'active' OR v_account.customer_status <> 'active'
        OR v_account.forced_hold IS NOT NULL OR v_overdue > 0 OR v_exposure + p_minor > v_limit
        THEN 'held' ELSE 'approved' END;
      IF v_outcome = 'approved' THEN v_reservation := ${newId}; END IF;
      INSERT INTO credit_decision (id, group_id, account_id, checkpoint, source, document_type, document_number,
        document_version, amount_minor, currency, outcome, binding, trigger, reservation_id, rules_version, facts,
        result, submitted_by, decided_at)
      VALUES (v_decision, v_group, v_account.id, 'order', 'bench', 'order', p_number, 1, p_minor, 'CNY', v_outcome,
        true, 'check', v_reservation, 1,
        ${quoted(sample.facts)} || jsonb_build_object('amountMinor', p_minor::text, 'exposure', v_exposure::text),
        ${quoted(sample.result)} || jsonb_build_object('available', (v_limit - v_exposure)::text), 'bench', v_now);
      IF v_outcome = 'approved' THEN
        INSERT INTO reservation (id, group_id, account_id, source, type, number, amount_minor, currency, status,
          expires_at, created_at)
        VALUES (v_reservation, v_group, v_account.id, 'bench', 'order', p_number, p_minor, 'CNY', 'active',
          v_now + interval '7 days', v_now);
        INSERT INTO exposure_entry (account_id, document_id, item_no, seq, group_id, segment_id, bucket, currency,
          delta_minor, effective_on, cause_id, recorded_at)
        VALUES (v_account.id, v_reservation, 0, 1, v_group, v_account.segment_id, 'reserved', 'CNY', p_minor,
          current_date, v_reservation, v_now);
        UPDATE account_exposure SET reserved_minor = reserved_minor + p_minor
          WHERE account_id = v_account.id AND currency = 'CNY';
        UPDATE group_exposure SET reserved_minor = reserved_minor + p_minor
          WHERE group_id = v_group AND segment_id = v_account.segment_id AND currency = 'CNY';
      END IF;
      RETURN v_outcome;
    END $$`)
}

/** Runs pgbench with as many connections as `concurrency` for `seconds`; gives checks per second. */
export async function runReference(
  installation: BenchInstallation,
  load: { aim: Aim; customers: number; concurrency: number; seconds: number },
): Promise<number> {
  const output = await pgbench(installation, load, ['-c', String(load.concurrency)])
  const tps = /tps = ([\d.]+) \(without/.exec(output)?.[1]
  if (tps === undefined) throw new Error(`pgbench did not say how fast it was:\n${output}`)
  return Number(tps)
}

/** A connection compiles and plans the function when it calls it first: not what is measured. */
const FIRST_CALLS = 10

/** Runs pgbench at a fixed rate; gives the milliseconds of each check, counted from when it was due. */
export async function referenceLatencies(
  installation: BenchInstallation,
  load: { aim: Aim; customers: number; perSecond: number; seconds: number },
): Promise<number[]> {
  const logs = mkdtempSync(join(installation.dir, 'latency-'))
  const options = ['-c', '16', '-R', String(load.perSecond), '-l', `--log-prefix=${join(logs, 'log')}`]
  await pgbench(installation, load, options)
  const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').trim().split('\n'))
  // client, transaction of the client, microseconds since due, script, …
  const parts = lines.map((line) => line.split(' ').map(Number))
  return parts.flatMap(([, nth = 0, microseconds = 0]) => (nth > FIRST_CALLS ? [microseconds / 1000] : []))
}

async function pgbench(
  installation: BenchInstallation,
  { aim, customers, seconds }: { aim: Aim; customers: number; seconds: number },
  options: readonly string[],
): Promise<string> {
  const script = join(installation.dir, 'check.sql')
  const customer = aim === 'hot' ? `'C0000001'` : `'C' || lpad(:customer::text, 7, '0')`
  writeFileSync(
    script,
    `\\set customer random(1, ${customers})\nSELECT bench_check(${customer}, gen_random_uuid()::text, 10000);\n`,
  )
  const url = new URL(installation.databaseUrl)
  const where = ['-h', url.hostname, '-p', url.port, '-U', url.username, url.pathname.slice(1)]
  const { code, output } = await run(
    'pgbench',
    ['-n', '-M', 'prepared', '-f', script, '-j', '1', '-T', String(seconds), ...options, ...where],
    { PGPASSWORD: url.password },
  )
  if (code !== 0) throw new Error(`pgbench failed:\n${output}`)
  return output
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** The same without pgbench: the function called through the PostgreSQL driver, one connection per client. */
export async function runDriverReference(
  db: Database,
  load: { aim: Aim; customers: number; concurrency: number; seconds: number },
): Promise<number> {
  let done = 0
  const until = performance.now() + load.seconds * 1000
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const number = load.aim === 'hot' ? 1 : 1 + Math.floor(Math.random() * load.customers)
      await db.prepared(
        'bench_check',
        `SELECT bench_check('C' || lpad($1::int::text, 7, '0'), gen_random_uuid()::text, 10000)`,
        [number],
      )
      done += 1
    }
  }
  await Promise.all(Array.from({ length: load.concurrency }, client))
  return done / load.seconds
}
