import { divideRounded } from '../../../kernel/rate.js'

/**
 * What losses are expected from. Shares are basis points.
 * PD: share of customers of a grade that default within a year; LGD: share of the exposure that is then lost;
 * `unusedDrawnBasisPoints`: share of the free limit that a customer draws before it defaults (credit conversion factor).
 */
export interface LossParameters {
  readonly pdBasisPoints: Readonly<Record<string, number>>
  readonly lgdBasisPoints: number
  readonly unusedDrawnBasisPoints: number
}

/**
 * For a policy that says nothing else: yearly default rates in steps of roughly four, as between the classes of the
 * public default statistics, and 45 % loss given default, the supervisory value of the Basel foundation approach for
 * unsecured claims on companies. To be replaced by the organisation's own experience.
 */
export const generalLossParameters: LossParameters = {
  pdBasisPoints: { AAA: 10, AA: 40, A: 150, B: 500, C: 2_000 },
  lgdBasisPoints: 4_500,
  unusedDrawnBasisPoints: 5_000,
}

const WHOLE = 10_000n

/**
 * Expected loss of a year: PD × EAD × LGD, where EAD is the exposure and the part of the free limit that is drawn before
 * default. In minor units of the arguments' currency; a customer in credit (negative exposure) counts as nothing owed.
 */
export function expectedLoss(
  parameters: LossParameters,
  grade: string,
  account: { readonly exposureMinor: bigint; readonly limitMinor: bigint },
): bigint {
  const exposure = account.exposureMinor > 0n ? account.exposureMinor : 0n
  const free = account.limitMinor > exposure ? account.limitMinor - exposure : 0n
  const { pdBasisPoints, lgdBasisPoints, unusedDrawnBasisPoints } = parameters
  // Kept exact until the one division at the end.
  const atDefault = exposure * WHOLE + free * BigInt(unusedDrawnBasisPoints)
  const lost = atDefault * BigInt(pdBasisPoints[grade] ?? Number(WHOLE)) * BigInt(lgdBasisPoints)
  return divideRounded(lost, WHOLE * WHOLE * WHOLE)
}
