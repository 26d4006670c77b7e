import { z } from 'zod'
import { addMonths, addDays, dayInZone } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { daySchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { recoveryFigures, type RecoveryFigure } from './figure-store.js'
import { tags } from './recovery-schemas.js'

const figureJson = z.object({
  handedOver: z.int().describe('Open cases'),
  handedOverAmount: moneyJsonSchema.describe('Open now of their items'),
  costs: moneyJsonSchema,
  requested: moneyJsonSchema.describe('Write-offs that are not decided'),
  written: moneyJsonSchema,
  recovered: moneyJsonSchema,
  unlearnt: z.int().describe('Write-offs of the period without a case in the library'),
})

/** Figures of what was not collected. */
export function registerFigureRoutes(app: App, { db, now }: Deps): void {
  const schema = {
    ...{ tags, summary: 'Handed over, written off and recovered, per currency' },
    querystring: z.strictObject({
      from: daySchema.optional().describe('First day; left out: twelve months back'),
      to: daySchema.optional().describe('Last day; left out: today'),
    }),
    response: { 200: z.object({ from: z.string(), to: z.string(), figures: z.array(figureJson) }) },
  }
  const config = { permission: 'collections:read' } as const
  app.get('/api/v1/recovery-figures', { config, schema }, async (request) => {
    const today = dayInZone(now(), (await getOrganisation(db)).timeZone)
    const to = request.query.to ?? today
    const from = request.query.from ?? addDays(addMonths(to, -12), 1)
    return { from, to, figures: (await recoveryFigures(db, from, to)).map(jsonOf) }
  })
}

function jsonOf(one: RecoveryFigure): z.input<typeof figureJson> {
  const { currency, handedOver, unlearnt } = one
  return {
    ...{ handedOver, handedOverAmount: moneyJson(one.handedOverMinor, currency) },
    costs: moneyJson(one.costMinor, currency),
    requested: moneyJson(one.requestedMinor, currency),
    written: moneyJson(one.writtenMinor, currency),
    recovered: moneyJson(one.recoveredMinor, currency),
    unlearnt,
  }
}
