import type { z } from 'zod'
import { dayInZone } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Currency } from '../../../kernel/currency.js'
import { moneyJson, type Money } from '../../../kernel/money.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { partOf } from '../../../platform/http/list-part.js'
import { writeCsv } from '../../../platform/tabular/write-csv.js'
import { recordAccess } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import type { CashEffects } from '../cash-effects.js'
import { contextOf } from '../receipt-routes.js'
import { actOnBill, undoBillAct, type BillDeed } from './act-on-bill.js'
import { billJson, billRowJson } from './bill-json.js'
import { countBills, listBills, sumByMaturity } from './bill-list-store.js'
import * as schemas from './bill-schemas.js'
import { getBillSettings, saveBillSettings } from './bill-settings-store.js'
import { findBill } from './bill-store.js'
import { billsHeader, billsRow } from './bills-sheet.js'
import { receiveBill } from './receive-bill.js'

const tags = ['bills']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'receipts:match' } as const
const ROWS_MAX = 50_000

/** Bills of exchange: the register, what is done with a bill, and how bills count. */
export function registerBillRoutes(app: App, deps: Deps, effects: CashEffects): void {
  registerList(app, deps)
  registerSheet(app, deps)
  registerOne(app, deps, effects)
  registerActs(app, deps, effects)
  registerSettings(app, deps)
}

async function todayOf({ db, now }: Deps) {
  return dayInZone(now(), (await getOrganisation(db)).timeZone)
}

function registerList(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Bills of exchange, the next to mature first, with sums by maturity' },
    ...{ querystring: schemas.billsQuery, response: { 200: schemas.billsAnswer } },
  }
  app.get('/api/v1/bills', { config: read, schema }, async (request) => {
    const { part, asked: filter, nextCursor } = partOf(request)
    const today = await todayOf(deps)
    const rows = await listBills(deps.db, filter, part)
    const total = await countBills(deps.db, filter)
    const sums = await sumByMaturity(deps.db, filter, today)
    return {
      items: rows.map((row) => billRowJson(row, today)),
      nextCursor: nextCursor(total),
      total,
      maturities: sums.map(({ band, count, minor, currency }) => ({
        ...{ band, count, amount: moneyJson(minor, currency) },
      })),
    }
  })
}

function registerSheet(app: App, deps: Deps): void {
  const schema = { tags, summary: 'The same as CSV', querystring: schemas.billsCsvQuery }
  app.get('/api/v1/bills.csv', { config: read, schema }, async (request, reply) => {
    const { language, ...filter } = request.query
    const rows = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor: principalOf(request), action: 'bills.exported', objectType: 'bill', objectId: '*' },
        ...{ detail: { filter }, at: deps.now() },
      })
      return listBills(tx, { ...filter, sort: 'maturity' }, { offset: 0, limit: ROWS_MAX })
    })
    const words = language === 'en' ? 'en' : 'zh'
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="bills-${await todayOf(deps)}.csv"`)
      .send(writeCsv([billsHeader(words), ...rows.map((row) => billsRow(row, words))]))
  })
}

function registerOne(app: App, deps: Deps, effects: CashEffects): void {
  const schema = {
    ...{ tags, summary: 'A bill: what it settles, what was done with it and may be done next' },
    ...{ params: schemas.idParams, response: { 200: schemas.billAnswer } },
  }
  app.get('/api/v1/bills/:id', { config: read, schema }, async (request) =>
    billJson(deps.db, request.params.id, await todayOf(deps), principalOf(request)),
  )

  const receive = {
    ...{ tags, summary: 'Register a bill that a customer gave in payment', body: schemas.newBill },
    response: { 201: schemas.billAnswer },
  }
  app.post('/api/v1/bills', { config: write, schema: receive }, async (request, reply) => {
    const actor = principalOf(request)
    const context = await contextOf(deps, actor, effects)
    const { segment: segmentCode, receivedOn, items, ...rest } = request.body
    const { currency } = rest.amount
    const draft = {
      ...{ ...rest, segmentCode, receivedOn: receivedOn ?? context.today },
      items: items.map(({ invoiceId, itemNo, amount }) => ({
        ...{ invoiceId, itemNo, amountMinor: minorOf(amount, currency), grantedMinor: 0n },
      })),
    }
    const id = await deps.db.transaction((tx) => receiveBill(tx, draft, context))
    return reply.status(201).send(await billJson(deps.db, id, context.today, actor))
  })
}

function minorOf({ minor, currency }: Money, expected: Currency): bigint {
  if (currency !== expected) throw new Refusal('currency_mismatch', { actual: currency, expected })
  return minor
}

function registerActs(app: App, deps: Deps, effects: CashEffects): void {
  const answer = { tags, params: schemas.idParams, response: { 200: schemas.billAnswer } }
  const act = {
    ...{ ...answer, body: schemas.billDeed },
    summary: 'Present, discount, endorse, cash or withdraw a bill, or note its dishonour',
  }
  app.post('/api/v1/bills/:id/acts', { config: write, schema: act }, async (request) => {
    const actor = principalOf(request)
    const context = await contextOf(deps, actor, effects)
    const { id } = request.params
    await deps.db.transaction(async (tx) => {
      const bill = await findBill(tx, id)
      if (!bill) throw new Refusal('bill_not_found', { id })
      await actOnBill(tx, id, deedOf(request.body, bill.currency, context.today), context)
    })
    return billJson(deps.db, id, context.today, actor)
  })

  const undo = { ...answer, summary: 'Take the last thing done with a bill back', body: schemas.undoBody }
  app.post('/api/v1/bills/:id/undo', { config: write, schema: undo }, async (request) => {
    const actor = principalOf(request)
    const context = await contextOf(deps, actor, effects)
    const { id } = request.params
    await deps.db.transaction((tx) => undoBillAct(tx, id, request.body.reason, context))
    return billJson(deps.db, id, context.today, actor)
  })
}

function deedOf(
  body: z.output<typeof schemas.billDeed>,
  currency: Currency,
  today: BillDeed['on'],
): BillDeed {
  return {
    act: body.act,
    on: ('on' in body ? body.on : undefined) ?? today,
    party: 'party' in body ? body.party : null,
    chargeMinor: 'charge' in body ? minorOf(body.charge, currency) : null,
    recourse: 'recourse' in body ? body.recourse : true,
    reason: 'reason' in body ? body.reason : null,
  }
}

function registerSettings(app: App, deps: Deps): void {
  const answer = async () => {
    const { bankBp, commercialBp, warnDays, version } = await getBillSettings(deps.db)
    return { bankPercent: bankBp / 100, commercialPercent: commercialBp / 100, warnDays, version }
  }
  const schema = {
    ...{ tags, summary: 'What counts of bills as exposure, and when they are warned of' },
    response: { 200: schemas.billSettingsAnswer },
  }
  app.get('/api/v1/bill-settings', { config: read, schema }, answer)
  const put = {
    ...{ ...schema, body: schemas.billSettingsBody },
    summary: 'Change what counts of bills, for those received from now on',
  }
  app.put(
    '/api/v1/bill-settings',
    { config: { permission: 'settings:write' }, schema: put },
    async (request) => {
      const { bankPercent, commercialPercent, warnDays } = request.body
      const settings = {
        ...{
          bankBp: Math.round(bankPercent * 100),
          commercialBp: Math.round(commercialPercent * 100),
          warnDays,
        },
      }
      await deps.db.transaction((tx) =>
        saveBillSettings(tx, settings, principalOf(request).label, deps.now()),
      )
      return answer()
    },
  )
}
