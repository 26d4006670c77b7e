/** An invoice of the receivables book, days as numbers. */
interface Invoice {
  readonly customer: string
  readonly country: string
  readonly paper: string
  readonly amount: number
  readonly issued: number
  readonly due: number
  readonly settled: number
}

const DAY = 86_400_000
/** Invoices before this day are for training. */
const CUT = Date.parse('2013-05-06') / DAY

const names = [
  ...[
    'settled',
    'mean_late',
    'rate_late',
    'mean_overdue',
    'worst',
    'last',
    'last_three',
    'last_ten',
    'recent_late',
  ],
  ...['days_since', 'open', 'open_amount', 'overdue', 'overdue_amount', 'overdue_worst'],
  ...['amount', 'amount_ratio', 'due_weekday', 'due_day', 'country', 'paper'],
]

/**
 * A training table of the book: was the invoice paid late, and what was known of its customer when it was issued. An
 * invoice of the training part that was not settled at the cut is left out: its end was not known then.
 */
export function lateInvoices(source: string): { data: string; split: string } {
  const invoices = readInvoices(source)
  const data = [['row_id', ...names, 'target'].join(',')]
  const split = ['row_id,split']
  for (const [row, invoice] of invoices.entries()) {
    const features = featuresOf(invoice, invoices)
    data.push([row, ...features, invoice.settled > invoice.due ? 1 : 0].join(','))
    if (invoice.issued >= CUT) split.push(`${row},test`)
    else if (invoice.settled < CUT) split.push(`${row},train`)
  }
  return { data: data.join('\n'), split: split.join('\n') }
}

function readInvoices(source: string): Invoice[] {
  const [head = '', ...lines] = source.trim().split(/\r?\n/)
  const columns = head.split(',')
  const day = (text = '') => Date.parse(text) / DAY
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    return {
      ...{ customer: cell('customerID'), country: cell('countryCode'), paper: cell('PaperlessBill') },
      ...{
        amount: Number(cell('InvoiceAmount')),
        issued: day(cell('InvoiceDate')),
        due: day(cell('DueDate')),
      },
      settled: day(cell('SettledDate')),
    }
  })
}

function featuresOf(invoice: Invoice, invoices: readonly Invoice[]): (number | string)[] {
  const own = invoices.filter(({ customer }) => customer === invoice.customer)
  const settled = own.filter((other) => other.settled < invoice.issued).sort((a, b) => a.settled - b.settled)
  const late = settled.map((other) => other.settled - other.due)
  const open = own.filter((other) => other.issued < invoice.issued && other.settled >= invoice.issued)
  const overdue = open.filter(({ due }) => due < invoice.issued)
  const mean = (values: readonly number[]) => (values.length === 0 ? '' : total(values) / values.length)
  const positive = late.map((days) => Math.max(0, days))
  const averageAmount = total(settled.map(({ amount }) => amount)) / Math.max(1, settled.length)
  // Older payments say less: half as much every five.
  const weights = late.map((_, at) => 0.5 ** ((late.length - 1 - at) / 5))
  const recent = total(late.map((days, at) => (weights[at] ?? 0) * (days > 0 ? 1 : 0)))
  return [
    ...[settled.length, mean(late), mean(late.map((days) => (days > 0 ? 1 : 0))), mean(positive)],
    ...[
      late.length === 0 ? '' : Math.max(...late),
      late.at(-1) ?? '',
      mean(late.slice(-3)),
      mean(late.slice(-10)),
    ],
    ...[late.length === 0 ? '' : recent / total(weights)],
    ...[settled.length === 0 ? '' : invoice.issued - (settled.at(-1)?.settled ?? 0)],
    ...[open.length, total(open.map(({ amount }) => amount)), overdue.length],
    ...[
      total(overdue.map(({ amount }) => amount)),
      Math.max(0, ...overdue.map(({ due }) => invoice.issued - due)),
    ],
    ...[invoice.amount, settled.length === 0 ? '' : invoice.amount / averageAmount],
    ...[new Date(invoice.due * DAY).getUTCDay(), new Date(invoice.due * DAY).getUTCDate()],
    ...[`c${invoice.country}`, invoice.paper],
  ]
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
