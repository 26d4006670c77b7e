import type { CalendarDay } from '../../../kernel/calendar-day.js'

/** A debt with what is owed besides it. Amounts in minor units of one currency, zero or more. */
export interface Debt {
  readonly id: string
  readonly feeMinor: bigint
  readonly interestMinor: bigint
  readonly principalMinor: bigint
  /** null: no day was agreed, so that it may be claimed at once (Civil Code art. 628). */
  readonly dueOn: CalendarDay | null
  /** The debtor said that the payment is for this debt. */
  readonly designated: boolean
  /** How much of it security covers, in basis points. */
  readonly securedBp: number
  /** How heavily it weighs on the debtor: for example the rate of its late interest in basis points. */
  readonly burdenBp: number
}

export type DebtPart = 'fee' | 'interest' | 'principal'

export interface PartPaid {
  readonly debtId: string
  readonly part: DebtPart
  readonly amountMinor: bigint
}

const partsInOrder = ['fee', 'interest', 'principal'] as const

/**
 * Which debts a payment settles when it does not cover all of them. Among debts (Civil Code art. 560): what the debtor
 * designated, then what is due, of that the least secured, then the most burdensome, then in the order of their due
 * days, and those that are alike in proportion. Within a debt (art. 561): fees, interest, principal.
 * What is left over after all debts is not allocated. The order in which debts are given does not matter.
 */
export function allocateByLaw(amountMinor: bigint, debts: readonly Debt[], onDay: CalendarDay): PartPaid[] {
  const paid: PartPaid[] = []
  let left = amountMinor
  for (const alike of ranked(debts, onDay)) {
    const shares = inProportion(left, alike)
    for (const [index, debt] of alike.entries()) {
      const share = shares[index] ?? 0n
      left -= share
      paid.push(...withinDebt(share, debt))
    }
  }
  return paid
}

function owed(debt: Debt): bigint {
  return debt.feeMinor + debt.interestMinor + debt.principalMinor
}

/** Debts in the order of the law, those between which it makes no difference together. */
function ranked(debts: readonly Debt[], onDay: CalendarDay): Debt[][] {
  const sorted = [...debts].sort((a, b) => compare(a, b, onDay) || (a.id < b.id ? -1 : 1))
  const groups: Debt[][] = []
  for (const debt of sorted) {
    const last = groups.at(-1)
    const [first] = last ?? []
    if (last && first && compare(first, debt, onDay) === 0) last.push(debt)
    else groups.push([debt])
  }
  return groups
}

function compare(a: Debt, b: Debt, onDay: CalendarDay): number {
  const due = (debt: Debt) => debt.dueOn === null || debt.dueOn <= onDay
  if (a.designated !== b.designated) return a.designated ? -1 : 1
  if (due(a) !== due(b)) return due(a) ? -1 : 1
  if (a.securedBp !== b.securedBp) return a.securedBp - b.securedBp
  if (a.burdenBp !== b.burdenBp) return b.burdenBp - a.burdenBp
  const [dayA, dayB] = [a.dueOn ?? '', b.dueOn ?? '']
  return dayA < dayB ? -1 : dayA > dayB ? 1 : 0
}

/** Shares of an amount by what each debt is owed, to the minor unit: what rounding leaves goes to the first ids. */
function inProportion(amountMinor: bigint, debts: readonly Debt[]): bigint[] {
  const total = debts.reduce((sum, debt) => sum + owed(debt), 0n)
  if (amountMinor >= total) return debts.map(owed)
  const shares = debts.map((debt) => (amountMinor * owed(debt)) / total)
  let rest = amountMinor - shares.reduce((sum, share) => sum + share, 0n)
  return shares.map((share, index) => {
    const debt = debts[index]
    if (rest === 0n || !debt || share >= owed(debt)) return share
    rest -= 1n
    return share + 1n
  })
}

function withinDebt(amountMinor: bigint, debt: Debt): PartPaid[] {
  const owedParts = { fee: debt.feeMinor, interest: debt.interestMinor, principal: debt.principalMinor }
  let left = amountMinor
  return partsInOrder.flatMap((part) => {
    const taken = left < owedParts[part] ? left : owedParts[part]
    left -= taken
    return taken > 0n ? [{ debtId: debt.id, part, amountMinor: taken }] : []
  })
}
