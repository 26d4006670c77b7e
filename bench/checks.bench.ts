/**
 * Credit checks: over HTTP to the program as it is run, and in process, against pgbench calling one database function
 * per check on the same server. A round measures each of the three once, so that a busy moment hits all of them.
 */
import { createCheckService, type CheckService } from '../server/src/modules/credit-control/check-service.js'
import { verifyLedger } from '../server/src/modules/exposure/ledger-verification-store.js'
import { sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'
import { closedLoop, inProcess, openLoop, type Load } from './check-load.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import {
  hasPgbench,
  installReference,
  referenceLatencies,
  runDriverReference,
  runReference,
  type Aim,
} from './pgbench-reference.js'
import { median, numberOption, printTable, quantile, textOption, type Line } from './report.js'
import { seedBook } from './seeded-book.js'
import { startServing, type ServingProcess } from './serving-process.js'

const customers = numberOption('customers', 100_000)
const seconds = numberOption('seconds', 5)
const rounds = numberOption('rounds', 3)
const crowds = (textOption('concurrency') ?? '16,64,256').split(',').map(Number)
const aims = (textOption('aim') ?? 'uniform,hot').split(',') as Aim[]
const WARM_UP_SECONDS = 10
const LATENCY_PER_SECOND = 200
/** `--only latency`: that part alone. */
const only = textOption('only')
const targets: Readonly<Record<Aim, number>> = { uniform: 2, hot: 20 }

const installation = await openBenchInstallation()
try {
  await seedBook(installation.deps.db, { customers, invoicesPerCustomer: 2, firstDueInDays: 10 })
  const key = await installation.apiKey()
  const service = createCheckService(installation.deps)
  await inProcess(service, { aim: 'uniform', customers: 1, concurrency: 1, seconds: 0.1 })
  await installReference(installation.deps.db)
  if (wanted('throughput')) await measureThroughput(installation, key)
  if (wanted('latency')) await measureLatency(installation, key)
  if (wanted('processes')) await measureTwoProcesses(installation, key)
} finally {
  await installation.close()
}

function wanted(part: 'throughput' | 'latency' | 'processes'): boolean {
  return only === undefined || only === part
}

async function measureThroughput(at: BenchInstallation, key: string): Promise<void> {
  const service = createCheckService(at.deps)
  const server = await startServing(at)
  const withPgbench = hasPgbench()
  if (!withPgbench)
    console.log('pgbench is not installed: the reference calls its function through the driver.')
  try {
    const lines: Line[] = []
    await warmUp(server, service, key)
    for (const aim of aims) {
      for (const concurrency of crowds) {
        const load: Load = { aim, customers, concurrency, seconds }
        const http: number[] = []
        const inside: number[] = []
        const reference: number[] = []
        for (let round = 0; round < rounds; round += 1) {
          http.push((await closedLoop([server.address], key, load)).perSecond)
          reference.push(
            withPgbench ? await runReference(at, load) : await runDriverReference(at.deps.db, load),
          )
          inside.push((await inProcess(service, load)).perSecond)
        }
        const measured = { 'over HTTP': http, 'in process': inside }
        for (const [how, values] of Object.entries(measured)) {
          const ratio = median(values) / median(reference)
          lines.push({
            what: `${aim}, ${concurrency} at once, ${how}`,
            measured: `${median(values).toFixed(0)}/s`,
            reference: `${median(reference).toFixed(0)}/s`,
            ratio,
            target: `≥ ${targets[aim]}`,
            reached: ratio >= targets[aim],
          })
        }
      }
    }
    printTable(
      `Credit checks, ${customers} accounts, against ${withPgbench ? 'pgbench' : 'the driver'}`,
      lines,
    )
  } finally {
    await server.stop()
  }
}

