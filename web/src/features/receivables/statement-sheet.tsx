import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { Day } from '../../ui/day'
import { isNegative } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import type { Statement } from './api'
import styles from './receivables.module.css'

type OneCurrency = Statement['statements'][number]

const knownTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const

function Movements({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  const typeName = (type: string) => {
    const known = knownTypes.find((one) => one === type)
    return known === undefined ? type : t(`type.${known}`)
  }
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t('statement.date')}</th>
          <th scope="col">{t('statement.what')}</th>
          <th scope="col">{t('item.document')}</th>
          <th scope="col">{t('statement.debit')}</th>
          <th scope="col">{t('statement.credit')}</th>
          <th scope="col">{t('statement.balance')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td colSpan={5}>{t('statement.opening')}</td>
          <td>
            <Money value={statement.opening} />
          </td>
        </tr>
        {statement.movements.map(({ date, document, amount, balance }, index) => {
          const paid = isNegative(amount.amount)
          return (
            <tr key={index}>
              <td>
                <Day value={date} />
              </td>
              <td>{typeName(document.type)}</td>
              <td>{document.number}</td>
              <td>{!paid && <Money value={amount} />}</td>
              <td>{paid && <Money value={{ ...amount, amount: amount.amount.slice(1) }} />}</td>
              <td>
                <Money value={balance} />
              </td>
            </tr>
          )
        })}
        <tr className={styles.sum}>
          <td colSpan={5}>{t('statement.closing')}</td>
          <td>
            <Money value={statement.closing} currency="sign" strong />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function OpenItems({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t('item.document')}</th>
          <th scope="col">{t('item.date')}</th>
          <th scope="col">{t('item.due')}</th>
          <th scope="col">{t('item.age')}</th>
          <th scope="col">{t('item.amount')}</th>
          <th scope="col">{t('item.open')}</th>
        </tr>
      </thead>
      <tbody>
        {statement.openItems.map((item) => (
          <tr key={`${item.document.number} ${item.document.itemNo}`}>
            <td>{item.document.number}</td>
            <td>
              <Day value={item.documentDate} />
            </td>
            <td>
              <Day value={item.dueDate} />
            </td>
            <td>
              <Age days={item.kind === 'unapplied' ? null : item.daysOverdue} />
            </td>
            <td>
              <Money value={item.amount} />
            </td>
            <td>
              <Money value={item.open} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The statement in one currency. */
export function StatementSheet({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  return (
    <section className={styles.currency}>
      <h3>{t('statement.movements', { currency: statement.currency })}</h3>
      <div
        className={styles.scroll}
        tabIndex={0}
        role="group"
        aria-label={t('statement.movements', { currency: statement.currency })}
      >
        <Movements statement={statement} />
      </div>
      <h3>{t('statement.openItems', { currency: statement.currency })}</h3>
      <div
        className={styles.scroll}
        tabIndex={0}
        role="group"
        aria-label={t('statement.openItems', { currency: statement.currency })}
      >
        <OpenItems statement={statement} />
      </div>
    </section>
  )
}
