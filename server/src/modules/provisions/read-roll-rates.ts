import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Tx } from '../../platform/db/types.js'
import { endedMonths } from '../receivables/domain/ended-months.js'
import { isRestricted, type BookScope } from '../receivables/open-item-store.js'
import { agingSteps } from './domain/aging-step.js'
import { rollRates, type Averaging, type MonthEnd, type RollRate } from './domain/roll-rates.js'
import { monthlySnapshots, stepsAt, stepsOfSnapshot, type Snapshot } from './snapshot-store.js'

export interface RollRatesAsked {
  readonly asOf: CalendarDay
  /** How many month ends are read. */
  readonly months: number
  readonly currency: Currency
  readonly scope: BookScope
  /** Whoever asks sees the whole book, so that the sums of a snapshot may be read. */
  readonly isWhole: boolean
  readonly lastStep: number
  readonly lgdBp: bigint
  readonly averaging: Averaging
}

export interface RollRatesRead {
  readonly months: readonly (MonthEnd & { readonly fromSnapshot: boolean })[]
  readonly rates: readonly RollRate[]
}

/**
 * Roll rates of the last ended months in one currency: from the monthly snapshots, and from the ledger for months of
 * which there is none.
 */
export async function readRollRates(tx: Tx, asked: RollRatesAsked): Promise<RollRatesRead> {
  const days = endedMonths(asked.asOf, asked.months)
  const kept = new Map((await monthlySnapshots(tx, days)).map((snapshot) => [snapshot.asOf, snapshot]))
  const months = []
  for (const asOf of days) {
    const snapshot = kept.get(asOf)
    const sums = await sumsOf(tx, asOf, snapshot, asked)
    const stepsMinor = sums.find(({ currency }) => currency === asked.currency)?.stepsMinor
    months.push({
      ...{ asOf, stepsMinor: stepsMinor ?? agingSteps.map(() => 0n) },
      fromSnapshot: snapshot !== undefined,
    })
  }
  const { lastStep, lgdBp, averaging } = asked
  return { months, rates: rollRates(months, { lastStep, lgdBp, averaging }) }
}

function sumsOf(tx: Tx, asOf: CalendarDay, snapshot: Snapshot | undefined, asked: RollRatesAsked) {
  if (!snapshot) return stepsAt(tx, asOf, asked.scope)
  const isPart = !asked.isWhole || isRestricted(asked.scope)
  return isPart ? stepsOfSnapshot(tx, snapshot.id, asked.scope) : snapshot.totals
}
