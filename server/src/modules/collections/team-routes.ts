import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { daySchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { teamFigures } from './team-figures.js'
import { teamJson } from './team-json.js'
import { teamSheet } from './team-sheet.js'

const tags = ['collections']
const config = { permission: 'collections:read' } as const
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const query = z.strictObject({
  from: daySchema.optional().describe('Left out: the first day of the month of `to`'),
  to: daySchema.optional().describe('Left out: today'),
})

const sumsJson = z.object({
  customers: z.int().describe('That owe something today'),
  overdueCustomers: z.int(),
  receivables: moneyJsonSchema,
  overdue: moneyJsonSchema,
  tasksDue: z.int(),
  contacts: z.int(),
  answered: z.int(),
  contactedCustomers: z.int(),
  promises: z.object({
    made: z.int(),
    amount: moneyJsonSchema,
    kept: z.int().describe('Of those that ended in the period'),
    partly: z.int(),
    broken: z.int(),
    keptPercent: z.string().nullable(),
  }),
  recovered: moneyJsonSchema.describe('Came in the period for what was overdue by then'),
  recoveredDays: z.string().nullable().describe('Days late of that money, weighted by amount'),
  disputes: z.object({ settled: z.int(), days: z.string().nullable().describe('From opening to settling') }),
})

const placeJson = {
  place: z.int(),
  customers: z.int(),
  overdueCustomers: z.int(),
  receivables: moneyJsonSchema,
  overdue: moneyJsonSchema,
  overduePercent: z.string(),
}

const teamAnswer = z.object({
  from: z.string(),
  to: z.string(),
  asOf: z.string().describe('The day of what is owed'),
  currency: z.string(),
  collectors: z.array(sumsJson.extend({ username: z.string().nullable(), name: z.string() })),
  total: sumsJson,
  sales: z.array(
    z.object({ username: z.string(), name: z.string(), department: z.string().nullable(), ...placeJson }),
  ),
  teams: z.array(z.object({ code: z.string(), name: z.string(), people: z.int(), ...placeJson })),
})

/** How collecting goes, by collector, salesperson and team. */
export function registerTeamRoutes(app: App, deps: Deps): void {
  const schema = {
    ...{
      tags,
      summary: 'Collectors with load, contacts, promises and recovered money; salespeople by what is overdue',
    },
    description: 'Of the customers that the caller sees. Amounts in the base currency at the rate of today.',
    querystring: query,
    response: { 200: teamAnswer },
  }
  app.get('/api/v1/collections/team', { config, schema }, async (request) => {
    const { from, to } = request.query
    return teamJson(await teamFigures(deps.db, { from, to }, deps.now()))
  })

  const fileSchema = {
    ...{ tags, summary: 'The same as XLSX, totals of amounts as formulas' },
    querystring: query.extend({
      language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Of the words in the sheet'),
    }),
  }
  app.get('/api/v1/collections/team.xlsx', { config, schema: fileSchema }, async (request, reply) => {
    const { from, to, language } = request.query
    const at = deps.now()
    const figures = teamJson(await teamFigures(deps.db, { from, to }, at))
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'collecting-team.exported', objectType: 'collections' },
        ...{ objectId: 'team', detail: { from: figures.from, to: figures.to }, at },
      }),
    )
    const sheet = teamSheet(figures, language === 'en' ? 'en' : 'zh')
    return reply
      .type(XLSX_TYPE)
      .header('Content-Disposition', `attachment; filename="collecting-team-${figures.to}.xlsx"`)
      .send(await writeXlsx(sheet.name, sheet.rows))
  })
}
