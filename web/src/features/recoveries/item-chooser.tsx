import { Checkbox, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useOpenItems, type OpenItem } from './api'

export const keyOf = ({ source, number, itemNo }: Pick<OpenItem, 'source' | 'number' | 'itemNo'>) =>
  JSON.stringify([source, number, itemNo])

/** The name of an item from the key by which it was chosen. */
export function nameOf(key: string): { source: string; number: string; itemNo: number } {
  const [source, number, itemNo] = JSON.parse(key) as [string, string, number]
  return { source, number, itemNo }
}

interface ItemChooserProps {
  customer: string | undefined
  value?: string[]
  onChange?: (keys: string[]) => void
}

/** Chooses open instalments of a customer, the oldest first. */
export function ItemChooser({ customer, value = [], onChange }: ItemChooserProps) {
  const { t } = useTranslation('recoveries')
  const items = useOpenItems(customer)
  if (customer === undefined) return <p className="xh-quiet">{t('choose.customerFirst')}</p>
  if (items.isError) return <ErrorState error={items.error} onRetry={() => void items.refetch()} />
  if (items.isPending) return <PanelSkeleton rows={3} />
  if (items.data.length === 0) return <EmptyState title={t('choose.nothing')} />
  return (
    <Checkbox.Group value={value} onChange={(keys) => onChange?.(keys)} aria-label={t('items')}>
      <Flex vertical gap="small">
        {items.data.map((item) => (
          <Checkbox key={keyOf(item)} value={keyOf(item)}>
            {item.number} / {item.itemNo} · <Day value={item.dueDate} /> ·{' '}
            <Money value={item.open} currency="sign" />
          </Checkbox>
        ))}
      </Flex>
    </Checkbox.Group>
  )
}
