import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { formatAmount } from '../../ui/format-amount'
import { AmountInput } from '../../ui/amounts/amount-input'
import { minorOf, textOf } from './amounts'
import { useDeductionReasons, type DeductionBody } from './deductions-api'
import styles from './receipts.module.css'

/** What a person has typed of a deduction so far. */
export interface DeductionEntry {
  amount: string
  reasonCode?: string | undefined
  note: string
}

interface DeductionFieldsProps {
  /** The invoice of which something is kept back. */
  number: string
  /** What is left open of it, in minor units. */
  restMinor: bigint
  digits: number
  entry: DeductionEntry | undefined
  onChange: (entry: DeductionEntry | undefined) => void
}

/** Why the rest of an instalment is not paid; opened by who wants to say it. */
export function DeductionFields({ number, restMinor, digits, entry, onChange }: DeductionFieldsProps) {
  const { t } = useTranslation('receipts')
  const text = useText()
  const reasons = useDeductionReasons().data?.items ?? []
  const rest = textOf(restMinor, digits)
  if (entry === undefined)
    return (
      <Button
        type="link"
        size="small"
        aria-label={t('deduction.addOf', { number })}
        onClick={() => onChange({ amount: rest, note: '' })}
      >
        {t('deduction.add', { amount: formatAmount(rest) })}
      </Button>
    )
  return (
    <div className={styles.deduction} role="group" aria-label={t('deduction.of', { number })}>
      <Select
        aria-label={t('deduction.reason')}
        placeholder={t('deduction.reason')}
        value={entry.reasonCode ?? null}
        options={reasons
          .filter(({ active }) => active)
          .map(({ code, nameZh, nameEn }) => ({ value: code, label: text({ zh: nameZh, en: nameEn }) }))}
        onChange={(reasonCode) => onChange({ ...entry, reasonCode: reasonCode ?? undefined })}
      />
      <AmountInput
        className={styles.amount ?? ''}
        value={entry.amount}
        aria-label={t('deduction.amount')}
        {...(isReadable(entry, restMinor, digits) ? {} : { status: 'error' as const })}
        onChange={(amount) => onChange({ ...entry, amount })}
      />
      <Input
        className={styles.note ?? ''}
        value={entry.note}
        maxLength={1000}
        aria-label={t('deduction.note')}
        placeholder={t('deduction.note')}
        onChange={(event) => onChange({ ...entry, note: event.target.value })}
      />
      <Button type="link" size="small" onClick={() => onChange(undefined)}>
        {t('deduction.drop')}
      </Button>
    </div>
  )
}

function isReadable({ amount }: DeductionEntry, restMinor: bigint, digits: number): boolean {
  const minor = minorOf(amount, digits) ?? 0n
  return minor > 0n && minor <= restMinor
}

/** Whether all that a deduction needs is there. */
export function isComplete(entry: DeductionEntry, restMinor: bigint, digits: number): boolean {
  return entry.reasonCode !== undefined && entry.note.trim() !== '' && isReadable(entry, restMinor, digits)
}

/** A complete entry as the server wants it. */
export function deductionBody(
  { invoiceId, itemNo }: { readonly invoiceId: string; readonly itemNo: number },
  { amount, reasonCode, note }: DeductionEntry,
  digits: number,
): DeductionBody {
  return {
    ...{ invoiceId, itemNo, amount: textOf(minorOf(amount, digits) ?? 0n, digits) },
    ...{ reasonCode: reasonCode ?? '', note: note.trim() },
  }
}
