import type { ProvisionMatrix } from './domain/matrix.js'

/** A matrix as answered. */
export function matrixContentOf(matrix: ProvisionMatrix) {
  return {
    ...matrix,
    bounds: [...matrix.bounds],
    rows: matrix.rows.map(({ group, lossBp }) => ({ group, lossBp: [...lossBp] })),
    forwardLooking: matrix.forwardLooking.map((one) => ({ ...one })),
    internalCustomers: [...matrix.internalCustomers],
    accounts: { ...matrix.accounts },
  }
}
