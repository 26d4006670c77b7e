/** How an allowance moved, in minor units of the base currency: opening + charge − release − write-off = closing. */
export interface Movement {
  readonly openingMinor: bigint
  /** 计提 */
  readonly chargeMinor: bigint
  /** 转回 */
  readonly releaseMinor: bigint
  /** 核销 */
  readonly writeOffMinor: bigint
  readonly closingMinor: bigint
}

/**
 * The movement of an account between two runs. What was written off uses up the allowance; what it did not cover was
 * charged. Whatever else differs is charged or released, never both.
 */
export function movementOf(openingMinor: bigint, writeOffMinor: bigint, closingMinor: bigint): Movement {
  const difference = closingMinor - (openingMinor - writeOffMinor)
  return {
    openingMinor,
    chargeMinor: difference > 0n ? difference : 0n,
    releaseMinor: difference < 0n ? -difference : 0n,
    writeOffMinor,
    closingMinor,
  }
}

export const noMovement: Movement = movementOf(0n, 0n, 0n)

/** The sum of movements, kind by kind. */
export function sumMovements(movements: Iterable<Movement>): Movement {
  let sum = noMovement
  for (const one of movements) {
    sum = {
      openingMinor: sum.openingMinor + one.openingMinor,
      chargeMinor: sum.chargeMinor + one.chargeMinor,
      releaseMinor: sum.releaseMinor + one.releaseMinor,
      writeOffMinor: sum.writeOffMinor + one.writeOffMinor,
      closingMinor: sum.closingMinor + one.closingMinor,
    }
  }
  return sum
}
