import { z } from 'zod'
import { isTimeZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { currencySchema, lineOf } from '../../platform/http/schemas.js'
import { changeOrganisation } from './change-organisation.js'
import { getOrganisation, type Organisation } from './organisation-store.js'

const tags = ['Organisation']

const organisationSchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  baseCurrency: z.string(),
  demoBook: z.boolean(),
  agingBounds: z.array(z.number().int()),
  sensitiveFields: z.array(z.string()).describe('Custom fields of customers that are masked'),
})

const changeSchema = z.strictObject({
  name: z.string().max(200).optional(),
  timeZone: z.string().max(64).refine(isTimeZone, 'not an IANA time zone').optional(),
  baseCurrency: currencySchema.optional(),
  agingBounds: z
    .array(z.number().int().min(1).max(3650))
    .min(1)
    .max(10)
    .refine((bounds) => bounds.every((bound, i) => i === 0 || bound > (bounds[i - 1] ?? 0)), 'must rise')
    .optional(),
  sensitiveFields: z.array(lineOf(64)).max(100).optional(),
})

/** The organisation that runs this installation. */
export function registerOrganisationRoutes(app: App, { db, now }: Deps): void {
  app.get(
    '/api/v1/organisation',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'Name, time zone, base currency and aging buckets',
        response: { 200: organisationSchema },
      },
    },
    async () => present(await getOrganisation(db)),
  )

  app.put(
    '/api/v1/organisation',
    {
      config: { permission: 'settings:write' },
      schema: {
        tags,
        summary: 'Change the organisation; what is left out stays',
        body: changeSchema,
        response: { 200: organisationSchema },
      },
    },
    async (request) => present(await changeOrganisation(db, principalOf(request), request.body, now())),
  )
}

function present(organisation: Organisation) {
  return {
    ...organisation,
    agingBounds: [...organisation.agingBounds],
    sensitiveFields: [...organisation.sensitiveFields],
  }
}
