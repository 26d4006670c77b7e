import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { payerKey } from '../cash-application/domain/recognise-payer.js'
import { readNames } from '../cash-application/payer-book.js'
import { customerCodes } from '../cash-application/open-cash-store.js'
import type { BillRow } from './domain/to-bill.js'

/** The customer who gave each bill, by code or else by name; a refusal where no customer, or several, have the name. */
export async function findGivers(db: Queryable, bills: readonly BillRow[]): Promise<(string | Refusal)[]> {
  if (bills.every(({ customerCode }) => customerCode !== null)) {
    return bills.map(({ customerCode }) => customerCode ?? '')
  }
  const names = await readNames(db)
  const found = bills.map(({ customerCode, giver }) =>
    customerCode === null ? (names.get(payerKey(giver)) ?? []) : [],
  )
  const codes = await customerCodes(db, [...new Set(found.flat())])
  return bills.map(({ customerCode, giver }, index) => {
    if (customerCode !== null) return customerCode
    const [only, ...others] = found[index] ?? []
    if (only === undefined) return new Refusal('bill_giver_unknown', { name: giver })
    const code = codes.get(only)
    if (others.length > 0 || code === undefined) return new Refusal('bill_giver_unclear', { name: giver })
    return code
  })
}
