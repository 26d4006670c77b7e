import { HolderOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox } from 'antd'
import type { FormEvent, HTMLAttributes, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { formatAmount } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { usePhone } from '../../ui/use-phone'
import { AmountInput } from '../../ui/amounts/amount-input'
import { digitsOf, textOf } from './amounts'
import { matchByHand, type OpenItem, type Receipt } from './api'
import { DeductionFields } from './deduction-fields'
import type { DragMatch } from './drag-match'
import styles from './receipts.module.css'
import { keyOf, useChosen } from './use-chosen'

interface MatchFormProps {
  receipt: Receipt
  drag: DragMatch
  onDone: (after: Receipt) => void
}

/** Applies a receipt to the instalments ticked; each is filled with as much as is open and left. */
export function MatchForm({ receipt, drag, onDone }: MatchFormProps) {
  const { t } = useTranslation('receipts')
  const phone = usePhone()
  const wanted = drag.wanted?.receiptId === receipt.id ? drag.wanted : null
  const strange = wanted !== null && !receipt.openItems.some((item) => keyOf(item) === wanted.item)
  const owner = { customerCode: receipt.customerCode, currency: receipt.left.currency }
  const digits = digitsOf(receipt.left.amount)
  const { choices, left, chosen, readable, restOf, clear, put, toggle, body } = useChosen(
    receipt,
    digits,
    wanted,
  )
  const over = chosen > left
  const match = useMutation({
    mutationFn: () => matchByHand(receipt.id, body()),
    onSuccess: (after) => {
      clear()
      onDone(after)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen > 0n && readable && !over) match.mutate()
  }
  if (receipt.openItems.length === 0) return <Panel title={t('match.title')}>{t('match.none')}</Panel>
  const money = (value: bigint) => ({ amount: textOf(value, digits), currency: receipt.left.currency })
  return (
    <Panel title={t('match.title')}>
      <form onSubmit={submit}>
        <p className="xh-quiet">{t(phone ? 'match.hint' : 'match.hintDrag')}</p>
        {strange && <Alert type="warning" showIcon title={t('match.strange')} />}
        <dl
          className={styles.sums}
          aria-live="polite"
          {...(phone
            ? {}
            : {
                ...drag.source({ kind: 'receipt', receiptId: receipt.id, number: receipt.number, ...owner }),
                ...drag.ontoReceipt(receipt.id, owner),
              })}
        >
          <Sum label={t('match.left')} value={money(left)} />
          <Sum label={t('match.chosen')} value={money(chosen)} />
          <Sum label={t('match.rest')} value={money(left - chosen)} over={over} />
        </dl>
        <ul className={styles.items}>
          {receipt.openItems.map((item) => {
            const choice = choices[keyOf(item)]
            const restMinor = restOf(item)
            return (
              <OpenRow
                key={keyOf(item)}
                item={item}
                grip={
                  phone ? {} : drag.source({ kind: 'item', item: keyOf(item), number: item.number, ...owner })
                }
                target={drag.ontoItem(keyOf(item), owner)}
                amount={choice?.amount}
                onToggle={(checked) => toggle(item, checked)}
                onAmount={(amount) => put(item, { amount })}
              >
                {choice !== undefined && restMinor > 0n && !item.disputed && (
                  <DeductionFields
                    {...{ number: item.number, restMinor, digits, entry: choice.deduction }}
                    onChange={(deduction) => put(item, { deduction })}
                  />
                )}
              </OpenRow>
            )
          })}
        </ul>
        <ProblemAlert error={match.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={chosen === 0n || !readable || over}
          loading={match.isPending}
        >
          {over ? t('match.over') : t('match.submit', { amount: formatAmount(textOf(chosen, digits)) })}
        </Button>
      </form>
    </Panel>
  )
}

interface SumProps {
  label: string
  value: Receipt['left']
  over?: boolean
}

function Sum({ label, value, over = false }: SumProps) {
  return (
    <div data-over={over}>
      <dt>{label}</dt>
      <dd>
        <Money value={value} currency="sign" />
      </dd>
    </div>
  )
}

interface OpenRowProps {
  item: OpenItem
  amount: string | undefined
  grip: HTMLAttributes<HTMLElement>
  target: HTMLAttributes<HTMLElement>
  onToggle: (checked: boolean) => void
  onAmount: (text: string) => void
  /** Below the row. */
  children?: ReactNode
}

function OpenRow({ item, amount, grip, target, onToggle, onAmount, children }: OpenRowProps) {
  const { t } = useTranslation('receipts')
  const { number } = item
  return (
    <li className={styles.item} {...target}>
      <div className={styles.grip} {...grip}>
        {grip.draggable === true && <HolderOutlined aria-hidden className="xh-quiet" />}
        <Checkbox
          checked={amount !== undefined}
          aria-label={t('match.pick', { number })}
          onChange={(event) => onToggle(event.target.checked)}
        >
          {number}
          <span className={styles.small}>
            <Day value={item.dueDate} />
            {item.daysOverdue > 0 && ` · ${t('match.overdue', { count: item.daysOverdue })}`}
            {item.disputed && ` · ${t('match.disputed')}`}
          </span>
        </Checkbox>
      </div>
      <span>
        <Money value={item.open} />
      </span>
      <AmountInput
        className={styles.amount ?? ''}
        value={amount ?? ''}
        disabled={amount === undefined}
        aria-label={t('match.amountOf', { number })}
        onChange={onAmount}
      />
      {children}
    </li>
  )
}
