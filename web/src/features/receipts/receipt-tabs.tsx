import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { TabLinks } from '../../ui/tab-links'

/** Receipts, the bank lines behind them for those who match, and what customers kept back. */
export function ReceiptTabs() {
  const { t } = useTranslation('receipts')
  const { can } = useUser()
  const items = [
    { to: '/receipts', label: t('tab.receipts'), end: true },
    ...(can('receipts:match') ? [{ to: '/receipts/bank-lines', label: t('tab.lines') }] : []),
    ...(can('collections:read') ? [{ to: '/receipts/deductions', label: t('tab.deductions') }] : []),
  ]
  if (items.length < 2) return null
  return <TabLinks label={t('tab.label')} items={items} />
}
