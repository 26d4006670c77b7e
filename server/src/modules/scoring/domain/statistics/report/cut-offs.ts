import { orderOf } from '../validation/ranks.js'

/** Shares of the riskiest cases that would be refused. */
const shares = [0.05, 0.1, 0.2, 0.3] as const

/** What refusing the riskiest cases of a model would have avoided, and what it would have cost. */
export interface Refused {
  readonly badAvoided: number
  readonly goodLost: number
  /** Decimal texts in the unit of the amount column; null without one. */
  readonly badAmountAvoided: string | null
  readonly goodAmountLost: string | null
}

export interface CutOff {
  readonly share: number
  readonly cases: number
  readonly model: Refused
  readonly champion: Refused | null
}

export interface JudgedCases {
  readonly y: readonly number[]
  /** In hundredths of the unit; null without amounts. A case without one counts as 0. */
  readonly amountsMinor: readonly bigint[] | null
}

/** The same share refused by the model and by the champion: what each would have avoided and lost. */
export function cutOffs(
  cases: JudgedCases,
  model: readonly number[],
  champion: readonly number[] | null,
): CutOff[] {
  const worst = (pds: readonly number[]) => orderOf(pds).reverse()
  const byModel = worst(model)
  const byChampion = champion === null ? null : worst(champion)
  return shares.map((share) => {
    const count = Math.round(share * cases.y.length)
    return {
      ...{ share, cases: count, model: refusedOf(cases, byModel.slice(0, count)) },
      champion: byChampion === null ? null : refusedOf(cases, byChampion.slice(0, count)),
    }
  })
}

function refusedOf({ y, amountsMinor }: JudgedCases, refused: readonly number[]): Refused {
  const bads = refused.filter((at) => y[at] === 1)
  const goods = refused.filter((at) => y[at] !== 1)
  const sum = (places: readonly number[]) =>
    amountsMinor === null
      ? null
      : decimalText(places.reduce((total, at) => total + (amountsMinor[at] ?? 0n), 0n))
  return {
    ...{ badAvoided: bads.length, goodLost: goods.length },
    ...{ badAmountAvoided: sum(bads), goodAmountLost: sum(goods) },
  }
}

const amountText = /^([+-]?)(\d+)(?:\.(\d*))?$/

/** `1,234.5` as 123450 hundredths, exactly; what is beyond hundredths is cut off, what is no amount is 0. */
export function amountMinorOf(text: string): bigint {
  const found = amountText.exec(text.trim().replaceAll(',', ''))
  if (found === null) return 0n
  const [, sign, whole = '0', fraction = ''] = found
  const minor = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2))
  return sign === '-' ? -minor : minor
}

function decimalText(minor: bigint): string {
  const absolute = minor < 0n ? -minor : minor
  const digits = absolute.toString().padStart(3, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
