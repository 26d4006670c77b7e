import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson, parseMoney } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import {
  codeSchema,
  currencySchema,
  daySchema,
  lineOf,
  moneyJsonSchema,
} from '../../platform/http/schemas.js'
import { todayAt, visibleCustomer } from './claim-customer.js'
import { countPayment, COUNTED_MAX, type CountedDebt } from './count-payment.js'

const countedJson = z.object({
  documentId: z.string(),
  itemNo: z.int(),
  number: z.string(),
  dueOn: z.string(),
  due: z.boolean(),
  securedBp: z.int().describe('How much of it guarantees cover, in basis points'),
  burdenBp: z.int().describe('Late interest per year, in basis points'),
  interest: moneyJsonSchema.describe('Owed on the day of the payment'),
  principal: moneyJsonSchema,
  toInterest: moneyJsonSchema,
  toPrincipal: moneyJsonSchema,
  interestKnown: z.boolean().describe('False while a published rate is missing'),
})

/** In which order the law counts a payment. */
export function registerPaymentOrderRoutes(app: App, { db, now }: Deps): void {
  const schema = {
    tags: ['claims'],
    summary:
      'How a payment that names no debt would be counted by Civil Code art. 560 and 561; nothing is booked',
    params: z.strictObject({ code: codeSchema }),
    querystring: z.strictObject({
      amount: lineOf(40).describe('Decimal text'),
      currency: currencySchema,
      on: daySchema.optional().describe('Day of the payment; default today'),
    }),
    response: {
      200: z.object({
        ...{ on: z.string(), amount: moneyJsonSchema, unused: moneyJsonSchema },
        complete: z.boolean().describe(`False when more than ${COUNTED_MAX} instalments are open`),
        items: z.array(countedJson),
      }),
    },
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/customers/:code/payment-order', { config, schema }, async (request) => {
    const { amount, currency } = request.query
    const payment = parseMoney({ amount, currency })
    if (typeof payment === 'string' || payment.minor <= 0n)
      throw new Refusal('bad_request', { detail: 'amount' })
    return db.snapshot(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, principalOf(request))
      const today = await todayAt(tx, now())
      const on = request.query.on ?? today
      const { debts, unusedMinor, complete } = await countPayment(tx, customer.id, payment, { today, on })
      return {
        ...{ on, amount: moneyJson(payment.minor, payment.currency), complete },
        unused: moneyJson(unusedMinor, payment.currency),
        items: debts.map((one) => jsonOf(one, on)),
      }
    })
  })
}

function jsonOf({ claim, debt, ...paid }: CountedDebt, on: string): z.input<typeof countedJson> {
  const { item, interest } = claim
  const amount = (minor: bigint) => moneyJson(minor, item.currency)
  return {
    ...{ documentId: item.documentId, itemNo: item.itemNo, number: item.number, dueOn: item.dueOn },
    ...{ due: item.dueOn <= on, securedBp: debt.securedBp, burdenBp: debt.burdenBp },
    ...{ interest: amount(debt.interestMinor), principal: amount(debt.principalMinor) },
    ...{ toInterest: amount(paid.toInterestMinor), toPrincipal: amount(paid.toPrincipalMinor) },
    interestKnown: interest === null || interest.choice !== null,
  }
}
