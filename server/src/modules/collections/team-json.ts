import { moneyJson } from '../../kernel/money.js'
import { formatPercent } from '../../kernel/rate.js'
import {
  disputeDayTenths,
  keptBasisPoints,
  recoveredDayTenths,
  type CollectorSums,
  type OwedBySales,
  type Ranked,
} from './domain/team.js'
import type { TeamFigures } from './team-figures.js'

type Currency = TeamFigures['currency']

/** The figures as answered: amounts in the base currency, rates in percent, times in days with one decimal. */
export function teamJson({ currency, collectors, total, sales, teams, ...period }: TeamFigures) {
  return {
    ...{ ...period, currency },
    collectors: collectors.map((one) => ({
      ...{ username: one.username, name: one.name },
      ...sumsJson(one, currency),
    })),
    total: sumsJson(total, currency),
    sales: sales.map((one) => ({
      ...{ username: one.username, name: one.name, department: one.departmentName },
      ...owedJson(one, currency),
    })),
    teams: teams.map((one) => ({
      ...{ code: one.code, name: one.name, people: one.people },
      ...owedJson(one, currency),
    })),
  }
}

function sumsJson(sums: CollectorSums, currency: Currency) {
  const kept = keptBasisPoints(sums)
  return {
    ...{ customers: sums.customers, overdueCustomers: sums.overdueCustomers, tasksDue: sums.tasksDue },
    receivables: moneyJson(sums.receivablesMinor, currency),
    overdue: moneyJson(sums.overdueMinor, currency),
    ...{ contacts: sums.contacts, answered: sums.answered, contactedCustomers: sums.contactedCustomers },
    promises: {
      ...{ made: sums.promisesMade, amount: moneyJson(sums.promisedMinor, currency) },
      ...{ kept: sums.kept, partly: sums.partly, broken: sums.broken },
      keptPercent: kept === null ? null : formatPercent(kept),
    },
    recovered: moneyJson(sums.recoveredMinor, currency),
    recoveredDays: tenths(recoveredDayTenths(sums)),
    disputes: { settled: sums.disputesSettled, days: tenths(disputeDayTenths(sums)) },
  }
}

function owedJson(one: Ranked<OwedBySales>, currency: Currency) {
  return {
    ...{ place: one.place, customers: one.customers, overdueCustomers: one.overdueCustomers },
    receivables: moneyJson(one.receivablesMinor, currency),
    overdue: moneyJson(one.overdueMinor, currency),
    overduePercent: formatPercent(one.overdueBasisPoints),
  }
}

function tenths(value: bigint | null): string | null {
  return value === null ? null : `${value / 10n}.${value % 10n}`
}
