import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../ui/status-tag'
import type { InvoiceRow } from './api'

/** The number of an invoice; one that bills late interest says so. */
export function InvoiceNumber({ number, kind }: Pick<InvoiceRow, 'number' | 'kind'>) {
  const { t } = useTranslation('receipts')
  return (
    <>
      {number} {kind === 'interest' && <StatusTag tone="info">{t('invoices.kind.interest')}</StatusTag>}
    </>
  )
}
