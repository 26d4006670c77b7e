import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { openAccounts, resolveParties, type ResolvedParty } from '../customers/account-store.js'
import { lockGroupsOfCustomers } from '../customers/group-store.js'
import { accountTerms } from './account-terms-store.js'
import type { Party } from './party.js'

interface Codes {
  readonly customerCode: string
  readonly segmentCode: string
}

/** First statement of every posting: locks the credit groups of all customers named. */
export async function lockParties(tx: Tx, inputs: readonly Codes[]): Promise<void> {
  await lockGroupsOfCustomers(tx, [...new Set(inputs.map((input) => input.customerCode))])
}

/**
 * Finds the account of each input, opening one without credit where a customer has none in the segment yet.
 * Gives, per input, the party or the refusal: unknown customer (or one of another salesperson), unknown segment.
 */
export async function findParties(
  tx: Tx,
  inputs: readonly Codes[],
  scope: { onlyCustomersOf: string | null },
): Promise<(Party | Refusal)[]> {
  const pairs = new Map(inputs.map((input) => [pairKey(input), input]))
  let resolved = await resolveParties(tx, [...pairs.values()])
  const missing = resolved.filter(
    (row) => row.customerId !== null && row.segmentId !== null && row.accountId === null,
  )
  if (missing.length > 0) {
    await openAccounts(tx, missing.flatMap(newAccount))
    resolved = await resolveParties(tx, [...pairs.values()])
  }
  const accountIds = resolved.flatMap((row) => row.accountId ?? [])
  const terms = new Map((await accountTerms(tx, accountIds)).map((row) => [row.accountId, row]))
  const byPair = new Map(
    resolved.map((row): [string, Party | Refusal] => {
      const refusal = refusalOf(row, scope.onlyCustomersOf)
      const party = row.accountId === null ? undefined : terms.get(row.accountId)
      return [pairKey(row), refusal ?? party ?? new Refusal('customer_not_found', { code: row.customerCode })]
    }),
  )
  return inputs.map(
    (input) => byPair.get(pairKey(input)) ?? new Refusal('customer_not_found', { code: input.customerCode }),
  )
}

function pairKey(codes: Codes): string {
  return JSON.stringify([codes.customerCode, codes.segmentCode])
}

function newAccount(row: ResolvedParty) {
  const { customerId, groupId, segmentId, segmentCurrency } = row
  if (customerId === null || groupId === null || segmentId === null || segmentCurrency === null) return []
  return [{ id: newId(), customerId, groupId, segmentId, currency: segmentCurrency }]
}

function refusalOf(row: ResolvedParty, owner: string | null): Refusal | undefined {
  if (row.customerId === null || (owner !== null && row.ownerUsername !== owner)) {
    return new Refusal('customer_not_found', { code: row.customerCode })
  }
  return row.segmentId === null ? new Refusal('segment_not_found', { code: row.segmentCode }) : undefined
}
