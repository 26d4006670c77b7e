import type { Currency } from '../../../kernel/currency.js'

/** What another system says is open: of an account, or of one document. */
export interface StatedLine {
  readonly customerCode: string
  readonly segmentCode: string
  readonly currency: Currency
  /** Null when the line is about the whole account. */
  readonly documentNumber: string | null
  /** How many open items the amount is made of; null when they did not say. */
  readonly items: number | null
  readonly openMinor: bigint
}

export type Covers = 'receivables' | 'balance'
export type Level = 'account' | 'document'

/** Lines are compared by document when every one of them names its document. */
export function levelOf(lines: readonly StatedLine[]): Level {
  return lines.every(({ documentNumber }) => documentNumber !== null) ? 'document' : 'account'
}
