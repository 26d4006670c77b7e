import { dayInZone } from '../../../kernel/calendar-day.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { wholeBookOnly } from '../../scoring/whole-book-only.js'
import { usualFundingRate } from '../domain/funding-rate.js'
import { fundingRateOn, stateFundingRate } from './funding-rate.js'
import { listFundingRates } from './funding-rate-store.js'
import { storedRateJson } from './margin-json.js'
import * as schemas from './margin-schemas.js'

const tags = ['insight']
const path = '/api/v1/insight/funding-rates'

/** What the money that waits with customers costs: a rate with its source, from a day on. */
export function registerFundingRateRoutes(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Funding rates, latest first; the last is the one that counts until any is stated',
    response: { 200: schemas.ratesAnswer },
  }
  app.get(path, { config: { permission: 'insight:read' }, schema: listSchema }, async () => {
    const today = dayInZone(deps.now(), (await getOrganisation(deps.db)).timeZone)
    const rates = [...(await listFundingRates(deps.db)), usualFundingRate]
    const inForce = rates.find(({ validFrom }) => validFrom <= today)
    return { items: rates.map((rate) => storedRateJson(rate, rate === inForce)), nextCursor: null }
  })

  const postSchema = {
    tags,
    summary: 'State the funding rate from a day on; a second word about the same day counts instead',
    body: schemas.newRateBody,
    response: { 201: schemas.rateAnswer },
  }
  app.post(path, { config: { permission: 'policy:write' }, schema: postSchema }, async (request, reply) => {
    const { rate, validFrom, source } = request.body
    const at = deps.now()
    const stated = { validFrom, source, basisPoints: Math.round(rate * 100) }
    const doing = { actor: wholeBookOnly(principalOf(request), 'policy:write'), at }
    const stored = await deps.db.transaction((tx) => stateFundingRate(tx, stated, doing))
    const today = dayInZone(at, (await getOrganisation(deps.db)).timeZone)
    const counts = await fundingRateOn(deps.db, today)
    const inForce = counts.validFrom === stored.validFrom && stored.validFrom <= today
    return reply.code(201).send(storedRateJson(stored, inForce))
  })
}
