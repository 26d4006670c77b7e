import { z } from 'zod'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { daySchema, lineOf, moneyJsonSchema } from '../../platform/http/schemas.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { checkContext } from './check-service.js'
import type { ReleaseResult } from './domain/release-result.js'
import { releasesCsv } from './release-report-csv.js'
import { byReleaser, isTroubled, reportReleases, type ReportedRelease } from './release-report.js'

const results = {
  billed: moneyJsonSchema,
  paidOnTime: moneyJsonSchema,
  paidLate: moneyJsonSchema,
  notDue: moneyJsonSchema,
  overdue: moneyJsonSchema,
  writtenOff: moneyJsonSchema,
  lateDaysMax: z.number().describe('Longest delay of a payment, or of what is overdue still'),
}

const periodQuery = z.strictObject({
  from: daySchema,
  to: daySchema,
  releasedBy: lineOf(200).optional(),
  reason: lineOf(60).optional().describe('Code of the first reason of the hold'),
})

const reportSchema = z.object({
  currency: z.string(),
  asOf: z.string(),
  releasers: z.array(
    z.object({
      releasedBy: z.string(),
      count: z.number(),
      troubled: z.number().describe('Paid late, overdue or written off'),
      withoutRate: z.number(),
      amount: moneyJsonSchema,
      ...results,
    }),
  ),
})

const releaseSchema = z.object({
  holdId: z.string(),
  document: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  segment: z.string(),
  releasedBy: z.string(),
  releasedAt: z.string(),
  reason: z.string().nullable(),
  reasonCode: z.string().nullable(),
  amount: moneyJsonSchema,
  troubled: z.boolean(),
  ...results,
})

/** Routes of the report: releases and what became of them. */
export function registerReleaseReportRoutes(app: App, deps: Deps): void {
  app.get('/api/v1/reports/releases', {
    config: { permission: 'insight:read' },
    schema: {
      tags: ['reports'],
      summary: 'Releases and their later losses, by releaser, in the base currency',
      querystring: periodQuery,
      response: { 200: reportSchema },
    },
    handler: async (request) => {
      const { baseCurrency } = await getOrganisation(deps.db)
      const { releases, today } = await releasesOf(deps, request.query)
      const lines = await byReleaser(deps.db, releases, { baseCurrency, today })
      return {
        currency: baseCurrency,
        asOf: today,
        releasers: lines.map((line) => ({
          ...{ releasedBy: line.releasedBy, count: line.count, troubled: line.troubled },
          ...{ withoutRate: line.withoutRate, amount: moneyJson(line.amountMinor, baseCurrency) },
          ...presentResult(line, baseCurrency),
        })),
      }
    },
  })

  app.get('/api/v1/reports/releases/items', {
    config: { permission: 'insight:read' },
    schema: {
      tags: ['reports'],
      summary: 'The releases behind the report, oldest first',
      querystring: periodQuery,
      response: { 200: z.object({ asOf: z.string(), items: z.array(releaseSchema) }) },
    },
    handler: async (request) => {
      const { releases, today } = await releasesOf(deps, request.query)
      return { asOf: today, items: releases.map(presentRelease) }
    },
  })

  app.get('/api/v1/reports/releases/export', {
    config: { permission: 'insight:read' },
    schema: {
      tags: ['reports'],
      summary: 'The releases behind the report as a CSV file',
      querystring: periodQuery,
    },
    handler: async (request, reply) => {
      const { releases, today } = await releasesOf(deps, request.query)
      const entry = { action: 'releases.exported', objectType: 'report', objectId: 'releases' }
      const detail = { ...request.query, rows: releases.length }
      await deps.db.transaction((tx) =>
        recordAccess(tx, { ...entry, actor: principalOf(request), detail, at: deps.now() }),
      )
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="releases-${today}.csv"`)
        .send(releasesCsv(releases))
    },
  })
}

async function releasesOf(deps: Deps, { reason, ...period }: z.output<typeof periodQuery>) {
  const { today, timeZone } = await checkContext(deps.db, deps.now())
  const releases = await reportReleases(deps.db, { ...period, reasonCode: reason, timeZone }, today)
  return { releases, today }
}

function presentResult(one: ReleaseResult, currency: ReportedRelease['currency']) {
  return {
    billed: moneyJson(one.billedMinor, currency),
    paidOnTime: moneyJson(one.paidOnTimeMinor, currency),
    paidLate: moneyJson(one.paidLateMinor, currency),
    notDue: moneyJson(one.notDueMinor, currency),
    overdue: moneyJson(one.overdueMinor, currency),
    writtenOff: moneyJson(one.writtenOffMinor, currency),
    lateDaysMax: one.lateDaysMax,
  }
}

function presentRelease(one: ReportedRelease) {
  return {
    holdId: one.holdId,
    document: one.documentNumber,
    customerCode: one.customerCode,
    customerName: one.customerName,
    segment: one.segmentCode,
    releasedBy: one.releasedBy,
    releasedAt: one.releasedAt.toISOString(),
    reason: one.reason,
    reasonCode: one.reasonCode,
    amount: moneyJson(one.amountMinor, one.currency),
    troubled: isTroubled(one),
    ...presentResult(one, one.currency),
  }
}
