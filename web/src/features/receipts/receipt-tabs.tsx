import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { TabLinks } from '../../ui/tab-links'

/** Receipts, and the bank lines behind them for those who match. */
export function ReceiptTabs() {
  const { t } = useTranslation('receipts')
  if (!useUser().can('receipts:match')) return null
  return (
    <TabLinks
      label={t('tab.label')}
      items={[
        { to: '/receipts', label: t('tab.receipts'), end: true },
        { to: '/receipts/bank-lines', label: t('tab.lines') },
      ]}
    />
  )
}
