import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { formatAmount } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { digitsOf, minorOf, textOf } from './amounts'
import { matchByHand, type OpenItem, type Receipt } from './api'
import styles from './receipts.module.css'

interface MatchFormProps {
  receipt: Receipt
  onDone: (after: Receipt) => void
}

const keyOf = ({ invoiceId, itemNo }: OpenItem) => `${invoiceId} ${itemNo}`

/** Applies a receipt to the instalments ticked; each is filled with as much as is open and left. */
export function MatchForm({ receipt, onDone }: MatchFormProps) {
  const { t } = useTranslation('receipts')
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({})
  const digits = digitsOf(receipt.left.amount)
  const minor = (text: string) => minorOf(text, digits) ?? 0n
  const left = minor(receipt.left.amount)
  const chosen = Object.values(amounts).reduce((sum, text) => sum + minor(text), 0n)
  const readable = Object.values(amounts).every((text) => minor(text) > 0n)
  const over = chosen > left
  const match = useMutation({
    mutationFn: () =>
      matchByHand(receipt.id, {
        items: receipt.openItems.flatMap((item) => {
          const text = amounts[keyOf(item)]
          const { invoiceId, itemNo } = item
          return text === undefined ? [] : [{ invoiceId, itemNo, amount: textOf(minor(text), digits) }]
        }),
      }),
    onSuccess: (after) => {
      setAmounts({})
      onDone(after)
    },
  })
  const toggle = (item: OpenItem, checked: boolean) =>
    setAmounts((before) => {
      const { [keyOf(item)]: _, ...others } = before
      if (!checked) return others
      const taken = Object.values(others).reduce((sum, text) => sum + minor(text), 0n)
      const open = minor(item.open.amount)
      const rest = left > taken ? left - taken : 0n
      return { ...others, [keyOf(item)]: textOf(open < rest ? open : rest, digits) }
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
        <p className="xh-quiet">{t('match.hint')}</p>
        <dl className={styles.sums} aria-live="polite">
          <Sum label={t('match.left')} value={money(left)} />
          <Sum label={t('match.chosen')} value={money(chosen)} />
          <Sum label={t('match.rest')} value={money(left - chosen)} over={over} />
        </dl>
        <ul className={styles.items}>
          {receipt.openItems.map((item) => (
            <OpenRow
              key={keyOf(item)}
              item={item}
              amount={amounts[keyOf(item)]}
              onToggle={(checked) => toggle(item, checked)}
              onAmount={(text) => setAmounts((before) => ({ ...before, [keyOf(item)]: text }))}
            />
          ))}
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
  onToggle: (checked: boolean) => void
  onAmount: (text: string) => void
}

function OpenRow({ item, amount, onToggle, onAmount }: OpenRowProps) {
  const { t } = useTranslation('receipts')
  const { number } = item
  return (
    <li className={styles.item}>
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
      <span>
        <Money value={item.open} />
      </span>
      <Input
        className={styles.amount ?? ''}
        inputMode="decimal"
        value={amount ?? ''}
        disabled={amount === undefined}
        aria-label={t('match.amountOf', { number })}
        onChange={(event) => onAmount(event.target.value)}
      />
    </li>
  )
}
