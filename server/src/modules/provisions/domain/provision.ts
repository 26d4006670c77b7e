import type { Currency } from '../../../kernel/currency.js'
import { divideRounded } from '../../../kernel/rate.js'
import { rowFor, type ProvisionMatrix } from './matrix.js'

/** What an account owes in one currency, by the buckets of the matrix. */
export interface AccountBalance {
  readonly accountId: string
  readonly customerCode: string
  readonly riskGroup: string
  readonly currency: Currency
  readonly bucketsMinor: readonly bigint[]
  /** Receipts and credit notes not yet applied, ≤ 0. */
  readonly unappliedMinor: bigint
}

export type Method = 'matrix' | 'individual' | 'internal'

/** One bucket of an account: what is open, what is left after credits, and what is provided for it. */
export interface ProvisionLine {
  readonly accountId: string
  readonly currency: Currency
  readonly bucketNo: number
  readonly method: Method
  readonly riskGroup: string
  readonly openMinor: bigint
  readonly setOffMinor: bigint
  readonly baseMinor: bigint
  readonly lossBp: number
  readonly provisionMinor: bigint
}

export interface ProvisionFrame {
  readonly matrix: ProvisionMatrix
  /** Forward-looking factor of the day; 10,000 changes nothing. */
  readonly factorBp: number
  /** Loss in basis points by customer code, of those assessed one by one. */
  readonly individual: ReadonlyMap<string, number>
  /** Converts minor units into the base currency at the rate of the day. */
  readonly toBase: (minor: bigint, currency: Currency) => bigint
}

const WHOLE_BP = 10_000n

/**
 * What is provided for an account in one currency, bucket by bucket; empty buckets give no line. First credits are set
 * off as the matrix says, then what is left is converted, then the rate applies: of the individual assessment where
 * there is one, else of the matrix times the forward-looking factor, never more than 100 %. Each bucket is rounded by
 * itself, half away from zero, so that the lines add up. Without an allowance (direct write-off) nothing is provided.
 */
export function provisionLines(balance: AccountBalance, frame: ProvisionFrame): ProvisionLine[] {
  const { matrix, individual } = frame
  const { accountId, customerCode, riskGroup, currency } = balance
  const method = methodOf(customerCode, frame)
  const setOff = setOffCredits(balance, matrix.credits)
  const rates = rowFor(matrix, riskGroup).lossBp
  return balance.bucketsMinor.flatMap((openMinor, bucketNo) => {
    if (openMinor <= 0n) return []
    const setOffMinor = setOff[bucketNo] ?? 0n
    const baseMinor = frame.toBase(openMinor - setOffMinor, currency)
    const expectedBp = {
      matrix: adjusted(rates[bucketNo] ?? 0, frame.factorBp),
      individual: individual.get(customerCode) ?? 0,
      internal: 0,
    }[method]
    const lossBp = matrix.method === 'allowance' ? expectedBp : 0
    const provisionMinor = divideRounded(baseMinor * BigInt(lossBp), WHOLE_BP)
    return [
      {
        accountId,
        currency,
        bucketNo,
        method,
        riskGroup,
        openMinor,
        setOffMinor,
        baseMinor,
        lossBp,
        provisionMinor,
      },
    ]
  })
}

function methodOf(customerCode: string, { matrix, individual }: ProvisionFrame): Method {
  if (matrix.internalCustomers.includes(customerCode)) return 'internal'
  return individual.has(customerCode) ? 'individual' : 'matrix'
}

function adjusted(rateBp: number, factorBp: number): number {
  const rate = Number(divideRounded(BigInt(rateBp) * BigInt(factorBp), WHOLE_BP))
  return Math.min(rate, Number(WHOLE_BP))
}

/** What of each bucket credits of the account take away, oldest bucket first; what no bucket takes stays a credit. */
export function setOffCredits(
  { bucketsMinor, unappliedMinor }: Pick<AccountBalance, 'bucketsMinor' | 'unappliedMinor'>,
  credits: ProvisionMatrix['credits'],
): bigint[] {
  const taken = bucketsMinor.map(() => 0n)
  if (credits === 'apart') return taken
  let left = -unappliedMinor
  for (let bucket = bucketsMinor.length - 1; bucket >= 0; bucket--) {
    const open = bucketsMinor[bucket] ?? 0n
    const part = open < left ? open : left
    if (part <= 0n) continue
    taken[bucket] = part
    left -= part
  }
  return taken
}
