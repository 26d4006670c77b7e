import type { Currency } from '../../../kernel/currency.js'
import { formatAmount } from '../../../kernel/money.js'
import type { BookParams, DemoCustomer } from './book.js'
import { dayOf } from './day-of.js'
import { publicFactsOf, type DemoFact } from './facts.js'
import { statementsOf, type DemoStatement, type StatementFigures } from './statements.js'

/** Which figure of a statement each item of the fact catalogue takes. */
const FIGURES: readonly (readonly [string, (figures: StatementFigures) => bigint])[] = [
  ['cash', (f) => f.cash],
  ['accounts_receivable', (f) => f.accountsReceivable],
  ['inventories', (f) => f.inventory],
  ['current_assets', (f) => f.currentAssets],
  ['total_assets', (f) => f.totalAssets],
  ['accounts_payable', (f) => f.accountsPayable],
  ['short_term_loans', (f) => f.shortTermLoans],
  ['current_liabilities', (f) => f.currentLiabilities],
  ['total_liabilities', (f) => f.totalLiabilities],
  ['equity', (f) => f.equity],
  ['revenue', (f) => f.revenue],
  ['cost_of_sales', (f) => f.costOfSales],
  ['operating_profit', (f) => f.profitBeforeTax],
  ['net_profit', (f) => f.netProfit],
  ['operating_cash_flow', (f) => f.operatingCashFlow],
  ['investing_cash_flow', (f) => f.investingCashFlow],
  ['financing_cash_flow', (f) => f.financingCashFlow],
]

/** The whole credit file of a customer as facts, in the order the office learnt them. */
export function creditFileOf(params: BookParams, customer: DemoCustomer): DemoFact[] {
  const statements = statementsOf(params, customer).flatMap(statementFacts)
  const facts = [...registration(params, customer), ...statements, ...publicFactsOf(params, customer)]
  return facts.sort((a, b) => (a.recordedOn < b.recordedOn ? -1 : a.recordedOn > b.recordedOn ? 1 : 0))
}

function statementFacts(statement: DemoStatement): DemoFact[] {
  const { periodEndOn: validOn, receivedOn: recordedOn, figures } = statement
  const source = statement.audited ? 'analyst' : 'customer'
  return FIGURES.map(([item, figure]) => ({
    item,
    value: yuan(figure(figures)),
    source,
    validOn,
    recordedOn,
  }))
}

/** The business licence as it was copied when the account was opened. */
function registration(params: BookParams, customer: DemoCustomer): DemoFact[] {
  if (customer.uscc === undefined) return []
  const checkedOn = dayOf(Date.UTC(Number(params.endOn.slice(0, 4)), 0, 8) / 86_400_000)
  const validOn = checkedOn > params.endOn ? params.endOn : checkedOn
  const known = { source: 'registry', validOn, recordedOn: validOn } as const
  return [
    { ...known, item: 'registered_capital', value: yuan(customer.registeredCapital.minor) },
    { ...known, item: 'paid_in_capital', value: yuan(customer.paidInCapital.minor) },
    { ...known, item: 'founded_on', value: customer.foundedOn },
    { ...known, item: 'legal_representative', value: customer.legalRepresentative },
  ]
}

function yuan(minor: bigint): string {
  return formatAmount(minor, 'CNY' as Currency)
}
