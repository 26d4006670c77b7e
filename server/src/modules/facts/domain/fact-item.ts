import type { Bilingual } from '../../../kernel/bilingual.js'

/**
 * What kind of value an item takes.
 * `amount` is a decimal in major units of a currency; `flow` marks amounts of a period; `flag` is true or false;
 * `choice` is one of `choices`; `day` is a calendar day.
 */
export type FactKind =
  'amount' | 'percent' | 'count' | 'years' | 'points' | 'flag' | 'day' | 'choice' | 'text'

export type FactGroup =
  | 'registration'
  | 'balance-sheet'
  | 'income'
  | 'cash-flow'
  | 'judicial'
  | 'compliance'
  | 'reputation'
  | 'external'

/** One thing that can be known about a customer. */
export interface FactItem {
  readonly code: string
  readonly group: FactGroup
  readonly kind: FactKind
  readonly label: Bilingual
  /** Plausible range in the item's unit; a value outside is stored and warned about. */
  readonly min?: number
  readonly max?: number
  /** True for amounts of a period (revenue), false for amounts at a day (assets). */
  readonly flow?: boolean
  readonly choices?: Readonly<Record<string, Bilingual>>
  /** After so many months the fact should be asked for again. */
  readonly staleAfterMonths: number
}
