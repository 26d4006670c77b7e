import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { digitsOf, minorOf } from './amounts'
import { deductLater, type CashMatch, type Receipt } from './api'
import { DeductionFields, deductionBody, isComplete, type DeductionEntry } from './deduction-fields'
import styles from './receipts.module.css'

interface LateDeductionProps {
  match: CashMatch
  item: CashMatch['items'][number]
  onDone: (after: Receipt) => void
}

/** What is still open of an instalment that a match settled: why the customer kept it back can be said afterwards. */
export function LateDeduction({ match, item, onDone }: LateDeductionProps) {
  const { t } = useTranslation('receipts')
  const [entry, setEntry] = useState<DeductionEntry>()
  const digits = digitsOf(item.amount.amount)
  const restMinor = item.left === null ? 0n : (minorOf(item.left.amount, digits) ?? 0n)
  const send = useMutation({
    mutationFn: (said: DeductionEntry) =>
      deductLater(match.id, { deductions: [deductionBody(item, said, digits)] }),
    onSuccess: onDone,
  })
  if (restMinor <= 0n) return null
  return (
    <div className={styles.short}>
      <DeductionFields {...{ number: item.number, restMinor, digits, entry }} onChange={setEntry} />
      {entry !== undefined && (
        <Button
          size="small"
          type="primary"
          loading={send.isPending}
          disabled={!isComplete(entry, restMinor, digits)}
          onClick={() => send.mutate(entry)}
        >
          {t('deduction.save')}
        </Button>
      )}
      <ProblemAlert error={send.error} />
    </div>
  )
}
