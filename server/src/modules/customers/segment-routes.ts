import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { isExistingDay, isTimeZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import {
  codeSchema,
  currencySchema,
  cursorQuery,
  daySchema,
  lineOf,
  listOf,
} from '../../platform/http/schemas.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { listFxRates, putFxRate } from './fx-store.js'
import { findSegment, listSegments, putSegment, segmentHasAccounts, type Segment } from './segment-store.js'

const segmentBody = z.strictObject({
  name: lineOf(200),
  currency: currencySchema,
  timeZone: lineOf(64).refine(isTimeZone, 'not an IANA time zone').optional(),
  reservationDays: z.int().min(1).max(365).optional(),
  overDeliveryAllowed: z.boolean().optional(),
  unappliedLowersExposure: z.boolean().optional(),
  horizonDays: z.int().min(0).max(3650).nullish(),
  autoRelease: z.boolean().optional(),
  disputedCountsOverdue: z
    .boolean()
    .optional()
    .describe('Whether disputed amounts past due count as overdue in credit control; default yes'),
})

const segmentSchema = z.object({
  code: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  reservationDays: z.number(),
  overDeliveryAllowed: z.boolean(),
  unappliedLowersExposure: z.boolean(),
  horizonDays: z.number().nullable(),
  autoRelease: z.boolean(),
  disputedCountsOverdue: z.boolean(),
  allowed: z.array(z.enum(['edit'])).describe('What you may do with it'),
})

const needs = { edit: 'settings:write' } as const

const rateSchema = z.object({
  type: z.string(),
  from: z.string(),
  to: z.string(),
  on: z.string(),
  rate: z.string(),
})

const rateBody = z
  .strictObject({
    type: lineOf(20).default('spot'),
    from: currencySchema,
    to: currencySchema,
    on: daySchema,
    rate: z
      .string()
      .regex(/^\d{1,12}(\.\d{1,10})?$/, 'expected a decimal such as "7.1234"')
      .refine((rate) => /[1-9]/.test(rate), 'must be more than zero'),
  })
  .refine((rate) => rate.from !== rate.to, { message: 'must differ from the other currency', path: ['to'] })

function settingsOf({ id: _id, ...segment }: Segment) {
  return segment
}

function present(segment: Segment, actor: Principal) {
  return { ...settingsOf(segment), allowed: actsOf(actor, needs) }
}

/** Routes of credit segments and exchange rates. */
export function registerSegmentRoutes(app: App, deps: Deps): void {
  registerSegments(app, deps)
  registerFxRates(app, deps)
}

function registerSegments(app: App, deps: Deps): void {
  app.get('/api/v1/segments', {
    config: { permission: 'customers:read' },
    schema: { tags: ['set-up'], summary: 'Credit segments', response: { 200: listOf(segmentSchema) } },
    handler: async (request) => ({
      items: (await listSegments(deps.db)).map((segment) => present(segment, principalOf(request))),
      nextCursor: null,
    }),
  })

  app.put('/api/v1/segments/:code', {
    config: { permission: needs.edit },
    schema: {
      tags: ['set-up'],
      summary: 'Insert or update a credit segment; settings left out keep their value',
      params: z.strictObject({ code: codeSchema }),
      body: segmentBody,
      response: { 200: segmentSchema, 201: segmentSchema },
    },
    handler: async (request, reply) => {
      const { code } = request.params
      const { body } = request
      const at = deps.now()
      const result = await deps.db.transaction(async (tx) => {
        const before = await findSegment(tx, code)
        const changed = before && before.currency !== body.currency
        if (changed && (await segmentHasAccounts(tx, before.id))) {
          throw new Refusal('currency_mismatch', { actual: body.currency, expected: before.currency })
        }
        const organisation = await getOrganisation(tx)
        const settings = {
          name: body.name,
          currency: body.currency,
          timeZone: body.timeZone ?? before?.timeZone ?? organisation.timeZone,
          reservationDays: body.reservationDays ?? before?.reservationDays ?? 7,
          overDeliveryAllowed: body.overDeliveryAllowed ?? before?.overDeliveryAllowed ?? false,
          unappliedLowersExposure: body.unappliedLowersExposure ?? before?.unappliedLowersExposure ?? true,
          horizonDays: body.horizonDays === undefined ? (before?.horizonDays ?? null) : body.horizonDays,
          autoRelease: body.autoRelease ?? before?.autoRelease ?? false,
          disputedCountsOverdue: body.disputedCountsOverdue ?? before?.disputedCountsOverdue ?? true,
        }
        const created = await putSegment(tx, before?.id ?? newId(), code, settings, at)
        await recordAudit(tx, {
          actor: principalOf(request),
          action: created ? 'segment.created' : 'segment.updated',
          objectType: 'segment',
          objectId: code,
          ...(before ? { before: settingsOf(before) } : {}),
          after: settings,
          at,
        })
        return { created, segment: { code, ...settings } }
      })
      return reply
        .status(result.created ? 201 : 200)
        .send({ ...result.segment, allowed: actsOf(principalOf(request), needs) })
    },
  })
}

function registerFxRates(app: App, deps: Deps): void {
  app.get('/api/v1/fx-rates', {
    config: { permission: 'settings:read' },
    schema: {
      tags: ['set-up'],
      summary: 'Exchange rates, newest first',
      querystring: z.strictObject(cursorQuery),
      response: { 200: listOf(rateSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query
      const before = cursor ? decodeCursor(cursor, 4) : undefined
      if (before?.[0] !== undefined) validDay(before[0])
      const rates = await listFxRates(deps.db, limit + 1, before)
      const items = rates.slice(0, limit)
      const last = items.at(-1)
      const more = rates.length > limit && last
      return { items, nextCursor: more ? encodeCursor([last.on, last.type, last.from, last.to]) : null }
    },
  })

  app.put('/api/v1/fx-rates', {
    config: { permission: 'settings:write' },
    schema: {
      tags: ['set-up'],
      summary: 'Record an exchange rate, valid from its day until the next',
      body: rateBody,
      response: { 200: rateSchema },
    },
    handler: async (request) => {
      const at = deps.now()
      const rate = request.body
      await deps.db.transaction(async (tx) => {
        await putFxRate(tx, rate, at)
        const objectId = `${rate.type} ${rate.from}/${rate.to} ${rate.on}`
        await recordAudit(tx, {
          actor: principalOf(request),
          action: 'fx-rate.recorded',
          objectType: 'fx-rate',
          objectId,
          after: rate,
          at,
        })
      })
      return rate
    },
  })
}

function validDay(text: string): void {
  if (!isExistingDay(text)) throw new Refusal('bad_request', { detail: 'cursor' })
}
