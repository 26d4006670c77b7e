import { Form } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayPicker } from '../../ui/days/day-picker'
import { lessOf, sumOf, type Rate } from './schedule'
import styles from './worklist.module.css'

interface RatesFieldProps {
  value?: readonly Rate[]
  onChange?: (rates: readonly Rate[]) => void
  /** What the chosen items come to. */
  totalOf: (items: readonly string[]) => string
}

const amountShape = /^\d{1,12}(\.\d{1,4})?$/

/** The rates of a plan: days and amounts can be changed, their sum may not. */
export function RatesField({ value = [], onChange, totalOf }: RatesFieldProps) {
  const { t } = useTranslation('worklist')
  const items = Form.useWatch<string[] | undefined>('items') ?? []
  const put = (index: number, change: Partial<Rate>) =>
    onChange?.(value.map((rate, at) => (at === index ? { ...rate, ...change } : rate)))
  const sums = value.every(({ amount }) => amountShape.test(amount))
  const rest = sums ? lessOf(totalOf(items), sumOf(value.map(({ amount }) => amount))) : null
  return (
    <>
      <ol className={styles.rates}>
        {value.map((rate, index) => (
          <li key={index}>
            <DayPicker
              aria-label={t('planForm.dayOf', { no: index + 1 })}
              value={dayjs(rate.dueOn)}
              minDate={dayjs()}
              allowClear={false}
              onChange={(day) => day && put(index, { dueOn: day.format('YYYY-MM-DD') })}
            />
            <AmountInput
              aria-label={t('planForm.amountOf', { no: index + 1 })}
              className={styles.rate ?? ''}
              value={rate.amount}
              status={amountShape.test(rate.amount) ? '' : 'error'}
              onChange={(amount) => put(index, { amount })}
            />
          </li>
        ))}
      </ol>
      <p className={rest !== null && Number(rest) === 0 ? 'xh-quiet' : styles.wrong}>
        {rest === null
          ? t('planForm.amountShape')
          : t(Number(rest) === 0 ? 'planForm.sums' : 'planForm.rest', {
              total: totalOf(items),
              rest,
            })}
      </p>
    </>
  )
}
