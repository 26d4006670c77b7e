import type { Bilingual } from '../../../kernel/bilingual.js'

/** How the text of a cell is read. A legal `name` stays as it is written. `month` gives its first day. `decimal` is a plain number, `amount` one with a currency and perhaps a unit. */
export type FieldType =
  | 'code'
  | 'name'
  | 'text'
  | 'day'
  | 'month'
  | 'amount'
  | 'decimal'
  | 'integer'
  | 'flag'
  | 'currency'
  | 'choice'

/** One thing that a column may hold. */
export interface ImportField {
  readonly key: string
  readonly type: FieldType
  readonly required: boolean
  /** The column must be there though cells may be blank: a bank states money in and money out in two columns. */
  readonly columnNeeded?: boolean
  readonly label: Bilingual
  /** Header names by which the column is recognised, besides the labels; case, spaces and signs do not count. */
  readonly synonyms: readonly string[]
  /** Of a last day: the end of time stands for none. */
  readonly endless?: boolean
  /** Texts that stand for each choice. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** What the template shows. */
  readonly sample: string
}

export type ImportKind =
  'customers' | 'facts' | 'orders' | 'invoices' | 'receipts' | 'limits' | 'margins' | 'bank-lines' | 'bills'

/** Factor of a column whose amounts are stated in thousands and so on: powers of ten. */
export const amountUnits = {
  yuan: 0,
  thousand: 3,
  'ten-thousand': 4,
  million: 6,
  'hundred-million': 8,
} as const
export type AmountUnit = keyof typeof amountUnits
