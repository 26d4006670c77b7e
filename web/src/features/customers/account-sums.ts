import type { Money } from '../../api/money'
import type { AccountStatus } from '../../ui/account-status-tag'
import { sumAmounts } from '../../ui/format-amount'
import type { ListedAccount } from './api'

export interface AccountSums {
  /** Per currency; empty without any limit. */
  limit: readonly Money[]
  unlimited: boolean
  exposure: readonly Money[]
  /**
   * Limit less exposure of the accounts with a limit, per currency. Only where exposure and limit share a currency:
   * converting is the server's business.
   */
  available: readonly Money[]
  overdue: readonly Money[]
  overdueDays: number
  /** The worst status of all accounts. */
  status: AccountStatus | null
}

function sumByCurrency(amounts: readonly Money[]): readonly Money[] {
  const byCurrency = new Map<string, string[]>()
  for (const { amount, currency } of amounts) {
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), amount])
  }
  return [...byCurrency].map(([currency, list]) => ({ currency, amount: sumAmounts(list) }))
}

function negated({ amount, currency }: Money): Money {
  return { currency, amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}` }
}

/** Best first. */
const statuses = ['active', 'frozen', 'blocked'] as const

function worst(accounts: readonly ListedAccount[]): AccountStatus | null {
  return statuses.findLast((status) => accounts.some((account) => account.status === status)) ?? null
}

/** Adds up the accounts of one customer, exactly and per currency. */
export function sumAccounts(accounts: readonly ListedAccount[]): AccountSums {
  const limited = accounts.filter((account) => account.limitMode === 'amount')
  const limits = limited.flatMap((account) => (account.limit === null ? [] : [account.limit]))
  const room = limited.flatMap((account) => {
    const isMixed = account.exposure.some((amount) => amount.currency !== account.currency)
    return account.limit === null || isMixed ? [] : [account.limit, ...account.exposure.map(negated)]
  })
  return {
    limit: sumByCurrency(limits),
    unlimited: accounts.some((account) => account.limitMode === 'unlimited'),
    exposure: sumByCurrency(accounts.flatMap((account) => account.exposure)),
    available: sumByCurrency(room),
    overdue: sumByCurrency(accounts.flatMap((account) => account.overdue)),
    overdueDays: Math.max(0, ...accounts.map((account) => account.overdueDays)),
    status: worst(accounts),
  }
}
