import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { listKnownFacts } from '../facts/fact-store.js'
import { factsJson } from '../facts/facts-json.js'
import type { FeatureCode } from '../scoring/domain/features.js'
import { listCreditFiles } from '../scoring/fact-feature-store.js'
import type { Fact, StatementYear } from './domain/credit-report/report-data.js'
import { statementYears } from './domain/credit-report/statement-years.js'
import type { ReportFrame } from './report-frame.js'

const ratios = [
  'current_ratio',
  'debt_to_assets',
  'net_margin',
  'cash_flow_to_debt',
  'revenue_growth',
] as const

/** The credit file: what is known with source and age, and the statements of the last years with their ratios. */
export async function readFactParts(
  tx: Tx,
  frame: ReportFrame,
): Promise<{ readonly items: readonly Fact[]; readonly years: readonly StatementYear[] }> {
  const { customer, asOf, at, organisation } = frame
  const facts = await listKnownFacts(tx, { customerId: customer.id, asOf, knownAt: at, item: null })
  const items = factsJson(facts, asOf).items.map(({ recordedAt, ...item }) => ({
    ...item,
    recordedOn: dayInZone(new Date(recordedAt), organisation.timeZone),
  }))
  const years: StatementYear[] = []
  for (const year of statementYears(facts))
    years.push({ ...year, ratios: await ratiosOn(tx, frame, year.validOn) })
  return { items, years }
}

/** The ratios of the statement of a day, by the formulas of the rating. */
async function ratiosOn(
  tx: Tx,
  { customer, at }: ReportFrame,
  day: CalendarDay,
): Promise<Partial<Record<FeatureCode, number>>> {
  const [file] = await listCreditFiles(tx, {
    customerIds: [customer.id],
    items: [],
    asOf: day,
    knownAt: at,
    // No currency matters: ratios compare figures of one statement.
    factors: { currencies: [], factors: [], rates: [] },
    tenThousandMinor: '1000000',
  })
  const known = ratios.flatMap((ratio) => {
    const value = file?.[ratio] ?? null
    return value !== null && file?.[`${ratio}_on`] === day ? [[ratio, value] as const] : []
  })
  return Object.fromEntries(known)
}
