import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Behaviour, BookParams, DemoCustomer } from './book.js'
import { dayOf } from './day-of.js'
import { INDUSTRIES } from './industries.js'
import { randomFor, type Random } from './random.js'

/** The figures of a year, in fen; flows belong to the year, balances to its last day. */
export interface StatementFigures {
  readonly cash: bigint
  readonly accountsReceivable: bigint
  readonly inventory: bigint
  readonly otherCurrentAssets: bigint
  readonly currentAssets: bigint
  readonly fixedAssets: bigint
  readonly otherNonCurrentAssets: bigint
  readonly totalAssets: bigint
  readonly shortTermLoans: bigint
  readonly accountsPayable: bigint
  readonly otherCurrentLiabilities: bigint
  readonly currentLiabilities: bigint
  readonly longTermLoans: bigint
  readonly totalLiabilities: bigint
  readonly paidInCapital: bigint
  readonly retainedEarnings: bigint
  readonly equity: bigint
  readonly revenue: bigint
  readonly costOfSales: bigint
  readonly operatingExpenses: bigint
  readonly financeCost: bigint
  readonly profitBeforeTax: bigint
  readonly incomeTax: bigint
  readonly netProfit: bigint
  readonly depreciation: bigint
  readonly dividends: bigint
  readonly operatingCashFlow: bigint
  readonly investingCashFlow: bigint
  readonly financingCashFlow: bigint
  readonly openingCash: bigint
}

export interface DemoStatement {
  readonly fiscalYear: number
  readonly periodEndOn: CalendarDay
  readonly receivedOn: CalendarDay
  readonly audited: boolean
  readonly figures: StatementFigures
}

const YEARS = 3

/** Customers that hand their statements in, in percent. */
const HANDED_IN = { micro: 55, small: 75, medium: 88, large: 97 } as const

/** The last three annual statements that had been handed in by the book's end; none from customers abroad. */
export function statementsOf(params: BookParams, customer: DemoCustomer): DemoStatement[] {
  const random = randomFor(params.seed, 'statements', customer.index)
  if (customer.uscc === undefined || !random.chance(HANDED_IN[customer.size])) return []
  const lastYear = Number(params.endOn.slice(0, 4)) - 1
  const health = healthOf(customer.behaviour)
  let year = openingYear(random, customer)
  const statements: DemoStatement[] = []
  for (let fiscalYear = lastYear - YEARS + 1; fiscalYear <= lastYear; fiscalYear++) {
    year = nextYear(random, customer, year, health[fiscalYear - lastYear + YEARS - 1] ?? 100)
    const receivedOn = dayOf(dayNumberOf(fiscalYear + 1) + random.int(60, 140))
    const foundedBefore = Number(customer.foundedOn.slice(0, 4)) < fiscalYear
    if (receivedOn > params.endOn || !foundedBefore) continue
    const periodEndOn = dayOf(dayNumberOf(fiscalYear + 1) - 1)
    statements.push({
      fiscalYear,
      periodEndOn,
      receivedOn,
      audited: random.chance(customer.size === 'micro' ? 10 : 60),
      figures: year,
    })
  }
  return statements
}

/** Profitability of the three years in percent of the trade's usual margin. */
function healthOf(behaviour: Behaviour): readonly number[] {
  switch (behaviour) {
    case 'sudden-default':
      return [70, 20, -260]
    case 'deteriorating':
      return [90, 45, -80]
    case 'recovering':
      return [-60, 30, 80]
    case 'slow':
      return [70, 60, 60]
    case 'many-small-overdue':
      return [80, 70, 60]
    case 'one-large-overdue':
      return [100, 60, -20]
    case 'prompt':
    case 'seasonal':
    case 'disputing':
    case 'new-customer':
      return [110, 115, 120]
  }
}

function dayNumberOf(year: number): number {
  return Date.UTC(year, 0, 1) / 86_400_000
}

function marginPermille(customer: DemoCustomer): number {
  return INDUSTRIES.find((industry) => industry.code === customer.industryCode)?.marginPermille ?? 20
}

/** The year before the first one shown: a plausible balance, with revenue as a multiple of what is bought from us. */
function openingYear(random: Random, customer: DemoCustomer): StatementFigures {
  const monthly = customer.trades.reduce(
    (sum, trade) => sum + (trade.currency === 'CNY' ? trade.monthlyMinor : trade.monthlyMinor * 7n),
    0n,
  )
  const revenue = (monthly * 12n * BigInt(random.int(80, 300))) / 10n
  const paidInCapital = customer.paidInCapital.minor
  const retainedEarnings = (revenue * BigInt(random.int(15, 45))) / 100n
  const none = {
    costOfSales: 0n,
    operatingExpenses: 0n,
    financeCost: 0n,
    profitBeforeTax: 0n,
    incomeTax: 0n,
    netProfit: 0n,
  }
  return balance(random, customer, {
    ...none,
    revenue,
    costOfSales: (revenue * 80n) / 100n,
    depreciation: 0n,
    dividends: 0n,
    paidInCapital,
    retainedEarnings,
    fixedAssets: (revenue * BigInt(random.int(8, 30))) / 100n,
    longTermLoans: random.chance(40) ? (revenue * BigInt(random.int(3, 10))) / 100n : 0n,
    strain: 0,
  })
}

