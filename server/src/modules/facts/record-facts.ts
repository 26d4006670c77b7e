import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { isCurrency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { findFactItem, unitOf } from './domain/catalogue.js'
import type { FactItem } from './domain/fact-item.js'
import {
  parseFactValue,
  rangeWarning,
  type FactFault,
  type FactValue,
  type FactWarning,
} from './domain/fact-value.js'
import { identityWarning } from './domain/statement-identity.js'
import {
  insertFacts,
  listBelieved,
  listStatementTotals,
  lockCustomers,
  supersede,
  type FactKey,
  type StoredFact,
} from './fact-store.js'

/** One statement about a customer as it comes from a source. */
export interface FactEntry {
  readonly customerId: Id
  readonly item: string
  /** Decimal in major units, true/false, day, choice or text, by the item's kind. */
  readonly value: string
  readonly source: string
  readonly validOn: CalendarDay
  /** Months of the period that ends on `validOn`; default 12 for flows, 0 otherwise. */
  readonly periodMonths?: number | undefined
  /** Currency of an amount; default the organisation's. */
  readonly currency?: string | undefined
  readonly evidence?: string | undefined
  /** Percent; default 100. */
  readonly confidence?: number | undefined
  /** When it became known; default the batch's instant. A migration brings its own history. */
  readonly recordedAt?: Date | undefined
}

/**
 * `recorded` is new; `corrected` supersedes what the source said before; `unchanged` says the same again;
 * `outdated` became known before what is believed now. Only the first two write.
 */
export type FactStatus = 'recorded' | 'corrected' | 'unchanged' | 'outdated' | 'rejected'

export interface FactOutcome {
  readonly status: FactStatus
  readonly warnings: readonly FactWarning[]
  readonly fault: FactFault | 'unknown_item' | 'unknown_currency' | null
}

interface Batch {
  readonly entries: readonly FactEntry[]
  readonly actor: Principal
  readonly at: Date
}

/**
 * Records facts, all in one pass whatever their number, and answers one outcome per entry in order. The same source,
 * item, day, period and value again change nothing. Implausible values are stored with a warning; only values that
 * cannot be read are rejected. Customers must exist. Of two entries with one key in a batch the later one counts.
 */
export async function recordFacts(tx: Tx, batch: Batch): Promise<FactOutcome[]> {
  const { baseCurrency } = await getOrganisation(tx)
  const read = batch.entries.map((entry) => readEntry(entry, batch, baseCurrency))
  const latest = new Map<string, StoredFact>()
  for (const one of read) if (one.fact) latest.set(keyText(one.fact), one.fact)
  const facts = [...latest.values()]
  if (facts.length === 0) return read.map((one) => ({ status: 'rejected', warnings: [], fault: one.fault }))
  await lockCustomers(tx, [...new Set(facts.map((fact) => fact.customerId))])
  const believed = new Map((await listBelieved(tx, facts)).map((fact) => [keyText(fact), fact]))
  const statuses = new Map(facts.map((fact) => [fact.id, statusOf(fact, believed.get(keyText(fact)))]))
  const written = facts.filter((fact) => isWritten(statuses.get(fact.id)))
  await supersede(
    tx,
    written.flatMap((fact) => {
      const before = believed.get(keyText(fact))
      return before ? [{ id: before.id, at: fact.recordedAt }] : []
    }),
  )
  await insertFacts(tx, written)
  const mismatches = await balanceSheetWarnings(tx, facts)
  return read.map((one): FactOutcome => {
    if (!one.fact) return { status: 'rejected', warnings: [], fault: one.fault }
    const mismatch = balanceItems.has(one.fact.item) ? mismatches.get(statementText(one.fact)) : undefined
    return {
      status: statuses.get(one.fact.id) ?? 'outdated',
      warnings: [...one.warnings, ...(mismatch ? [mismatch] : [])],
      fault: null,
    }
  })
}

interface ReadEntry {
  readonly fact: StoredFact | null
  readonly warnings: readonly FactWarning[]
  readonly fault: FactOutcome['fault']
}

function readEntry(entry: FactEntry, batch: Batch, baseCurrency: string): ReadEntry {
  const item = findFactItem(entry.item)
  if (!item) return { fact: null, warnings: [], fault: 'unknown_item' }
  const value = parseFactValue(item, entry.value)
  if (typeof value === 'string') return { fact: null, warnings: [], fault: value }
  const unit = item.kind === 'amount' ? (entry.currency ?? baseCurrency) : unitOf(item)
  if (item.kind === 'amount' && !isCurrency(unit)) {
    return { fact: null, warnings: [], fault: 'unknown_currency' }
  }
  const warning = rangeWarning(item, value)
  return { fact: factOf(entry, item, value, unit, batch), warnings: warning ? [warning] : [], fault: null }
}

function factOf(entry: FactEntry, item: FactItem, value: FactValue, unit: string, batch: Batch): StoredFact {
  return {
    id: newId(),
    customerId: entry.customerId,
    item: item.code,
    valueNumber: value.number,
    valueText: value.text,
    unit,
    source: entry.source,
    validOn: entry.validOn,
    periodMonths: item.flow === true ? (entry.periodMonths ?? 12) : 0,
    evidence: entry.evidence ?? null,
    confidence: entry.confidence ?? 100,
    recordedAt: entry.recordedAt ?? batch.at,
    recordedBy: batch.actor.label,
  }
}

function statusOf(fact: StoredFact, believed: StoredFact | undefined): FactStatus {
  if (!believed) return 'recorded'
  const same =
    believed.valueNumber === fact.valueNumber &&
    believed.valueText === fact.valueText &&
    believed.unit === fact.unit
  if (same) return 'unchanged'
  return believed.recordedAt > fact.recordedAt ? 'outdated' : 'corrected'
}

function isWritten(status: FactStatus | undefined): boolean {
  return status === 'recorded' || status === 'corrected'
}

const balanceItems = new Set(['total_assets', 'total_liabilities', 'equity'])

async function balanceSheetWarnings(tx: Tx, facts: readonly StoredFact[]): Promise<Map<string, FactWarning>> {
  const touched = facts.filter((fact) => balanceItems.has(fact.item))
  if (touched.length === 0) return new Map()
  const warnings = new Map<string, FactWarning>()
  for (const totals of await listStatementTotals(tx, touched)) {
    const warning = identityWarning(totals)
    if (warning) warnings.set(statementText(totals), warning)
  }
  return warnings
}

function keyText(key: FactKey): string {
  return `${statementText(key)}|${key.item}`
}

function statementText(key: Omit<FactKey, 'item'>): string {
  return JSON.stringify([key.customerId, key.source, key.validOn, key.periodMonths])
}
