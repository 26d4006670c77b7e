import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Currency } from '../../../kernel/currency.js'
import { parseAmount } from '../../../kernel/money.js'

/** At least `from` and less than `below`; a bound left out is none. */
export interface Between<T> {
  readonly from?: T | undefined
  readonly below?: T | undefined
}

/** What a customer must be to belong to a class: all that is named must hold. Nothing unknown ever holds. */
export interface ClassConditions {
  /** Whole months since the first order or invoice; a customer that has never bought counts as 0. */
  readonly relationMonths?: Between<number> | undefined
  /** Decimals in the base currency. */
  readonly registeredCapital?: Between<string> | undefined
  readonly industries?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  /** A custom field of customers, such as a life-cycle stage or a tag; a list in it holds when one of its values does. */
  readonly field?: { readonly key: string; readonly values: readonly string[] } | undefined
}

/** Customers that a policy treats alike. */
export interface CustomerClass {
  readonly code: string
  readonly name: Bilingual
  readonly when: ClassConditions
}

/** What a class looks at in a customer. */
export interface ClassFacts {
  readonly relationMonths: number
  /** In minor units of the base currency; null when not known or not convertible. */
  readonly registeredCapital: bigint | null
  readonly industry: string | null
  readonly region: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

/** The class of a customer: the first of the list whose conditions hold, so that there is never more than one; or none. */
export function classOf(
  classes: readonly CustomerClass[],
  facts: ClassFacts,
  base: Currency,
): CustomerClass | null {
  return classes.find(({ when }) => holds(when, facts, base)) ?? null
}

function holds(when: ClassConditions, facts: ClassFacts, base: Currency): boolean {
  const { relationMonths, registeredCapital: capital, industries, regions, field } = when
  return (
    (!relationMonths || isWithin(facts.relationMonths, relationMonths)) &&
    (!capital || isWithin(facts.registeredCapital, boundsOf(capital, base))) &&
    (!industries || (facts.industry !== null && industries.includes(facts.industry))) &&
    (!regions || (facts.region !== null && regions.includes(facts.region))) &&
    (!field || valuesOf(facts.fields[field.key]).some((value) => field.values.includes(value)))
  )
}

function isWithin<T extends number | bigint>(value: T | null, { from, below }: Between<T>): boolean {
  return value !== null && (from === undefined || value >= from) && (below === undefined || value < below)
}

function boundsOf({ from, below }: Between<string>, base: Currency): Between<bigint> {
  return { from: minorOf(from, base), below: minorOf(below, base) }
}

function minorOf(text: string | undefined, base: Currency): bigint | undefined {
  if (text === undefined) return undefined
  const minor = parseAmount(text, base)
  if (typeof minor !== 'bigint') throw new Error(`the policy holds an amount that is none: ${text}`)
  return minor
}

function valuesOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  )
}