function nextYear(
  random: Random,
  customer: DemoCustomer,
  before: StatementFigures,
  healthPercent: number,
): StatementFigures {
  const growth = healthPercent > 50 ? random.int(-2, 18) : random.int(-25, 2)
  const revenue = (before.revenue * BigInt(100 + growth)) / 100n
  const margin = Math.floor((marginPermille(customer) * healthPercent * random.int(85, 115)) / 10_000)
  const profitBeforeTax = (revenue * BigInt(margin)) / 750n
  const incomeTax = profitBeforeTax > 0n ? profitBeforeTax / 4n : 0n
  const netProfit = profitBeforeTax - incomeTax
  const financeCost = ((before.shortTermLoans + before.longTermLoans) * 45n) / 1000n
  const costOfSales =
    (revenue * BigInt(1000 - Math.max(60, marginPermille(customer) * 2) - random.int(60, 140))) / 1000n
  const depreciation = (before.fixedAssets * 8n) / 100n
  const capex = (depreciation * BigInt(healthPercent > 50 ? random.int(80, 160) : random.int(0, 40))) / 100n
  const dividends = netProfit > 0n && random.chance(35) ? (netProfit * BigInt(random.int(10, 40))) / 100n : 0n
  const after = balance(random, customer, {
    revenue,
    costOfSales,
    operatingExpenses: revenue - costOfSales - financeCost - profitBeforeTax,
    financeCost,
    profitBeforeTax,
    incomeTax,
    netProfit,
    depreciation,
    dividends,
    paidInCapital: before.paidInCapital,
    retainedEarnings: before.retainedEarnings + netProfit - dividends,
    fixedAssets: before.fixedAssets - depreciation + capex,
    longTermLoans: before.longTermLoans,
    strain: healthPercent < 50 ? 50 - healthPercent : 0,
  })
  return withCashFlow(before, after)
}

type Drivers = Pick<
  StatementFigures,
  | 'revenue'
  | 'costOfSales'
  | 'operatingExpenses'
  | 'financeCost'
  | 'profitBeforeTax'
  | 'incomeTax'
  | 'netProfit'
  | 'depreciation'
  | 'dividends'
  | 'paidInCapital'
  | 'retainedEarnings'
  | 'fixedAssets'
  | 'longTermLoans'
> & {
  /** How hard it has become to collect, sell and pay; 0 for a sound company. */
  readonly strain: number
}

/** Builds the balance from the drivers: bank loans close the gap, surplus funds are invested. */
function balance(random: Random, customer: DemoCustomer, { strain, ...drivers }: Drivers): StatementFigures {
  const { revenue, costOfSales, paidInCapital, retainedEarnings, fixedAssets, longTermLoans } = drivers
  const extraDays = Math.min(60, Math.floor(strain / 4))
  const accountsReceivable = daysOf(revenue, random.int(35, 75) + extraDays)
  const inventory = daysOf(costOfSales, random.int(25, 60) + extraDays)
  const accountsPayable = daysOf(costOfSales, random.int(30, 60) + extraDays)
  const otherCurrentAssets = (revenue * BigInt(random.int(1, 4))) / 100n
  const otherCurrentLiabilities = (revenue * BigInt(random.int(2, 5))) / 100n
  const equity = paidInCapital + retainedEarnings
  const wantedCash = (revenue * BigInt(strain > 0 ? 2 : random.int(5, 11))) / 100n
  const needed = wantedCash + accountsReceivable + inventory + otherCurrentAssets + fixedAssets
  const gap = needed - equity - accountsPayable - otherCurrentLiabilities - longTermLoans
  const shortTermLoans = gap > 0n ? gap : 0n
  const surplus = gap < 0n ? -gap : 0n
  const otherNonCurrentAssets = (surplus * 2n) / 3n
  const cash = wantedCash + surplus - otherNonCurrentAssets
  const currentAssets = cash + accountsReceivable + inventory + otherCurrentAssets
  const currentLiabilities = shortTermLoans + accountsPayable + otherCurrentLiabilities
  return {
    ...drivers,
    cash,
    accountsReceivable,
    inventory,
    otherCurrentAssets,
    currentAssets,
    otherNonCurrentAssets,
    totalAssets: currentAssets + fixedAssets + otherNonCurrentAssets,
    shortTermLoans,
    accountsPayable,
    otherCurrentLiabilities,
    currentLiabilities,
    totalLiabilities: currentLiabilities + longTermLoans,
    equity,
    operatingCashFlow: 0n,
    investingCashFlow: 0n,
    financingCashFlow: 0n,
    openingCash: 0n,
  }
}

/** The indirect cash-flow statement between two balances; its three parts explain the change of cash exactly. */
function withCashFlow(before: StatementFigures, after: StatementFigures): StatementFigures {
  const change = (item: keyof StatementFigures): bigint => after[item] - before[item]
  return {
    ...after,
    operatingCashFlow:
      after.netProfit +
      after.depreciation -
      change('accountsReceivable') -
      change('inventory') -
      change('otherCurrentAssets') +
      change('accountsPayable') +
      change('otherCurrentLiabilities'),
    investingCashFlow: -change('fixedAssets') - after.depreciation - change('otherNonCurrentAssets'),
    financingCashFlow: change('shortTermLoans') + change('longTermLoans') - after.dividends,
    openingCash: before.cash,
  }
}

function daysOf(yearly: bigint, days: number): bigint {
  return (yearly * BigInt(days)) / 365n
}
