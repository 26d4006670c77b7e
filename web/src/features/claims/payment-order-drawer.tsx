import { Alert, Drawer, Flex, Form } from 'antd'
import dayjs from 'dayjs'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { formatPercent } from '../../ui/percent'
import { StackingTable } from '../../ui/stacking-table'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayPicker } from '../../ui/days/day-picker'
import { usePaymentOrder, type Claim, type CountedDebt } from './api'

const amountShape = /^\d{1,12}(\.\d{1,3})?$/

interface PaymentOrderDrawerProps {
  claim: Claim
  today: string
  onClose: () => void
}

/** Tries how a part payment would be counted by the order of the law: which debt, and interest before principal. */
export function PaymentOrderDrawer({ claim, today, onClose }: PaymentOrderDrawerProps) {
  const { t } = useTranslation('claims')
  const [amount, setAmount] = useState(claim.open.amount)
  const [on, setOn] = useState(today)
  const asked = useDeferredValue(amount.trim())
  const { currency } = claim.open
  const order = usePaymentOrder(
    claim.customerCode,
    amountShape.test(asked) ? { amount: asked, currency, on } : null,
  )
  return (
    <Drawer open title={t('order.title')} size="large" onClose={onClose}>
      <p className="xh-quiet">{t('order.law')}</p>
      <Form layout="vertical">
        <Form.Item
          label={`${t('order.amount')}（${currency}）`}
          {...(amountShape.test(amount.trim())
            ? {}
            : { validateStatus: 'error', help: t('waiver.amountShape') })}
        >
          <AmountInput value={amount} aria-label={t('order.amount')} onChange={setAmount} />
        </Form.Item>
        <Form.Item label={t('order.on')}>
          <DayPicker
            allowClear={false}
            value={dayjs(on)}
            onChange={(day: dayjs.Dayjs | null) => setOn(day?.format('YYYY-MM-DD') ?? today)}
          />
        </Form.Item>
      </Form>
      {order.isError && <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
      {order.data !== undefined && (
        <Flex vertical gap="middle">
          {!order.data.complete && <Alert type="warning" showIcon title={t('order.incomplete')} />}
          {order.data.items.some(({ interestKnown }) => !interestKnown) && (
            <Alert type="warning" showIcon title={t('order.unknown')} />
          )}
          <Counted items={order.data.items} />
          {Number(order.data.unused.amount) > 0 && (
            <span>
              {t('order.unused')} <Money value={order.data.unused} currency="sign" strong />
            </span>
          )}
        </Flex>
      )}
    </Drawer>
  )
}

function Counted({ items }: { items: readonly CountedDebt[] }) {
  const { t } = useTranslation('claims')
  return (
    <StackingTable
      rows={items}
      rowKey={({ documentId, itemNo }) => `${documentId} ${itemNo}`}
      columns={[
        {
          key: 'invoice',
          title: t('invoice'),
          render: (_, { number, itemNo }) => (itemNo > 1 ? `${number} (${itemNo})` : number),
        },
        { key: 'due', title: t('dueOn'), render: (_, { dueOn }) => dueOn },
        {
          key: 'why',
          title: t('order.why'),
          render: (_, { due, securedBp, burdenBp }) =>
            [
              t(due ? 'order.due' : 'order.notDue'),
              ...(securedBp > 0 ? [t('order.secured', { share: formatPercent(securedBp / 100) })] : []),
              ...(burdenBp > 0 ? [t('order.burden', { rate: formatPercent(burdenBp / 100) })] : []),
            ].join(' · '),
        },
        {
          key: 'interest',
          title: t('order.toInterest'),
          align: 'right',
          render: (_, { toInterest, interest }) => (
            <>
              <Money value={toInterest} strong /> / <Money value={interest} />
            </>
          ),
        },
        {
          key: 'principal',
          title: t('order.toPrincipal'),
          align: 'right',
          render: (_, { toPrincipal, principal }) => (
            <>
              <Money value={toPrincipal} strong /> / <Money value={principal} />
            </>
          ),
        },
      ]}
    />
  )
}
