import type { BrowserContext } from 'playwright-core'
import { send } from './demo-people.js'

interface Booked {
  readonly number: string
  readonly amount: string
  readonly date: string
  /** Of invoices. */
  readonly dueDate?: string
}

/** Puts a customer of one's own into the demo book, with invoices and receipts in its first segment in yuan. */
export async function bookCustomer(
  context: BrowserContext,
  { code, name }: { readonly code: string; readonly name: string },
  { invoices, receipts }: { readonly invoices: readonly Booked[]; readonly receipts: readonly Booked[] },
): Promise<{ segment: string }> {
  const { items } = (await (await context.request.get('/api/v1/segments')).json()) as {
    items: { code: string; currency: string }[]
  }
  const segment = items.find(({ currency }) => currency === 'CNY')?.code ?? ''
  await send(context, 'PUT', `/api/v1/customers/${code}`, { name })
  const book = (type: 'invoice' | 'receipt', { number, amount, ...days }: Booked) =>
    send(context, 'PUT', `/api/v1/documents/erp/${type}/${number}`, {
      ...{ customerCode: code, segment, currency: 'CNY', status: 'open', version: 1, ...days },
      lines: [{ lineNo: 1, amount }],
    })
  for (const one of invoices) await book('invoice', one)
  for (const one of receipts) await book('receipt', one)
  return { segment }
}
