import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { Queryable } from '../../platform/db/types.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { codeSchema, idSchema, lineOf, listOf, pageQuery } from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { recordAccess } from '../audit/record-audit.js'
import {
  badDebtDetail,
  badDebtDetailOf,
  badDebtJson,
  badDebtJsonOf,
  causeJson,
  causeJsonOf,
  signalJson,
  signalJsonOf,
} from './bad-debt-schemas.js'
import { badDebtSheet } from './bad-debt-sheet.js'
import { countBadDebts, listBadDebts, listCauses, listIndustries } from './bad-debt-store.js'
import { needs, tags } from './recovery-schemas.js'
import { changePostMortem, signalsBefore, writePostMortem } from './write-post-mortem.js'

const EXPORTED_MAX = 10_000
const CAUSES_MAX = 10
const read = { permission: 'collections:read' } as const
const edit = { permission: needs.edit } as const
const params = z.strictObject({ id: idSchema })
const filterQuery = {
  cause: lineOf(40).optional(),
  industry: lineOf(200).optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional().describe('In what happened, the lessons, the rule and the customer'),
}
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/\S/, 'must not be blank')
    .regex(/^[^\u0000]*$/, 'NUL is not allowed')
const body = z.strictObject({
  happened: text(4000),
  causes: z.array(lineOf(40)).min(1).max(CAUSES_MAX),
  lessons: text(4000),
  rule: text(2000).nullable().default(null).describe('Which rule would have caught it'),
})

/** The library of bad debts: what happened, what could have been seen, what was learnt. */
export function registerBadDebtRoutes(app: App, deps: Deps): void {
  registerLists(app, deps)
  registerCsv(app, deps)
  registerSignals(app, deps)
  registerWrite(app, deps)
}

function registerLists(app: App, { db }: Deps): void {
  const list = {
    ...{ tags, summary: 'Cases of the library, the newest first' },
    querystring: z.strictObject({ ...filterQuery, ...pageQuery }),
    response: {
      200: listOf(badDebtJson).extend({ causes: z.array(causeJson), industries: z.array(z.string()) }),
    },
  }
  app.get('/api/v1/bad-debt-cases', { config: read, schema: list }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const causes = await listCauses(db)
    const rows = await listBadDebts(db, asked, part)
    const total = await countBadDebts(db, asked)
    return {
      items: rows.map((one) => badDebtJsonOf(one, causes)),
      ...{ nextCursor: nextCursor(total), total },
      ...{ causes: causes.map(causeJsonOf), industries: await listIndustries(db) },
    }
  })
  const one = { ...{ tags, summary: 'One case of the library', params }, response: { 200: badDebtDetail } }
  app.get('/api/v1/bad-debt-cases/:id', { config: read, schema: one }, (request) =>
    detailOf(db, request.params.id, principalOf(request)),
  )
}

function registerCsv(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'The cases that match the filter as CSV' },
    querystring: z.strictObject({ ...filterQuery, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  }
  app.get('/api/v1/bad-debt-cases.csv', { config: read, schema }, async (request, reply) => {
    const { language, ...filter } = request.query
    const rows = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'bad-debts.exported', objectType: 'customer' },
        ...{ objectId: '*', detail: { filter }, at: deps.now() },
      })
      const cases = await listBadDebts(tx, filter, { offset: 0, limit: EXPORTED_MAX })
      return badDebtSheet(cases, await listCauses(tx), language === 'en' ? 'en' : 'zh')
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="bad-debt-cases.csv"')
      .send(writeCsv(rows))
  })
}

function registerSignals(app: App, { db }: Deps): void {
  const schema = {
    ...{ tags, summary: 'What was on record before a loss, the earliest first', params },
    response: { 200: listOf(signalJson).extend({ causes: z.array(causeJson) }) },
  }
  app.get('/api/v1/write-offs/:id/signals', { config: read, schema }, async (request) => {
    const signals = await signalsBefore(db, request.params.id)
    const causes = (await listCauses(db)).map(causeJsonOf)
    return { items: signals.map(signalJsonOf), nextCursor: null, causes }
  })
}

function registerWrite(app: App, deps: Deps): void {
  const write = {
    ...{ tags, summary: 'Write down what was learnt from a write-off', params, body },
    response: { 201: badDebtDetail },
  }
  app.post('/api/v1/write-offs/:id/post-mortem', { config: edit, schema: write }, async (request, reply) => {
    const actor = principalOf(request)
    const detail = await deps.db.transaction(async (tx) => {
      const id = await writePostMortem(tx, request.params.id, request.body, { actor, at: deps.now() })
      return detailOf(tx, id, actor)
    })
    return reply.status(201).send(detail)
  })
  const change = {
    ...{ tags, summary: 'Change what is said of a case', params, body },
    response: { 200: badDebtDetail },
  }
  app.put('/api/v1/bad-debt-cases/:id', { config: edit, schema: change }, async (request) => {
    const actor = principalOf(request)
    const { id } = request.params
    return deps.db.transaction(async (tx) => {
      await changePostMortem(tx, id, request.body, { actor, at: deps.now() })
      return detailOf(tx, id, actor)
    })
  })
}

async function detailOf(db: Queryable, id: Id, actor: Principal): Promise<z.input<typeof badDebtDetail>> {
  const [one] = await listBadDebts(db, { id }, { offset: 0, limit: 1 })
  if (!one) throw new Refusal('bad_debt_not_found', { id })
  return badDebtDetailOf(one, await listCauses(db), actor)
}
