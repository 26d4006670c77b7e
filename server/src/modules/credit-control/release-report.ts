import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { rateKey, ratesInto } from '../customers/fx-store.js'
import { convert } from '../exposure/domain/exposure-in.js'
import { resultOf, type ReleaseResult } from './domain/release-result.js'
import {
  listBilledItems,
  listReleases,
  listSettlements,
  type ReleasePeriod,
  type ReleaseRow,
} from './release-report-store.js'

const RELEASES_MAX = 20_000

export type ReportedRelease = ReleaseRow & ReleaseResult

/** Every release of the period with what became of the released document by `today`. */
export async function reportReleases(
  db: Queryable,
  period: ReleasePeriod,
  today: CalendarDay,
): Promise<ReportedRelease[]> {
  const releases = await listReleases(db, period, RELEASES_MAX + 1)
  if (releases.length > RELEASES_MAX) throw new Refusal('report_too_long', { max: String(RELEASES_MAX) })
  const items = await listBilledItems(
    db,
    releases.map(({ holdId }) => holdId),
  )
  const settlements = await listSettlements(db, [...new Set(items.map(({ invoiceId }) => invoiceId))])
  const key = (one: { invoiceId: string; itemNo: number }) => `${one.invoiceId}/${one.itemNo}`
  const settled = groupBy(settlements, key)
  const billed = groupBy(items, ({ holdId }) => holdId)
  return releases.map((release) => {
    const instalments = (billed.get(release.holdId) ?? [])
      .filter(({ currency }) => currency === release.currency)
      .map((item) => ({ ...item, settled: settled.get(key(item)) ?? [] }))
    return { ...release, ...resultOf(instalments, today) }
  })
}

/** What one person released, in the base currency. */
export interface ReleaserLine extends ReleaseResult {
  readonly releasedBy: string
  readonly count: number
  /** Releases whose order was paid late, is overdue or was written off in part. */
  readonly troubled: number
  readonly amountMinor: bigint
  /** Releases in a currency without a rate, left out of the amounts. */
  readonly withoutRate: number
}

const AMOUNTS = [
  'amountMinor',
  'billedMinor',
  'paidOnTimeMinor',
  'paidLateMinor',
  'notDueMinor',
  'overdueMinor',
  'writtenOffMinor',
] as const

/** Releases by releaser, those with the largest loss and overdue first; converted at the rates of the day. */
export async function byReleaser(
  db: Queryable,
  releases: readonly ReportedRelease[],
  { baseCurrency, today }: { readonly baseCurrency: Currency; readonly today: CalendarDay },
): Promise<ReleaserLine[]> {
  const currencies = [...new Set(releases.map(({ currency }) => currency))].filter(
    (one) => one !== baseCurrency,
  )
  const found = await ratesInto(
    db,
    currencies.map((from) => ({ from, to: baseCurrency })),
    today,
  )
  const rates = Object.fromEntries(found)
  const isKnown = (one: ReportedRelease) =>
    one.currency === baseCurrency || rates[rateKey(one.currency, baseCurrency)] !== undefined
  const lines = [...groupBy(releases, ({ releasedBy }) => releasedBy)].map(
    ([releasedBy, all]): ReleaserLine => {
      const known = all.filter(isKnown)
      const sum = (name: (typeof AMOUNTS)[number]) =>
        known.reduce(
          (total, one) => total + (convert(one[name], one.currency, baseCurrency, rates) ?? 0n),
          0n,
        )
      const [
        amountMinor,
        billedMinor,
        paidOnTimeMinor,
        paidLateMinor,
        notDueMinor,
        overdueMinor,
        writtenOffMinor,
      ] = AMOUNTS.map(sum) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint]
      return {
        ...{
          releasedBy,
          count: all.length,
          withoutRate: all.length - known.length,
          troubled: all.filter(isTroubled).length,
        },
        ...{
          amountMinor,
          billedMinor,
          paidOnTimeMinor,
          paidLateMinor,
          notDueMinor,
          overdueMinor,
          writtenOffMinor,
        },
        lateDaysMax: all.reduce((days, one) => Math.max(days, one.lateDaysMax), 0),
      }
    },
  )
  const bad = (line: ReleaserLine) => line.writtenOffMinor + line.overdueMinor
  return lines.sort((a, b) =>
    bad(a) === bad(b) ? a.releasedBy.localeCompare(b.releasedBy) : bad(a) > bad(b) ? -1 : 1,
  )
}

export function isTroubled(one: ReleaseResult): boolean {
  return one.paidLateMinor > 0n || one.overdueMinor > 0n || one.writtenOffMinor > 0n
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known) known.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
