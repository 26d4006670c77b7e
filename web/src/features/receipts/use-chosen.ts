import { useState } from 'react'
import { minorOf, textOf } from './amounts'
import type { OpenItem, Receipt } from './api'
import { deductionBody, isComplete, type DeductionEntry } from './deduction-fields'

/** What is chosen of one instalment. */
interface Choice {
  amount: string
  deduction?: DeductionEntry | undefined
}

export const keyOf = ({ invoiceId, itemNo }: Pick<OpenItem, 'invoiceId' | 'itemNo'>) =>
  `${invoiceId} ${itemNo}`

/** The instalments that a person chooses for a receipt, with amounts and what was kept back of them. */
export function useChosen(receipt: Receipt, digits: number) {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const minor = (text: string) => minorOf(text, digits) ?? 0n
  const left = minor(receipt.left.amount)
  const sumOf = (some: Readonly<Record<string, Choice>>) =>
    Object.values(some).reduce((sum, { amount }) => sum + minor(amount), 0n)
  const chosen = sumOf(choices)
  const restOf = (item: OpenItem) => minor(item.open.amount) - minor(choices[keyOf(item)]?.amount ?? '0')
  const deducted = receipt.openItems.flatMap((item) => {
    const entry = choices[keyOf(item)]?.deduction
    return entry === undefined || restOf(item) <= 0n ? [] : [{ item, entry }]
  })
  const readable =
    Object.values(choices).every(({ amount }) => minor(amount) > 0n) &&
    deducted.every(({ item, entry }) => isComplete(entry, restOf(item), digits))
  return {
    ...{ choices, left, chosen, readable, restOf },
    clear: () => setChoices({}),
    put: (item: OpenItem, change: Partial<Choice>) =>
      setChoices((before) => {
        const { amount, deduction } = { amount: '', ...before[keyOf(item)], ...change }
        return { ...before, [keyOf(item)]: { amount, deduction } }
      }),
    toggle: (item: OpenItem, checked: boolean) =>
      setChoices((before) => {
        const { [keyOf(item)]: _, ...others } = before
        if (!checked) return others
        const taken = sumOf(others)
        const open = minor(item.open.amount)
        const rest = left > taken ? left - taken : 0n
        return { ...others, [keyOf(item)]: { amount: textOf(open < rest ? open : rest, digits) } }
      }),
    body: () => ({
      items: receipt.openItems.flatMap((item) => {
        const choice = choices[keyOf(item)]
        const { invoiceId, itemNo } = item
        return choice === undefined
          ? []
          : [{ invoiceId, itemNo, amount: textOf(minor(choice.amount), digits) }]
      }),
      ...(deducted.length === 0
        ? {}
        : { deductions: deducted.map(({ item, entry }) => deductionBody(item, entry, digits)) }),
    }),
  }
}
