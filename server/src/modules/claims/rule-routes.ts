import { z } from 'zod'
import { actsOf } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { daySchema, reasonSchema, versionFrom } from '../../platform/http/schemas.js'
import { changeReferenceRate, removeReferenceRate } from './change-reference-rate.js'
import { todayAt } from './claim-customer.js'
import { claimRulesOn, listClaimRules, type ClaimRulesVersion } from './claim-rules-store.js'
import { allocationOrders, proofGrades } from './domain/claim-rules.js'
import { referenceRateKinds } from './domain/reference-rate.js'
import { publishClaimRules } from './publish-claim-rules.js'
import { listReferenceRates, type StoredRate } from './reference-rate-store.js'

const tags = ['claims']
const read = { permission: 'receivables:read' } as const
// What everybody's claims are computed with is changed by who makes the rules of the whole book.
const needs = { edit: 'policy:write' } as const
const write = { permission: needs.edit } as const

const decimal = (pattern: RegExp) => z.string().regex(pattern, 'expected a decimal text')

const rateJson = z.object({
  kind: z.enum(referenceRateKinds),
  validFrom: z.string(),
  percent: z.string().describe('Percent per year, as published'),
  source: z.string(),
  verified: z.boolean().describe('Somebody compared it with the publication'),
  updatedBy: z.string(),
  updatedAt: z.string(),
})

const rulesSchema = z.strictObject({
  dayCount: z.union([z.literal(365), z.literal(360)]),
  smeDailyPercent: decimal(/^\d(\.\d{1,5})?$/).describe('Where nothing was agreed, percent a day'),
  smeFrom: daySchema,
  statutoryFactor: decimal(/^1\.[345]\d?$|^1\.50?$/).describe('1.3 to 1.5'),
  benchmarkFactor: decimal(/^1\.[345]\d?$/),
  lprFrom: daySchema,
  excessPercent: z.int().min(0).max(1000),
  allocation: z.enum(allocationOrders),
  limitationYears: z.int().min(1).max(20),
  limitationYearsMax: z.int().min(1).max(50),
  interruptingGrades: z.array(z.enum(proofGrades)).min(1).max(4),
  warnDays: z.array(z.int().min(1).max(1000)).min(1).max(6),
  instalmentsOneDebt: z.boolean(),
  guaranteeMonths: z.int().min(1).max(120),
  guaranteeWarnDays: z.array(z.int().min(1).max(1000)).min(1).max(6),
})

const rulesJson = z.object({
  version: z.int(),
  inForce: z.boolean(),
  validFrom: z.string(),
  source: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  content: rulesSchema.extend({ smeFrom: z.string(), lprFrom: z.string() }),
})

/** Published rates and the figures of the law that claims are computed with. */
export function registerClaimRuleRoutes(app: App, deps: Deps): void {
  registerRates(app, deps)
  registerRateChanges(app, deps)
  registerRules(app, deps)
}

function registerRates(app: App, { db }: Deps): void {
  const schema = {
    tags,
    summary: 'Published rates (one-year LPR, earlier the benchmark rate), newest first',
    response: {
      200: z.object({ items: z.array(rateJson), nextCursor: z.null(), allowed: z.array(z.enum(['edit'])) }),
    },
  }
  app.get('/api/v1/reference-rates', { config: read, schema }, async (request) => ({
    items: (await listReferenceRates(db)).map(rateJsonOf),
    ...{ nextCursor: null, allowed: actsOf(principalOf(request), needs) },
  }))
}

function registerRateChanges(app: App, { db, now }: Deps): void {
  const params = z.strictObject({ kind: z.enum(referenceRateKinds), validFrom: daySchema })
  const path = '/api/v1/reference-rates/:kind/:validFrom'
  const schema = {
    ...{ tags, summary: 'Enter or correct the published rate of a day', params, response: { 200: rateJson } },
    body: z.strictObject({
      percent: decimal(/^\d{1,2}(\.\d{1,4})?$/),
      source: reasonSchema,
      verified: z.boolean().default(true),
    }),
  }
  app.put(path, { config: write, schema }, async (request) => {
    const doing = { actor: principalOf(request), at: now() }
    const rate = { ...request.params, ...request.body }
    return rateJsonOf(await db.transaction((tx) => changeReferenceRate(tx, rate, doing)))
  })
  const removal = {
    tags,
    summary: 'Take out a rate that was never published',
    params,
    response: { 204: z.null() },
  }
  app.delete(path, { config: write, schema: removal }, async (request, reply) => {
    const { kind, validFrom } = request.params
    const doing = { actor: principalOf(request), at: now() }
    await db.transaction((tx) => removeReferenceRate(tx, kind, validFrom, doing))
    return reply.code(204).send(null)
  })
}

function rateJsonOf({ updatedAt, ...rate }: StoredRate): z.input<typeof rateJson> {
  return { ...rate, updatedAt: updatedAt.toISOString() }
}

function registerRules(app: App, { db, now }: Deps): void {
  const path = '/api/v1/claim-rules'
  const schema = {
    tags,
    summary:
      'Versions of the figures that claims compute with, newest first; version 0 comes with the program',
    response: {
      200: z.object({ items: z.array(rulesJson), nextCursor: z.null(), allowed: z.array(z.enum(['edit'])) }),
    },
  }
  app.get(path, { config: read, schema }, async (request) => {
    const inForce = await claimRulesOn(db, await todayAt(db, now()))
    return {
      items: (await listClaimRules(db)).map((one) => rulesJsonOf(one, inForce)),
      ...{ nextCursor: null, allowed: actsOf(principalOf(request), needs) },
    }
  })
  const postSchema = {
    tags,
    summary: 'Publish figures as the next version; limitation periods are computed anew',
    body: z.strictObject({
      ...{ content: rulesSchema, validFrom: daySchema, source: reasonSchema, baseVersion: versionFrom(0) },
    }),
    response: { 201: rulesJson },
  }
  app.post(path, { config: write, schema: postSchema }, async (request, reply) => {
    const { content, ...rest } = request.body
    const at = now()
    const answer = await db.transaction(async (tx) => {
      const published = await publishClaimRules(tx, content, { ...rest, actor: principalOf(request), at })
      return rulesJsonOf(published, await claimRulesOn(tx, await todayAt(tx, at)))
    })
    return reply.code(201).send(answer)
  })
}

function rulesJsonOf(rules: ClaimRulesVersion, inForce: ClaimRulesVersion): z.input<typeof rulesJson> {
  const { version, content, validFrom, source, createdBy, createdAt } = rules
  const { interruptingGrades, warnDays, guaranteeWarnDays } = content
  return {
    ...{ version, inForce: version === inForce.version, validFrom, source, createdBy },
    createdAt: createdAt.toISOString(),
    content: {
      ...content,
      ...{ interruptingGrades: [...interruptingGrades], warnDays: [...warnDays] },
      guaranteeWarnDays: [...guaranteeWarnDays],
    },
  }
}
