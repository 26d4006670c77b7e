/** The number of a case that people quote. */
export function handOverNumber(number: bigint): string {
  return `HO-${padded(number)}`
}

/** The number of a write-off that people quote; its documents in the ledger begin with it. */
export function writeOffNumber(number: bigint): string {
  return `WO-${padded(number)}`
}

/** The number of a case of the library that people quote. */
export function badDebtNumber(number: bigint): string {
  return `BD-${padded(number)}`
}

function padded(number: bigint): string {
  return number.toString().padStart(6, '0')
}
