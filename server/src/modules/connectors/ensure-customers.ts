import type { Tx } from '../../platform/db/types.js'
import { findCustomersByCode, type Customer } from '../customers/customer-store.js'
import { upsertCustomers } from '../customers/upsert-customers.js'
import type { ApplyContext } from './apply-outcome.js'

export interface NamedCustomer {
  readonly code: string
  readonly name: string | undefined
}

/** Sees to it that the customers of a batch exist, asking the database only for those not met before. */
export async function ensureCustomersExist(
  tx: Tx,
  named: readonly NamedCustomer[],
  context: ApplyContext,
): Promise<void> {
  const unknown = named.filter(({ code }) => !context.known.has(code))
  if (unknown.length > 0) await ensureCustomers(tx, unknown, context)
}

/**
 * The customers that a batch names, by code. With the setting "create missing" those that do not exist are created
 * with their name, or their code where the file has no name.
 */
export async function ensureCustomers(
  tx: Tx,
  named: readonly NamedCustomer[],
  context: ApplyContext,
): Promise<Map<string, Customer>> {
  const names = new Map<string, string>()
  for (const { code, name } of named) if (!names.has(code)) names.set(code, name ?? code)
  const found = await findByCode(tx, [...names.keys()])
  for (const code of found.keys()) context.known.add(code)
  const missing = [...names].filter(([code]) => !found.has(code))
  if (missing.length === 0 || !context.file.settings.createMissing) return found
  const inputs = missing.map(([code, name]) => ({ code, name }))
  await upsertCustomers(tx, inputs, context)
  for (const [code, customer] of await findByCode(
    tx,
    missing.map(([code]) => code),
  ))
    found.set(code, customer)
  return found
}

async function findByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, Customer>> {
  return new Map((await findCustomersByCode(tx, codes)).map((customer) => [customer.code, customer]))
}
