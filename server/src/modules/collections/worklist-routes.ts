import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { daysBetween } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import {
  bilingualSchema,
  codeSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  pageQuery,
} from '../../platform/http/schemas.js'
import { needs } from '../arrangements/arrangement-schemas.js'
import { findCustomer } from '../customers/customer-store.js'
import { expectationsOf, likelihoodOf, type ItemExpectation } from '../payment-forecast/likelihood-store.js'
import { callsByHour, listCollectable } from './contact-list-store.js'
import { outcomes } from './contact-store.js'
import { bestTime } from './domain/best-time.js'
import { channels } from './domain/proof.js'
import { rankReason, responseLikelihood, steps, suggestStep } from './domain/worklist-rank.js'
import { listOpenTasks, taskKinds } from './task-store.js'
import { collectingDay, type CollectingDay } from './worklist-frame.js'
import {
  findOnWorklist,
  listWorklist,
  worklistShows,
  worklistTotals,
  type WorklistRow,
} from './worklist-store.js'

const tags = ['collections']
const config = { permission: 'collections:read' } as const
const ITEMS_MAX = 500
const TASKS_MAX = 50
/** Calls of a year tell when somebody is reached. */
const CALLS_MS = 365 * 86_400_000

const rowJson = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  ownerUsername: z.string().nullable(),
  collector: z.string().nullable(),
  grade: z.string().nullable(),
  overdue: moneyJsonSchema,
  collectable: moneyJsonSchema.describe('Overdue less what is promised, planned or disputed'),
  paused: moneyJsonSchema,
  value: moneyJsonSchema.describe('collectable × risk × likelihood of a response'),
  riskPercent: z.number(),
  riskFrom: z.enum(['model', 'grade', 'lateness']),
  answerPercent: z.number().describe('Likelihood of a response: contacts, drawn to what is forecast'),
  paysPercent: z.number().nullable().describe('Forecast to pay within 30 days; null: nothing is forecast'),
  oldestDays: z.int(),
  items: z.int(),
  disputes: z.int(),
  rateMissing: z.boolean(),
  taskDueOn: z.string().nullable(),
  missedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  nextOn: z.string().nullable(),
  last: z.object({ on: z.string(), channel: z.enum(channels), outcome: z.enum(outcomes) }).nullable(),
  reason: bilingualSchema.describe('Why it stands where it stands'),
  suggestion: z.object({ step: z.enum(steps), why: bilingualSchema }),
  allowed: z.array(z.enum(['edit'])),
})

/** Whom to collect from today, and one customer with all that is needed for it. */
export function registerWorklistRoutes(app: App, deps: Deps): void {
  const query = z.strictObject({
    ...pageQuery,
    show: z.enum(worklistShows).default('todo'),
    collector: lineOf(100).optional(),
    search: lineOf(100).optional(),
  })
  const schema = {
    ...{
      tags,
      summary: 'Customers to collect from: due steps first, then by expected value',
      querystring: query,
    },
    response: {
      200: listOf(rowJson).extend({
        counts: z.object({ todo: z.int(), waiting: z.int() }),
        overdue: moneyJsonSchema,
        collectable: moneyJsonSchema,
      }),
    },
  }
  app.get('/api/v1/collections/worklist', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const day = await collectingDay(deps.db, deps.now())
    const { frame, timeZone, base } = day
    const totals = await worklistTotals(deps.db, frame, asked)
    const rows = await listWorklist(deps.db, frame, asked, { ...part, timeZone })
    return {
      items: rows.map((row) => rowJsonOf(row, day, principalOf(request))),
      ...{ nextCursor: nextCursor(totals.customers), total: totals.customers },
      counts: { todo: totals.todo, waiting: totals.waiting },
      overdue: moneyJson(totals.overdueMinor, base),
      collectable: moneyJson(totals.collectableMinor, base),
    }
  })
  registerCockpit(app, deps)
}

const cockpitJson = z.object({
  standing: rowJson,
  items: z.array(
    z.object({
      source: z.string(),
      number: z.string(),
      itemNo: z.int(),
      segment: z.string(),
      dueDate: z.string().nullable(),
      daysOverdue: z.int().describe('0: not due'),
      open: moneyJsonSchema,
      disputed: moneyJsonSchema,
      planned: moneyJsonSchema,
      handedOver: moneyJsonSchema.describe('With a court, a commission or an agency'),
      promised: moneyJsonSchema,
      forecast: z
        .object({
          expectedOn: z.string().nullable().describe('null: not within a year'),
          earliestOn: z.string().nullable(),
          latestOn: z.string().nullable().describe('Four of five payments come between earliest and latest'),
          pNext30: z.number(),
        })
        .nullable(),
    }),
  ),
  bestTime: z
    .object({ fromHour: z.int(), toHour: z.int(), tried: z.int(), answered: z.int() })
    .nullable()
    .describe('Hours of the day in which calls were answered most; null: too few calls'),
  callOn: z.int().nullable().describe('ISO weekday before payments usually arrive'),
  tasks: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(taskKinds),
      dueOn: z.string(),
      assignee: z.string().nullable(),
      role: z.string().nullable(),
      text: z.string(),
      createdBy: z.string(),
    }),
  ),
})

