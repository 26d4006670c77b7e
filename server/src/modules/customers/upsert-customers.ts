import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Principal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { spellPinyin } from '../../platform/pinyin.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { recordAudits, type AuditEntry } from '../audit/record-audit.js'
import {
  findCustomersByCode,
  putCustomers,
  type Customer,
  type CustomerRow,
  type CustomerStatus,
} from './customer-store.js'
import { keepPastStatuses } from './customer-status-store.js'
import { searchKey } from './domain/search-key.js'
import { maskedFields, unmaskedFields } from './domain/custom-fields.js'
import { checkUscc } from './domain/uscc.js'
import { createGroups, findGroups, lockGroups, shareGroups } from './group-store.js'

/** A customer as sent; what is left out keeps its stored value, null clears it. */
export interface CustomerInput {
  readonly code: string
  readonly name: string
  readonly uscc?: string | null | undefined
  readonly groupCode?: string | null | undefined
  readonly industry?: string | null | undefined
  readonly region?: string | null | undefined
  readonly ownerUsername?: string | null | undefined
  readonly foundedOn?: CalendarDay | null | undefined
  readonly registeredCapital?: Money | null | undefined
  readonly status?: CustomerStatus | undefined
  readonly customFields?: Readonly<Record<string, unknown>> | undefined
}

/** `blacklist_kept`: who may not grant credit does not take a customer off the blacklist either; the rest is stored. */
export type UpsertWarning = 'uscc_check_failed' | 'blacklist_kept'

export interface UpsertedCustomer {
  readonly code: string
  readonly created: boolean
  readonly warnings: readonly UpsertWarning[]
}

/** A customer that left one credit group for another: what it owes has to follow it. */
export interface Regrouping {
  readonly customerId: Id
  readonly fromGroupId: Id
  readonly toGroupId: Id
}

/** What later modules do in the same transaction when customers change. */
export interface CustomerEffects {
  readonly regrouped: (tx: Tx, moves: readonly Regrouping[], at: Date) => Promise<void>
}

/**
 * Inserts or updates customers by code, set-based, each code once: the last of equal codes wins.
 * A USCC that fails its check digit is stored with a warning, never refused (GB 32100; some real codes fail it).
 */
export async function upsertCustomers(
  tx: Tx,
  inputs: readonly CustomerInput[],
  context: { actor: Principal; at: Date; effects: CustomerEffects },
): Promise<UpsertedCustomer[]> {
  const byCode = new Map(inputs.map((input) => [input.code, input]))
  const codes = [...byCode.keys()]
  const groupIds = await ensureGroups(tx, [...byCode.values()])
  const before = new Map((await findCustomersByCode(tx, codes)).map((customer) => [customer.code, customer]))
  await lockGroups(tx, movedGroups(byCode, before, groupIds))
  const stored = new Map((await findCustomersByCode(tx, codes)).map((customer) => [customer.code, customer]))
  const { sensitiveFields } = await getOrganisation(tx)
  const rows = [...byCode.values()].map((input) =>
    customerRow(withinRights(input, stored.get(input.code), context.actor), stored.get(input.code), {
      groupIds,
      sensitive: sensitiveFields,
    }),
  )
  await putCustomers(tx, rows, context.at)
  await keepPastStatuses(
    tx,
    rows.flatMap(({ id, code, status }) => {
      const old = stored.get(code)?.status
      return old === undefined || old === status ? [] : [{ customerId: id, status: old }]
    }),
    context.at,
  )
  const moves = rows.flatMap((row): Regrouping[] => {
    const old = stored.get(row.code)
    return old && old.groupId !== row.groupId
      ? [{ customerId: row.id, fromGroupId: old.groupId, toGroupId: row.groupId }]
      : []
  })
  if (moves.length > 0) await context.effects.regrouped(tx, moves, context.at)
  await recordAudits(
    tx,
    rows.flatMap((row) => auditOf({ ...context, sensitive: sensitiveFields }, row, stored.get(row.code))),
  )
  return inputs.map((input) => ({
    code: input.code,
    created: !stored.has(input.code),
    warnings: warningsOf(input, stored.get(input.code), context.actor),
  }))
}

function warningsOf(input: CustomerInput, stored: Customer | undefined, actor: Principal): UpsertWarning[] {
  return [
    ...(usccState(input, stored) === 'failed' ? (['uscc_check_failed'] as const) : []),
    ...(withinRights(input, stored, actor) === input ? [] : (['blacklist_kept'] as const)),
  ]
}

