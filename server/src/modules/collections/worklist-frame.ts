import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Database } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { generalLossParameters } from '../policy/domain/expected-loss.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { loadCurrencyFactors } from '../scoring/currency-factor-store.js'
import { ANSWER_DAYS, latenessRisks } from './domain/worklist-rank.js'
import type { WorklistFrame } from './worklist-store.js'

export interface CollectingDay {
  readonly frame: WorklistFrame
  readonly today: CalendarDay
  readonly base: Currency
  readonly timeZone: string
}

const DAY_MS = 86_400_000

/** What the worklist is ranked with now: the day, the rates, the default rates of the policy in force. */
export async function collectingDay(db: Database, at: Date): Promise<CollectingDay> {
  const { timeZone, baseCurrency: base } = await getOrganisation(db)
  const today = dayInZone(at, timeZone)
  const { content } = await db.transaction((tx) => policyInForce(tx, at))
  const frame = {
    ...{ today, latenessRisks, answersSince: new Date(at.getTime() - ANSWER_DAYS * DAY_MS) },
    factors: await loadCurrencyFactors(db, base, today),
    pdBasisPoints: (content.loss ?? generalLossParameters).pdBasisPoints,
  }
  return { frame, today, base, timeZone }
}
