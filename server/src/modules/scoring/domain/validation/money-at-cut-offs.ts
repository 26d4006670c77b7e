import { orderOf } from '../statistics/validation/ranks.js'

/** A case with what was at stake, in minor units of one currency. */
export interface StakedCase {
  readonly y: 0 | 1
  /** What turned bad. */
  readonly badMinor: bigint
  /** What was billed in the window: the sales that refusing would have cost. */
  readonly billedMinor: bigint
}

/** What refusing the riskiest cases would have avoided, and what it would have cost. */
export interface RefusedMoney {
  readonly bads: number
  readonly goods: number
  readonly badAvoidedMinor: bigint
  readonly salesLostMinor: bigint
  /** Bad debt avoided less the margin of the good sales lost. */
  readonly netMinor: bigint
}

export interface MoneyAtShare {
  /** Of the cases, those of the highest risk. */
  readonly share: number
  readonly cases: number
  readonly champion: RefusedMoney
  readonly challenger: RefusedMoney
}

const SHARES = [0.02, 0.05, 0.1, 0.2, 0.3] as const
const WHOLE = 10_000n

/**
 * The same share of cases refused by two rankings of the same cases: bad debt avoided and good sales lost. Ties are
 * refused in the order of the cases, the same for both. `marginBasisPoints` of the sales lost count as the loss.
 */
export function moneyAtCutOffs(
  cases: readonly StakedCase[],
  champion: readonly number[],
  challenger: readonly number[],
  marginBasisPoints: number,
): MoneyAtShare[] {
  const worst = (pds: readonly number[]) => orderOf(pds.map((pd) => -pd))
  const [byChampion, byChallenger] = [worst(champion), worst(challenger)]
  const refused = (order: readonly number[], count: number) =>
    moneyOf(
      order.slice(0, count).flatMap((at) => cases[at] ?? []),
      BigInt(marginBasisPoints),
    )
  return SHARES.map((share) => {
    const count = Math.round(share * cases.length)
    return {
      ...{ share, cases: count },
      champion: refused(byChampion, count),
      challenger: refused(byChallenger, count),
    }
  })
}

/** The margin lost is cut off at the minor unit. */
function moneyOf(refused: readonly StakedCase[], marginBasisPoints: bigint): RefusedMoney {
  const bads = refused.filter(({ y }) => y === 1)
  const goods = refused.filter(({ y }) => y === 0)
  const badAvoidedMinor = bads.reduce((sum, { badMinor }) => sum + badMinor, 0n)
  const salesLostMinor = goods.reduce((sum, { billedMinor }) => sum + billedMinor, 0n)
  return {
    ...{ bads: bads.length, goods: goods.length, badAvoidedMinor, salesLostMinor },
    netMinor: badAvoidedMinor - (salesLostMinor * marginBasisPoints) / WHOLE,
  }
}
