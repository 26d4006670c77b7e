import { Checkbox, Flex } from 'antd'
import { useEffect, useRef } from 'react'
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

/** Why an item cannot be chosen, when it cannot. */
export type Obstacle = 'planned' | 'handedOver'

const isThere = ({ amount }: { amount: string }) => Number(amount) > 0

function obstacleOf(item: OpenItem, obstacles: readonly Obstacle[]): Obstacle | undefined {
  return obstacles.find((one) => isThere(item[one]))
}

/** What is past due and may be chosen, in the currency of the first. */
function choosableOf(items: readonly OpenItem[], obstacles: readonly Obstacle[]): OpenItem[] {
  const due = items.filter((item) => item.daysOverdue > 0 && obstacleOf(item, obstacles) === undefined)
  return due.filter(({ open }) => open.currency === due[0]?.open.currency)
}

interface ItemChooserProps {
  customer: string | undefined
  /** What keeps an item from being chosen. */
  obstacles: readonly Obstacle[]
  /** Everything of this customer that is past due and may be chosen is chosen when the items have come. */
  chosenFor?: string | undefined
  value?: string[]
  onChange?: (keys: string[]) => void
}

/** Chooses open instalments of a customer, the oldest first. */
export function ItemChooser({ customer, obstacles, chosenFor, value = [], onChange }: ItemChooserProps) {
  const { t } = useTranslation('recoveries')
  const items = useOpenItems(customer)
  const { data } = items
  const chosen = useRef(false)
  useEffect(() => {
    if (chosen.current || data === undefined || customer === undefined || customer !== chosenFor) return
    chosen.current = true
    const keys = choosableOf(data, obstacles).map(keyOf)
    if (keys.length > 0) onChange?.(keys)
  }, [data, customer, chosenFor, obstacles, onChange])
  if (customer === undefined) return <p className="xh-quiet">{t('choose.customerFirst')}</p>
  if (items.isError) return <ErrorState error={items.error} onRetry={() => void items.refetch()} />
  if (items.isPending) return <PanelSkeleton rows={3} />
  if (items.data.length === 0) return <EmptyState title={t('choose.nothing')} />
  return (
    <Checkbox.Group value={value} onChange={(keys) => onChange?.(keys)} aria-label={t('items')}>
      <Flex vertical gap="small">
        {items.data.map((item) => {
          const obstacle = obstacleOf(item, obstacles)
          return (
            <Checkbox key={keyOf(item)} value={keyOf(item)} disabled={obstacle !== undefined}>
              {item.itemNo > 1 ? `${item.number} / ${item.itemNo}` : item.number} ·{' '}
              <Day value={item.dueDate} /> · <Money value={item.open} currency="sign" />
              {obstacle !== undefined && <span className="xh-quiet"> {t(`choose.${obstacle}`)}</span>}
            </Checkbox>
          )
        })}
      </Flex>
    </Checkbox.Group>
  )
}
