import { z } from 'zod'
import { moneyJson, type MoneyJson } from '../../kernel/money.js'
import type { Currency } from '../../kernel/currency.js'
import { lineOf, moneyJsonSchema, positiveMoneySchema } from '../../platform/http/schemas.js'

export const ITEMS_MAX = 200

/** Instalments of invoices that something is agreed about, as a caller names them. */
export const itemsBody = z
  .array(
    z.strictObject({
      source: lineOf(64),
      number: lineOf(64),
      itemNo: z.int().min(1).max(10_000),
      amount: positiveMoneySchema.optional().describe('Left out: all of it that is free'),
    }),
  )
  .min(1)
  .max(ITEMS_MAX)

export const itemJson = z.object({
  source: z.string(),
  number: z.string(),
  itemNo: z.int(),
  amount: moneyJsonSchema,
})

/** An instalment with the part that is agreed about. */
export function itemJsonOf(
  item: {
    readonly source: string
    readonly number: string
    readonly itemNo: number
    readonly amountMinor: bigint
  },
  currency: Currency,
): { source: string; number: string; itemNo: number; amount: MoneyJson } {
  const { source, number, itemNo, amountMinor } = item
  return { source, number, itemNo, amount: moneyJson(amountMinor, currency) }
}

export const needs = { edit: 'collections:write' } as const
