import { openCreditBook, type CreditBook } from './credit-book.js'
import type { TestApp } from './test-app.js'

/** Customers who owe: invoices and receipts over the public API, in CNY and the segment `CN01`. */
export interface OwingBook extends CreditBook {
  /** Records an invoice of one instalment. */
  invoice(customer: string, number: string, amount: string, dueDate: string): Promise<void>
  /** Records a receipt that pays invoices; `date` is the day on which the money came. */
  receipt(
    customer: string,
    number: string,
    paid: Readonly<Record<string, string>>,
    date: string,
    more?: object,
  ): Promise<void>
  /** Records a credit note or a write-off against one invoice. */
  relief(
    type: 'credit-note' | 'write-off',
    customer: string,
    number: string,
    invoice: string,
    amount: string,
  ): Promise<void>
}

export async function openOwingBook(app: TestApp, segment: object = {}): Promise<OwingBook> {
  const book = await openCreditBook(app, segment)
  const record = async (type: string, number: string, body: object) => {
    const answer = await book.document(type, number, body)
    if (answer.status >= 300) throw new Error(`${type} ${number}: ${JSON.stringify(answer.body)}`)
  }
  const lines = (amount: string) => [{ lineNo: 1, amount }]
  return {
    ...book,
    invoice: (customerCode, number, amount, dueDate) =>
      record('invoice', number, { customerCode, date: '2026-08-01', dueDate, lines: lines(amount) }),
    receipt: (customerCode, number, paid, date, more = {}) =>
      record('receipt', number, {
        ...{ customerCode, date },
        lines: lines(total(Object.values(paid))),
        allocations: Object.entries(paid).map(([invoice, amount]) => ({ number: invoice, amount })),
        ...more,
      }),
    relief: (type, customerCode, number, invoice, amount) =>
      record(type, number, {
        ...{ customerCode, lines: lines(amount), allocations: [{ number: invoice, amount }] },
      }),
  }
}

function total(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n)
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`
}
