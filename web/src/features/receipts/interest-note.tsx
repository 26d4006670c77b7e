import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import { digitsOf, minorOf, textOf } from './amounts'
import { useMatchingSettings, usePaymentOrder, type CashMatch, type Receipt } from './api'

interface InterestNoteProps {
  receipt: Receipt
  amount: CashMatch['amount']
}

/** What of a payment the law counts towards late interest before the debt itself, where interest is claimed. */
export function InterestNote({ receipt, amount }: InterestNoteProps) {
  const { t } = useTranslation('receipts')
  const claimed = useMatchingSettings().data?.interestClaimed ?? false
  const { customerCode: code, date } = receipt
  const order = usePaymentOrder({ code, on: date, ...amount }, claimed)
  const digits = digitsOf(amount.amount)
  const interest = (order.data?.items ?? []).reduce(
    (sum, { toInterest }) => sum + (minorOf(toInterest.amount, digits) ?? 0n),
    0n,
  )
  if (interest === 0n) return null
  return (
    <p className="xh-quiet">
      {t('interest.note')} <Money value={{ ...amount, amount: textOf(interest, digits) }} currency="sign" />
      {t('interest.hint')}
    </p>
  )
}
