import { minorDigits, type Currency } from '../../../kernel/currency.js'

/** What the organisation lets the program do by itself. Confidence in basis points. */
export interface MatchingSettings {
  /** From this confidence on a match is applied without a person; 10001 switches that off. */
  readonly automaticFromBp: number
  /** From this confidence on a bank line becomes the receipt of the customer recognised. */
  readonly recogniseFromBp: number
  /** Largest difference that is granted as a bank fee, in hundredths of the currency's unit; 0: none. */
  readonly feeMax: number
  /** Early-payment discount: so much of the invoice, when it is paid within so many days of its date; 0: none. */
  readonly discountBp: number
  readonly discountDays: number
  /** Most instalments that a sum may be made of. */
  readonly sumItemsMax: number
  /** Late interest is claimed: a proposal says what of the payment the law counts towards it. Matching does not use it. */
  readonly interestClaimed: boolean
}

export const standardSettings: MatchingSettings = {
  automaticFromBp: 9000,
  recogniseFromBp: 9000,
  feeMax: 0,
  discountBp: 0,
  discountDays: 0,
  sumItemsMax: 6,
  interestClaimed: false,
}

/** The settings as they hold for amounts of one currency. */
export interface MatchingRules extends Omit<MatchingSettings, 'feeMax'> {
  /** In minor units of the currency. */
  readonly feeMaxMinor: bigint
}

/** A currency with fewer digits than two has its bank fee rounded down. */
export function rulesIn(currency: Currency, { feeMax, ...settings }: MatchingSettings): MatchingRules {
  return { ...settings, feeMaxMinor: (BigInt(feeMax) * 10n ** BigInt(minorDigits(currency))) / 100n }
}
