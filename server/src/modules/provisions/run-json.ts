import type { Principal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { journalOf } from './domain/journal.js'
import { sumMovements, type Movement } from './domain/movement.js'
import { matrixContentOf } from './matrix-json.js'
import type { ProvisionRun, ShownLine } from './run-store.js'

const sum = (minors: Iterable<bigint>) => [...minors].reduce((total, minor) => total + minor, 0n)

/** A run in a list, with what the caller may do. */
export function runHeadJsonOf(run: ProvisionRun, actor: Principal) {
  const { baseCurrency: base, totals } = run
  const movement = sumMovements(totals.segments.map((segment) => segment.movement))
  return {
    ...{ id: run.id, asOf: run.asOf, status: run.status, baseCurrency: base, note: run.note },
    ...{ matrixVersion: run.matrixVersion, factorBp: run.factorBp },
    gross: moneyJson(sum(totals.cells.map(({ grossMinor }) => grossMinor)), base),
    provision: moneyJson(sum(totals.cells.map(({ provisionMinor }) => provisionMinor)), base),
    movement: movementJson(movement, base),
    ...{ computedBy: run.computedBy, computedAt: run.computedAt.toISOString() },
    ...{ decidedBy: run.decidedBy, decidedAt: run.decidedAt?.toISOString() ?? null },
    decidedReason: run.decidedReason,
    allowed: allowedOf(run, actor),
  }
}

function allowedOf(run: ProvisionRun, actor: Principal): ('approve' | 'reject')[] {
  if (run.status !== 'draft' || !actor.permissions.has('provisions:write')) return []
  return run.computedBy === actor.label && !actor.allScopes ? ['reject'] : ['approve', 'reject']
}

export function runJsonOf(run: ProvisionRun, actor: Principal) {
  const { baseCurrency: base, totals, matrix } = run
  return {
    ...runHeadJsonOf(run, actor),
    ...{ buckets: agingBuckets(matrix.bounds), rates: { ...run.rates }, previousId: run.previousId },
    matrix: matrixContentOf(matrix),
    cells: totals.cells.map(({ method, riskGroup, bucketNo, accounts, lossBp, ...cell }) => ({
      ...{ method, riskGroup, bucketNo, accounts, lossBp },
      gross: moneyJson(cell.grossMinor, base),
      base: moneyJson(cell.baseMinor, base),
      provision: moneyJson(cell.provisionMinor, base),
    })),
    segments: totals.segments.map(({ segmentCode, movement }) => ({
      segment: segmentCode,
      ...movementJson(movement, base),
    })),
  }
}

function movementJson(movement: Movement, base: Currency) {
  return {
    opening: moneyJson(movement.openingMinor, base),
    charge: moneyJson(movement.chargeMinor, base),
    release: moneyJson(movement.releaseMinor, base),
    writeOff: moneyJson(movement.writeOffMinor, base),
    recovered: moneyJson(movement.recoveredMinor, base),
    closing: moneyJson(movement.closingMinor, base),
  }
}

export function lineJsonOf(line: ShownLine, base: Currency) {
  const { customerCode, customerName, bucketNo, method, riskGroup, lossBp, currency } = line
  return {
    ...{ customerCode, customerName, segment: line.segmentCode, bucketNo, method, riskGroup, lossBp },
    open: moneyJson(line.openMinor, currency),
    setOff: moneyJson(line.setOffMinor, currency),
    base: moneyJson(line.baseMinor, base),
    provision: moneyJson(line.provisionMinor, base),
  }
}

/** The postings of a run and their sums, which are the same on both sides. */
export function journalJsonOf(run: ProvisionRun) {
  const lines = journalOf(run.matrix, run.totals.segments)
  const amount = (minor: bigint) => moneyJson(minor, run.baseCurrency)
  return {
    ...{ asOf: run.asOf, status: run.status },
    lines: lines.map(({ segmentCode, debitMinor, creditMinor, ...line }) => ({
      ...line,
      ...{ segment: segmentCode, debit: amount(debitMinor), credit: amount(creditMinor) },
    })),
    debit: amount(sum(lines.map(({ debitMinor }) => debitMinor))),
    credit: amount(sum(lines.map(({ creditMinor }) => creditMinor))),
  }
}
