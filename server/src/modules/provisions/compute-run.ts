import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { ratesInto } from '../customers/fx-store.js'
import { convert } from '../exposure/domain/exposure-in.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { assessmentsOn } from './assessment-store.js'
import { accountBalances, segmentsOf, writtenOff, type SegmentBalance } from './balance-store.js'
import { adjustmentOn, NO_CHANGE_BP } from './domain/matrix.js'
import { movementOf } from './domain/movement.js'
import { provisionLines, type ProvisionFrame, type ProvisionLine } from './domain/provision.js'
import { cellsOf, movementsBySegment } from './domain/run-totals.js'
import { getRun } from './get-run.js'
import { matrixInForce } from './matrix-store.js'
import {
  closingBalances,
  insertLines,
  insertMovements,
  insertRun,
  lockRuns,
  newestApproved,
  type AccountMovement,
  type ProvisionRun,
} from './run-store.js'

/**
 * Works out what is to be provided for at the end of a day, as a draft: by the matrix in force on that day, with those
 * assessed one by one taken out first, and how each allowance moved since the last approved run. Refuses a day to come,
 * a day that an approved run covers, and a currency without a rate.
 */
export async function computeRun(
  tx: Tx,
  { asOf, note }: { asOf: CalendarDay; note: string | null },
  { actor, at }: { actor: Principal; at: Date },
): Promise<ProvisionRun> {
  const { timeZone, baseCurrency } = await getOrganisation(tx)
  if (asOf > dayInZone(at, timeZone)) throw new Refusal('day_in_future', { day: asOf })
  await lockRuns(tx)
  const previous = await openPeriodAfter(tx, asOf, baseCurrency)
  const { version, content: matrix } = await matrixInForce(tx, asOf)
  const factorBp = adjustmentOn(matrix, asOf)?.factorBp ?? NO_CHANGE_BP
  const balances = await accountBalances(tx, asOf, matrix, agingBuckets(matrix.bounds))
  const gone = previous ? await writtenOff(tx, previous.asOf, asOf) : []
  const currencies = [...balances, ...gone].map(({ currency }) => currency)
  const { rates, toBase } = await conversion(tx, currencies, baseCurrency, asOf)
  const individual = await assessmentsOn(tx, asOf)
  const lines = linesOf(balances, { matrix, factorBp, individual, toBase })
  const movements = movementsOf(lines, {
    opening: previous ? await closingBalances(tx, previous.id) : new Map<Id, bigint>(),
    written: sums(gone.map((one) => [one.accountId, toBase(one.writtenMinor, one.currency)])),
    recovered: sums(gone.map((one) => [one.accountId, toBase(one.recoveredMinor, one.currency)])),
  })
  const segments = await segmentsOf(
    tx,
    movements.map(({ accountId }) => accountId),
  )
  const id = newId()
  const totals = {
    cells: cellsOf(lines, ({ openMinor, currency }) => toBase(openMinor, currency)),
    segments: movementsBySegment(
      movements.map(({ accountId, movement }) => ({ segmentCode: segments.get(accountId) ?? '', movement })),
    ),
  }
  await insertRun(tx, {
    ...{ id, asOf, matrixVersion: version, matrix, baseCurrency, rates, factorBp, totals, note },
    ...{ previousId: previous?.id ?? null, computedBy: actor.label, computedAt: at },
    ...{ decidedBy: null, decidedAt: null, decidedReason: null },
  })
  await insertLines(tx, id, lines)
  await insertMovements(tx, id, movements)
  await recordAudit(tx, {
    ...{ actor, at, action: 'provision-run.computed', objectType: 'provision-run', objectId: id },
    ...{ after: { asOf, matrixVersion: version, factorBp, totals }, reason: note },
  })
  return getRun(tx, id)
}

/** The approved run that this one follows; there must be none for this day or later. */
async function openPeriodAfter(tx: Tx, asOf: CalendarDay, baseCurrency: Currency) {
  const previous = await newestApproved(tx)
  if (previous && previous.asOf >= asOf) throw new Refusal('provision_period_closed', { day: previous.asOf })
  if (previous && previous.baseCurrency !== baseCurrency)
    throw new Refusal('provision_currency_changed', { before: previous.baseCurrency, now: baseCurrency })
  return previous
}

async function conversion(tx: Tx, currencies: readonly Currency[], base: Currency, on: CalendarDay) {
  const pairs = [...new Set(currencies)].filter((from) => from !== base).map((from) => ({ from, to: base }))
  const rates = Object.fromEntries(await ratesInto(tx, pairs, on))
  const toBase = (minor: bigint, currency: Currency): bigint => {
    const converted = convert(minor, currency, base, rates)
    if (converted === null) throw new Refusal('provision_rate_missing', { currency, day: on })
    return converted
  }
  return { rates, toBase }
}

function linesOf(balances: readonly SegmentBalance[], frame: ProvisionFrame): ProvisionLine[] {
  return balances.flatMap((balance) => provisionLines(balance, frame))
}

function sums(amounts: Iterable<readonly [Id, bigint]>): Map<Id, bigint> {
  const found = new Map<Id, bigint>()
  for (const [id, minor] of amounts) found.set(id, (found.get(id) ?? 0n) + minor)
  return found
}

function movementsOf(
  lines: readonly ProvisionLine[],
  { opening, written, recovered }: Record<'opening' | 'written' | 'recovered', ReadonlyMap<Id, bigint>>,
): AccountMovement[] {
  const closing = sums(lines.map(({ accountId, provisionMinor }) => [accountId, provisionMinor]))
  const known = [closing, opening, written, recovered].flatMap((map) => [...map.keys()])
  const accounts = [...new Set(known)].sort()
  const of = (map: ReadonlyMap<Id, bigint>, id: Id) => map.get(id) ?? 0n
  return accounts.map((accountId) => ({
    accountId,
    movement: movementOf(
      of(opening, accountId),
      { writeOffMinor: of(written, accountId), recoveredMinor: of(recovered, accountId) },
      of(closing, accountId),
    ),
  }))
}
