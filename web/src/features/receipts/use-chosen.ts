import { useState } from 'react'
import { minorOf, textOf } from './amounts'
import type { OpenItem, Receipt } from './api'
import type { Wanted } from './drag-match'
import { deductionBody, isComplete, type DeductionEntry } from './deduction-fields'

/** What is chosen of one instalment. */
interface Choice {
  amount: string
  deduction?: DeductionEntry | undefined
}

export const keyOf = ({ invoiceId, itemNo }: Pick<OpenItem, 'invoiceId' | 'itemNo'>) =>
  `${invoiceId} ${itemNo}`

/**
 * The instalments that a person chooses for a receipt, with amounts and what was kept back of them; `wanted` is chosen
 * once, when it is dropped.
 */
export function useChosen(receipt: Receipt, digits: number, wanted: Wanted | null) {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [taken, setTaken] = useState(0)
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
  const picked = (before: Readonly<Record<string, Choice>>, item: OpenItem) => {
    const { [keyOf(item)]: _, ...others } = before
    const used = sumOf(others)
    const open = minor(item.open.amount)
    const rest = left > used ? left - used : 0n
    return { ...others, [keyOf(item)]: { amount: textOf(open < rest ? open : rest, digits) } }
  }
  // What was dropped is ticked before anything is shown.
  if (wanted !== null && wanted.count !== taken) {
    setTaken(wanted.count)
    const item = receipt.openItems.find((one) => keyOf(one) === wanted.item)
    if (item !== undefined) setChoices(picked(choices, item))
  }
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
        return checked ? picked(before, item) : others
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
