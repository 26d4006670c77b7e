import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { formatAmount } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { codeSchema, daySchema } from '../../platform/http/schemas.js'
import { findCustomer } from '../customers/customer-store.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { PlannedContact, SetAside } from './domain/plan.js'
import type { StrategyDocument } from './domain/strategy.js'
import { channels } from './domain/strategy.js'
import { planFrame } from './plan-frame.js'
import { planPage } from './plan-book.js'
import { plannedItems, totalsOf } from './planned-items.js'
import { previewStrategies, simulateStrategies } from './preview-strategies.js'
import { requireSoundStrategies } from './publish-strategies.js'
import { contactJson, figuresJson, strategyDocumentSchema } from './strategy-schemas.js'
import { strategiesInForce } from './strategy-store.js'

const tags = ['collection strategies']
const write = { permission: 'strategies:write' } as const

const content = strategyDocumentSchema.optional().describe('Those in force when left out')

const asideJson = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  number: z.string(),
  itemNo: z.int(),
  dueOn: z.string().nullable(),
  currency: z.string(),
  open: z.string(),
  strategyCode: z.string().nullable(),
  stepCode: z.string().nullable(),
  reason: z.string(),
})

/** Strategies tried on the book as it stands: nothing is written, nobody is contacted. */
export function registerStrategyTrialRoutes(app: App, deps: Deps): void {
  registerPreview(app, deps)
  registerSimulation(app, deps)
  registerCustomerPlan(app, deps)
}

async function documentOf(deps: Deps, given: unknown): Promise<StrategyDocument> {
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    if (given === undefined) return (await strategiesInForce(tx, at)).content
    await requireSoundStrategies(tx, given as StrategyDocument, at)
    return given as StrategyDocument
  })
}

function registerPreview(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What strategies would do on a day: figures, and the first contacts and items set aside',
    body: z.strictObject({ content, on: daySchema.optional().describe('Today when left out') }),
    response: {
      200: z.object({
        on: z.string(),
        figures: figuresJson,
        customersTotal: z
          .int()
          .describe('Customers with something to pay; more than were looked at on a large book'),
        contacts: z.array(contactJson),
        asides: z.array(asideJson),
      }),
    },
  }
  app.post('/api/v1/collection-strategies/preview', { config: write, schema }, async (request) => {
    const document = await documentOf(deps, request.body.content)
    const preview = await previewStrategies(deps, document, request.body.on)
    return {
      ...preview,
      contacts: preview.contacts.map(presentContact),
      asides: preview.asides.map(presentAside),
    }
  })
}

function registerSimulation(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary:
      'How many contacts of each kind on each of the coming days, if nobody paid and nothing new was invoiced',
    body: z.strictObject({ content, days: z.int().min(1).max(60).default(30) }),
    response: {
      200: z.object({
        days: z.array(
          z.object({
            on: z.string(),
            counts: z.object(Object.fromEntries(channels.map((channel) => [channel, z.int()]))),
          }),
        ),
        customers: z.int(),
        customersTotal: z.int(),
      }),
    },
  }
  app.post('/api/v1/collection-strategies/simulation', { config: write, schema }, async (request) => {
    const document = await documentOf(deps, request.body.content)
    const { days, customers, customersTotal } = await simulateStrategies(deps, document, request.body.days)
    return { days: days.map(({ on, counts }) => ({ on, counts: { ...counts } })), customers, customersTotal }
  })
}

function registerCustomerPlan(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'What the strategies in force would do about a customer on a day, and why not',
    params: z.strictObject({ code: codeSchema }),
    querystring: z.strictObject({ on: daySchema.optional() }),
    response: {
      200: z.object({ on: z.string(), contacts: z.array(contactJson), asides: z.array(asideJson) }),
    },
  }
  const config = { permission: 'collections:read' } as const
  app.get('/api/v1/customers/:code/collection-plan', { config, schema }, async (request) => {
    const at = deps.now()
    return deps.db.transaction(async (tx) => {
      const customer = await findCustomer(tx, request.params.code, null)
      if (!customer) throw new Refusal('customer_not_found', { code: request.params.code })
      const { timeZone } = await getOrganisation(tx)
      const on = request.query.on ?? dayInZone(at, timeZone)
      const { content: document } = await strategiesInForce(tx, at)
      const frame = await planFrame(tx, document, { on, at })
      const { plans } = await planPage(tx, frame, { after: null, only: customer.id })
      return {
        on,
        contacts: plans.flatMap((plan) => plan.contacts).map(presentContact),
        asides: plans.flatMap((plan) => plan.asides).map(presentAside),
      }
    })
  })
}

function presentContact(contact: PlannedContact) {
  const { customer, channel, lead, approval } = contact
  return {
    ...{
      messageId: null,
      customerCode: customer.code,
      customerName: customer.name,
      channel,
      approval,
      status: null,
    },
    ...{ strategyCode: lead.strategy.code, stepCode: lead.step.code },
    ...{ totals: totalsOf(contact), items: plannedItems(contact) },
  }
}

function presentAside({ customer, item, strategy, step, reason }: SetAside) {
  return {
    ...{ customerCode: customer.code, customerName: customer.name, number: item.number, itemNo: item.itemNo },
    ...{ dueOn: item.dueOn, currency: item.currency, open: formatAmount(item.openMinor, item.currency) },
    ...{ strategyCode: strategy?.code ?? null, stepCode: step?.code ?? null, reason },
  }
}