/** A program at work has its code compiled; one that has just started runs several times slower for some seconds. */
async function warmUp(server: ServingProcess, service: CheckService, key: string): Promise<void> {
  const load: Load = { aim: 'uniform', customers, concurrency: 64, seconds: WARM_UP_SECONDS }
  await closedLoop([server.address], key, load)
  await inProcess(service, load)
}

/** At a moderate, fixed rate, in turns with pgbench at the same rate, which shows what this disk and box allow. */
async function measureLatency(at: BenchInstallation, key: string): Promise<void> {
  const server = await startServing(at)
  try {
    const lines: Line[] = []
    await closedLoop([server.address], key, {
      aim: 'uniform',
      customers,
      concurrency: 16,
      seconds: WARM_UP_SECONDS,
    })
    for (const aim of aims) {
      const load = { aim, customers, seconds, perSecond: LATENCY_PER_SECOND }
      const ours: Percentiles[] = []
      const reference: Percentiles[] = []
      for (let round = 0; round < rounds; round += 1) {
        ours.push(percentilesOf((await openLoop(server.address, key, load)).latencies))
        if (hasPgbench()) reference.push(percentilesOf(await referenceLatencies(at, load)))
      }
      const p99 = median(ours.map((one) => one.p99))
      lines.push({
        what: `${aim}, ${LATENCY_PER_SECOND} checks/s over HTTP`,
        measured: inWords(ours),
        ...(reference.length > 0 && {
          reference: inWords(reference),
          ratio: p99 / median(reference.map((one) => one.p99)),
        }),
        target: 'p99 ≤ 10 ms',
        reached: p99 <= 10,
      })
    }
    printTable('Latency, counted from when each check was due, against pgbench at the same rate', lines)
  } finally {
    await server.stop()
  }
}

interface Percentiles {
  readonly p50: number
  readonly p99: number
}

function percentilesOf(latencies: readonly number[]): Percentiles {
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) }
}

function inWords(rounds: readonly Percentiles[]): string {
  const middle = (pick: (one: Percentiles) => number) => median(rounds.map(pick)).toFixed(1)
  return `p50 ${middle((one) => one.p50)} ms, p99 ${middle((one) => one.p99)} ms`
}

/** Two serving processes on one database at once: every answered check must be there exactly once, to the cent. */
async function measureTwoProcesses(at: BenchInstallation, key: string): Promise<void> {
  const { db } = at.deps
  const servers = [await startServing(at), await startServing(at)]
  try {
    const before = await totals(db)
    const lines: Line[] = []
    let answered = 0
    for (const aim of aims) {
      const load: Load = { aim, customers, concurrency: 64, seconds }
      const result = await closedLoop(
        servers.map(({ address }) => address),
        key,
        load,
      )
      answered += result.answered
      lines.push({ what: `${aim}, 64 at once, two processes`, measured: `${result.perSecond.toFixed(0)}/s` })
    }
    const after = await totals(db)
    const { differences } = await verifyLedger(db)
    const exact =
      after.decisions - before.decisions === BigInt(answered) &&
      after.reservedMinor - before.reservedMinor === BigInt(answered) * 10_000n &&
      differences.length === 0
    lines.push({
      what: 'decisions and reserved amounts = answers; ledger = projections',
      measured: `${answered} answers, ${after.decisions - before.decisions} decisions, ${differences.length} differences`,
      target: 'exact',
      reached: exact,
    })
    printTable('Two serving processes', lines)
    if (!exact) process.exitCode = 1
  } finally {
    for (const server of servers) await server.stop()
  }
}

async function totals(db: Database): Promise<{ decisions: bigint; reservedMinor: bigint }> {
  const [row] = await db.rows<{ decisions: bigint; reservedMinor: string }>(sql`
    SELECT (SELECT count(*) FROM credit_decision) AS decisions,
      (SELECT sum(reserved_minor) FROM account_exposure)::text AS "reservedMinor"`)
  return { decisions: row?.decisions ?? 0n, reservedMinor: BigInt(row?.reservedMinor ?? '0') }
}
