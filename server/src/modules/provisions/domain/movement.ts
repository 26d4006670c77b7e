/** How an allowance moved, in minor units of the base currency: opening + charge − release − write-off + recovered = closing. */
export interface Movement {
  readonly openingMinor: bigint
  /** 计提 */
  readonly chargeMinor: bigint
  /** 转回 */
  readonly releaseMinor: bigint
  /** 核销 */
  readonly writeOffMinor: bigint
  /** 收回已核销 */
  readonly recoveredMinor: bigint
  readonly closingMinor: bigint
}

/** What moves an allowance without passing through profit or loss. */
export interface MovedOutside {
  readonly writeOffMinor: bigint
  readonly recoveredMinor: bigint
}

/**
 * The movement of an account between two runs. What was written off uses up the allowance; what it did not cover was
 * charged. What came in of debts written off before goes back into the allowance. Whatever else differs is charged or released, never both.
 */
export function movementOf(
  openingMinor: bigint,
  { writeOffMinor, recoveredMinor }: MovedOutside,
  closingMinor: bigint,
): Movement {
  const difference = closingMinor - (openingMinor - writeOffMinor + recoveredMinor)
  return {
    openingMinor,
    chargeMinor: difference > 0n ? difference : 0n,
    releaseMinor: difference < 0n ? -difference : 0n,
    writeOffMinor,
    recoveredMinor,
    closingMinor,
  }
}

export const noMovement: Movement = movementOf(0n, { writeOffMinor: 0n, recoveredMinor: 0n }, 0n)

/** The sum of movements, kind by kind. */
export function sumMovements(movements: Iterable<Movement>): Movement {
  let sum = noMovement
  for (const one of movements) {
    sum = {
      openingMinor: sum.openingMinor + one.openingMinor,
      chargeMinor: sum.chargeMinor + one.chargeMinor,
      releaseMinor: sum.releaseMinor + one.releaseMinor,
      writeOffMinor: sum.writeOffMinor + one.writeOffMinor,
      recoveredMinor: sum.recoveredMinor + one.recoveredMinor,
      closingMinor: sum.closingMinor + one.closingMinor,
    }
  }
  return sum
}
