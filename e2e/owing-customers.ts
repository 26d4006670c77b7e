import { expect } from 'vitest'
import type { BrowserContext } from 'playwright-core'

interface Money {
  readonly amount: string
  readonly currency: string
}

/** An open instalment as the collector sees it. */
export interface OwedItem {
  readonly source: string
  readonly number: string
  readonly itemNo: number
  readonly segment: string
  readonly open: Money
  readonly disputed: Money
  readonly planned: Money
  readonly promised: Money
  readonly handedOver: Money
  readonly daysOverdue: number
}

/** A customer with something overdue of which nothing is agreed, in one currency; and what is overdue. */
export interface FreeCustomer {
  readonly code: string
  readonly overdue: readonly OwedItem[]
}

/** Reads an address of the program as the person of a window. */
export async function get<T>(context: BrowserContext, path: string): Promise<T> {
  const answer = await context.request.get(path)
  expect(answer.status(), path).toBe(200)
  return (await answer.json()) as T
}

/** What a customer has open, as its collector sees it. */
export async function owedBy(context: BrowserContext, code: string): Promise<readonly OwedItem[]> {
  return (await get<{ items: OwedItem[] }>(context, `/api/v1/customers/${code}/collection`)).items
}

const isFree = ({ disputed, planned, promised, handedOver }: OwedItem) =>
  [disputed, planned, promised, handedOver].every(({ amount }) => Number(amount) === 0)

/** So many customers with something overdue of which nothing is agreed, the first of the worklist or its last. */
export async function freeCustomers(
  context: BrowserContext,
  count: number,
  from: 'first' | 'last' = 'first',
): Promise<FreeCustomer[]> {
  const list = '/api/v1/collections/worklist?show=all&pageSize=100'
  const { items } = await get<{ items: { customerCode: string }[] }>(context, list)
  const found: FreeCustomer[] = []
  for (const { customerCode: code } of from === 'first' ? items : items.toReversed()) {
    const overdue = (await owedBy(context, code)).filter(({ daysOverdue }) => daysOverdue > 0)
    const currencies = new Set(overdue.map(({ open }) => open.currency))
    if (overdue.length > 0 && overdue.every(isFree) && currencies.size === 1) found.push({ code, overdue })
    if (found.length === count) return found
  }
  throw new Error('the demo book has too few customers with nothing agreed')
}
