import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema, idSchema, listOf, reasonSchema } from '../../platform/http/schemas.js'
import { assessCustomer, endAssessment } from './assess-customer.js'
import { listAssessments, type Assessment } from './assessment-store.js'
import { todayOf } from './today-of.js'

const tags = ['provisions']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'provisions:write' } as const
const path = '/api/v1/provision-assessments'
const LISTED_MAX = 1_000

const assessmentJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  lossBp: z.int().describe('Basis points of everything that the customer owes'),
  reason: z.string(),
  evidence: z.string(),
  validFrom: z.string(),
  assessedBy: z.string(),
  assessedAt: z.string(),
  endedOn: z.string().nullable().describe('The first day on which it counts no more'),
  endedBy: z.string().nullable(),
  endedReason: z.string().nullable(),
})

const newBody = z.strictObject({
  customerCode: codeSchema,
  lossBp: z.int().min(0).max(10_000),
  reason: reasonSchema,
  evidence: reasonSchema.describe('What the judgement rests on: documents, expected recoveries, security'),
  validFrom: daySchema.optional().describe('Default: today'),
})

const endBody = z.strictObject({
  endedOn: daySchema.optional().describe('The first day on which it counts no more; default: today'),
  reason: reasonSchema,
})

/** Customers whose loss is judged one by one, apart from the matrix. */
export function registerAssessmentRoutes(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Individual assessments: those that run first, then the latest',
    response: { 200: listOf(assessmentJson) },
  }
  app.get(path, { config: read, schema: listSchema }, async () => ({
    items: (await listAssessments(deps.db, LISTED_MAX)).map(jsonOf),
    nextCursor: null,
  }))

  const newSchema = {
    tags,
    summary: 'Assess a customer individually',
    body: newBody,
    response: { 201: assessmentJson },
  }
  app.post(path, { config: write, schema: newSchema }, async (request, reply) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    const made = await deps.db.transaction(async (tx) => {
      const { validFrom = await todayOf(tx, doing.at), ...judgement } = request.body
      return assessCustomer(tx, { ...judgement, validFrom }, doing)
    })
    return reply.code(201).send(jsonOf(made))
  })

  const endSchema = {
    tags,
    summary: 'End an individual assessment: the matrix counts again',
    params: z.strictObject({ id: idSchema }),
    body: endBody,
    response: { 200: assessmentJson },
  }
  app.post(`${path}/:id/end`, { config: write, schema: endSchema }, async (request) => {
    const doing = { actor: principalOf(request), at: deps.now() }
    const ended = await deps.db.transaction(async (tx) => {
      const { endedOn: on = await todayOf(tx, doing.at), reason } = request.body
      return endAssessment(tx, { id: request.params.id, on, reason }, doing)
    })
    return jsonOf(ended)
  })
}

function jsonOf(assessment: Assessment) {
  return { ...assessment, assessedAt: assessment.assessedAt.toISOString() }
}
