import type { CurrencyExposure } from '../../exposure/domain/exposure-in.js'
import type { Facts, OwnExposure } from './facts.js'

/** The same shape with its amounts as texts. */
type Written<T> = T extends bigint
  ? string
  : T extends string | number | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : { readonly [Name in keyof T]: Written<T[Name]> }

/**
 * Facts as kept with the decision: amounts as decimal texts, because JSON numbers are not exact. Written out part by
 * part, on the path of every check: walking over any value takes twice as long.
 */
export function factsToJson(facts: Facts): string {
  const { account, group, own, release } = facts
  const exposure = account.exposure.map(exposureText)
  const written: Written<Facts> = {
    ...facts,
    amountMinor: text(facts.amountMinor),
    account: {
      ...account,
      limitLines: account.limitLines.map((line) => ({ ...line, amountMinor: text(line.amountMinor) })),
      exposure,
      overdue: account.overdue.map((overdue) => ({ ...overdue, minor: text(overdue.minor) })),
    },
    group: {
      ...group,
      limit: group.limit && {
        ...group.limit,
        minor: group.limit.minor === null ? null : text(group.limit.minor),
      },
      // Of a customer alone in its group both are one.
      exposure: group.exposure === account.exposure ? exposure : group.exposure.map(exposureText),
    },
    own: own.map(ownText),
    release: release && releaseText(release),
  }
  return JSON.stringify(written)
}

function text(minor: bigint): string {
  return `${minor}n`
}

function exposureText({
  currency,
  buckets,
  beyondHorizonMinor,
}: CurrencyExposure): Written<CurrencyExposure> {
  return {
    currency,
    buckets: {
      reserved: text(buckets.reserved),
      open_orders: text(buckets.open_orders),
      delivered_not_billed: text(buckets.delivered_not_billed),
      receivables: text(buckets.receivables),
      bills: text(buckets.bills),
      unapplied: text(buckets.unapplied),
    },
    beyondHorizonMinor: text(beyondHorizonMinor),
  }
}

function ownText({
  reservedMinor,
  recordedMinor,
  coversMinor,
  openMinor,
  ...rest
}: OwnExposure): Written<OwnExposure> {
  return {
    ...rest,
    reservedMinor: text(reservedMinor),
    recordedMinor: text(recordedMinor),
    ...(coversMinor === undefined ? {} : { coversMinor: text(coversMinor) }),
    ...(openMinor === undefined ? {} : { openMinor: text(openMinor) }),
  }
}

function releaseText(release: NonNullable<Facts['release']>): Written<NonNullable<Facts['release']>> {
  const { maxMinor, boundMinor, usedMinor, ...rest } = release
  return {
    ...rest,
    maxMinor: text(maxMinor),
    ...(boundMinor === undefined ? {} : { boundMinor: text(boundMinor) }),
    ...(usedMinor === undefined ? {} : { usedMinor: text(usedMinor) }),
  }
}

/** Reads recorded facts back. Amounts are texts of digits that end in `n` under a key that holds an amount. */
export function factsFromJson(json: unknown): Facts {
  return revive(json, '') as Facts
}

const amountKeys: ReadonlySet<string> = new Set([
  'minor',
  'maxMinor',
  'boundMinor',
  'usedMinor',
  'amountMinor',
  'reservedMinor',
  'recordedMinor',
  'coversMinor',
  'openMinor',
  'beyondHorizonMinor',
  'reserved',
  'open_orders',
  'delivered_not_billed',
  'receivables',
  'bills',
  'unapplied',
])

function revive(value: unknown, key: string): unknown {
  if (typeof value === 'string') {
    return amountKeys.has(key) && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
  }
  if (Array.isArray(value)) return value.map((part) => revive(part, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revive(part, name)]))
  }
  return value
}