/** What of the input its sender may say: without the right to grant credit nobody leaves the blacklist. */
function withinRights(input: CustomerInput, stored: Customer | undefined, actor: Principal): CustomerInput {
  const { status = stored?.status } = input
  if (stored?.status !== 'blacklisted' || status === 'blacklisted') return input
  return actor.permissions.has('limits:write') ? input : { ...input, status: stored.status }
}

async function ensureGroups(tx: Tx, inputs: readonly CustomerInput[]): Promise<Map<string, Id>> {
  const wanted = new Map<string, { name: string; lone: boolean }>()
  for (const input of inputs) {
    if (input.groupCode) wanted.set(input.groupCode, { name: input.groupCode, lone: false })
    else if (!wanted.has(input.code)) wanted.set(input.code, { name: input.name, lone: true })
  }
  await createGroups(
    tx,
    [...wanted].map(([code, group]) => ({ id: newId(), code, ...group })),
  )
  await shareGroups(
    tx,
    inputs.flatMap((input) => input.groupCode ?? []),
  )
  return new Map((await findGroups(tx, [...wanted.keys()])).map((group) => [group.code, group.id]))
}

function targetGroup(input: CustomerInput, stored: Customer | undefined, groupIds: Map<string, Id>): Id {
  if (input.groupCode === undefined && stored) return stored.groupId
  const id = groupIds.get(input.groupCode ?? input.code)
  if (id === undefined) throw new Error(`group of ${input.code} was not created`)
  return id
}

function movedGroups(
  inputs: Map<string, CustomerInput>,
  stored: Map<string, Customer>,
  groupIds: Map<string, Id>,
): Id[] {
  return [...inputs.values()].flatMap((input) => {
    const old = stored.get(input.code)
    const target = targetGroup(input, old, groupIds)
    return old && old.groupId !== target ? [old.groupId, target] : []
  })
}

function keep<T>(sent: T | undefined, stored: T | undefined, otherwise: T): T {
  return sent !== undefined ? sent : (stored ?? otherwise)
}

function usccState(input: CustomerInput, stored: Customer | undefined): Customer['usccCheck'] {
  const uscc = keep(input.uscc, stored?.uscc, null)
  return uscc === null ? null : checkUscc(uscc)
}

function customerRow(
  input: CustomerInput,
  stored: Customer | undefined,
  { groupIds, sensitive }: { readonly groupIds: Map<string, Id>; readonly sensitive: readonly string[] },
): CustomerRow {
  const uscc = keep(input.uscc, stored?.uscc, null)
  const capital = input.registeredCapital
  return {
    id: stored?.id ?? newId(),
    groupId: targetGroup(input, stored, groupIds),
    code: input.code,
    name: input.name,
    searchKey: searchKey({ name: input.name, code: input.code, uscc }, spellPinyin),
    uscc,
    usccCheck: usccState(input, stored),
    industry: keep(input.industry, stored?.industry, null),
    region: keep(input.region, stored?.region, null),
    ownerUsername: keep(input.ownerUsername, stored?.ownerUsername, null),
    foundedOn: keep(input.foundedOn, stored?.foundedOn, null),
    registeredCapitalMinor:
      capital === undefined ? (stored?.registeredCapitalMinor ?? null) : (capital?.minor ?? null),
    registeredCapitalCurrency:
      capital === undefined ? (stored?.registeredCapitalCurrency ?? null) : (capital?.currency ?? null),
    status: input.status ?? stored?.status ?? 'active',
    customFields: input.customFields
      ? unmaskedFields(input.customFields, stored?.customFields ?? {}, sensitive)
      : (stored?.customFields ?? {}),
  }
}

function auditOf(
  context: { actor: Principal; at: Date; sensitive: readonly string[] },
  row: CustomerRow,
  stored: Customer | undefined,
): AuditEntry[] {
  if (stored && auditView(stored) === auditView(row)) return []
  return [
    {
      actor: context.actor,
      action: stored ? 'customer.updated' : 'customer.created',
      objectType: 'customer',
      objectId: row.code,
      ...(stored ? { before: auditFields(stored, context.sensitive) } : {}),
      after: auditFields(row, context.sensitive),
      at: context.at,
    },
  ]
}

function auditFields(
  customer: Customer | CustomerRow,
  sensitive: readonly string[],
): Record<string, unknown> {
  const { name, uscc, groupId, industry, region, ownerUsername, foundedOn, status } = customer
  const customFields = maskedFields(customer.customFields, sensitive)
  const { registeredCapitalMinor: minor, registeredCapitalCurrency: currency } = customer
  const capital = minor === null || currency === null ? null : moneyJson(minor, currency)
  return { name, uscc, groupId, industry, region, ownerUsername, foundedOn, status, customFields, capital }
}

function auditView(customer: Customer | CustomerRow): string {
  return JSON.stringify(auditFields(customer, []))
}
