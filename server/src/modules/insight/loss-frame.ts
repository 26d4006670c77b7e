import { dayInZone } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { generalLossParameters } from '../policy/domain/expected-loss.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { loadCurrencyFactors } from '../scoring/currency-factor-store.js'
import type { LossFrame } from './expected-loss-store.js'

/** How losses are computed now: the day, the rates of the day and the parameters of the policy in force. */
export interface BookFrame extends LossFrame {
  readonly base: Currency
  readonly policyVersion: number
}

export async function lossFrame({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<BookFrame> {
  const at = now()
  const { timeZone, baseCurrency: base } = await getOrganisation(db)
  const today = dayInZone(at, timeZone)
  const { version, content } = await db.transaction((tx) => policyInForce(tx, at))
  const factors = await loadCurrencyFactors(db, base, today)
  return { today, factors, base, policyVersion: version, parameters: content.loss ?? generalLossParameters }
}