function registerCockpit(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'What a collector needs to know of a customer today' },
    params: z.strictObject({ code: codeSchema }),
    response: { 200: cockpitJson },
  }
  app.get('/api/v1/customers/:code/collection', { config, schema }, async (request) => {
    const { code } = request.params
    const customer = await findCustomer(deps.db, code, null)
    if (!customer) throw new Refusal('customer_not_found', { code })
    const day = await collectingDay(deps.db, deps.now())
    const { frame, today, timeZone } = day
    const row = await findOnWorklist(deps.db, frame, customer.id, timeZone)
    if (!row) throw new Refusal('customer_not_found', { code })
    const items = await listCollectable(deps.db, customer.id, today, ITEMS_MAX)
    const tasks = await listOpenTasks(deps.db, customer.id, TASKS_MAX)
    const expected = new Map(
      (await expectationsOf(deps.db, customer.id)).map((one) => [`${one.documentId} ${one.itemNo}`, one]),
    )
    const since = new Date(deps.now().getTime() - CALLS_MS)
    const calls = await callsByHour(deps.db, customer.id, { since, timeZone })
    const likelihood = (await likelihoodOf(deps.db, [customer.id])).get(customer.id)
    return {
      bestTime: bestTime(calls) ?? null,
      callOn: likelihood?.callOn ?? null,
      standing: rowJsonOf(row, day, principalOf(request)),
      items: items.map(({ source, number, itemNo, segment, dueOn, currency, ...item }) => ({
        ...{ source, number, itemNo, segment, dueDate: dueOn },
        daysOverdue: dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, today)),
        open: moneyJson(item.openMinor, currency),
        disputed: moneyJson(item.disputedMinor, currency),
        planned: moneyJson(item.plannedMinor, currency),
        handedOver: moneyJson(item.handedOverMinor, currency),
        promised: moneyJson(item.promisedMinor, currency),
        forecast: forecastJson(expected.get(`${item.documentId} ${itemNo}`)),
      })),
      tasks: tasks.map(({ id, kind, dueOn, assignee, role, text, createdBy }) => ({
        ...{ id, kind, dueOn, assignee, role, text, createdBy },
      })),
    }
  })
}

function forecastJson(one: ItemExpectation | undefined) {
  if (!one) return null
  const { expectedOn, earliestOn, latestOn, pNext30 } = one
  return { expectedOn, earliestOn, latestOn, pNext30 }
}

function rowJsonOf(
  row: WorklistRow,
  { base, today }: CollectingDay,
  actor: Principal,
): z.input<typeof rowJson> {
  const facts = { ...row, today }
  const { ownerUsername, segmentCodes, lastContactOn, lastChannel, lastOutcome } = row
  return {
    ...{
      customerCode: row.customerCode,
      customerName: row.customerName,
      ownerUsername,
      collector: row.collector,
    },
    grade: row.grade,
    overdue: moneyJson(row.overdueMinor, base),
    collectable: moneyJson(row.collectableMinor, base),
    paused: moneyJson(row.pausedMinor, base),
    value: moneyJson(row.valueMinor, base),
    ...{
      riskPercent: row.riskBp / 100,
      riskFrom: row.riskFrom,
      answerPercent: responseLikelihood(row) / 100,
    },
    paysPercent: row.paysBp === null ? null : row.paysBp / 100,
    oldestDays: row.oldestDueOn === null ? 0 : Math.max(0, daysBetween(row.oldestDueOn, today)),
    ...{ items: row.items, disputes: row.disputes, rateMissing: row.rateMissing },
    ...{ taskDueOn: row.taskDueOn, missedOn: row.missedOn, promisedOn: row.promisedOn, nextOn: row.nextOn },
    last:
      lastContactOn !== null && lastChannel !== null && lastOutcome !== null
        ? { on: lastContactOn, channel: lastChannel, outcome: lastOutcome }
        : null,
    ...{ reason: rankReason(facts), suggestion: suggestStep(facts) },
    allowed: actsOf(actor, needs, { ownerUsername, segmentCodes }),
  }
}
