import { Refusal } from '../../kernel/errors.js'
import type { Currency } from '../../kernel/currency.js'
import { formatAmount, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { findCustomer, type Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { readItems, type AgreedItem, type ItemName } from './item-store.js'

/** An instalment that somebody names; without an amount all that may be agreed on. */
export interface NamedItem extends ItemName {
  readonly amount?: Money | undefined
}

/** An instalment with the part of it that is agreed on, in minor units. */
export interface ChosenItem extends AgreedItem {
  readonly amountMinor: bigint
}

export interface Chosen {
  readonly customer: Customer
  readonly currency: Currency
  readonly items: readonly ChosenItem[]
  readonly totalMinor: bigint
}

/**
 * The named instalments of a customer with how much of each is agreed on, read under the lock of the customer's credit
 * group: two people who agree on the same instalment come one after the other, and what is paid meanwhile is seen.
 * Refuses unknown or foreign instalments, settled ones, several currencies, and more than `free` leaves.
 */
export async function chooseItems(
  tx: Tx,
  customerCode: string,
  named: readonly NamedItem[],
  free: (item: AgreedItem) => bigint,
): Promise<Chosen> {
  const seen = await findCustomer(tx, customerCode, null)
  if (!seen) throw new Refusal('customer_not_found', { code: customerCode })
  await lockGroups(tx, [seen.groupId])
  const customer = (await findCustomer(tx, customerCode, null)) ?? seen
  const found = new Map((await readItems(tx, customer.id, named)).map((item) => [nameOf(item), item]))
  if (new Set(named.map(nameOf)).size < named.length) throw new Refusal('item_named_twice')
  const items = named.map((one) => {
    const item = found.get(nameOf(one))
    if (!item) throw new Refusal('item_not_found', { number: one.number, item: one.itemNo })
    return chosenOf(item, one.amount, free(item))
  })
  const [first] = items
  if (!first || items.some(({ currency }) => currency !== first.currency))
    throw new Refusal('items_of_one_currency')
  const totalMinor = items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return { customer, currency: first.currency, items, totalMinor }
}

function chosenOf(item: AgreedItem, amount: Money | undefined, freeMinor: bigint): ChosenItem {
  const { currency, number, itemNo } = item
  if (amount && amount.currency !== currency)
    throw new Refusal('currency_mismatch', { actual: amount.currency, expected: currency })
  if (item.openMinor <= 0n) throw new Refusal('item_settled', { number, item: itemNo })
  const amountMinor = amount?.minor ?? freeMinor
  if (amountMinor > freeMinor || amountMinor <= 0n)
    throw new Refusal('item_not_free', {
      ...{ number, item: itemNo, currency },
      left: formatAmount(freeMinor > 0n ? freeMinor : 0n, currency),
    })
  return { ...item, amountMinor }
}

function nameOf({ source, number, itemNo }: ItemName): string {
  return JSON.stringify([source, number, itemNo])
}
