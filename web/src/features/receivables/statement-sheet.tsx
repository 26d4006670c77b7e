import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { Day } from '../../ui/day'
import { isNegative } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { usePhone } from '../../ui/use-phone'
import type { Statement } from './api'
import styles from './receivables.module.css'
import { MovementBlocks, OpenItemBlocks } from './statement-blocks'
import { useTypeName } from './type-name'

type OneCurrency = Statement['statements'][number]

function Movements({ statement }: { statement: OneCurrency }) {
  const { t } = useTranslation('receivables')
  const typeName = useTypeName()
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
  const phone = usePhone()
  const { currency } = statement
  const parts = [
    {
      title: t('statement.movements', { currency }),
      content: phone ? <MovementBlocks statement={statement} /> : <Movements statement={statement} />,
    },
    {
      title: t('statement.openItems', { currency }),
      content: phone ? <OpenItemBlocks statement={statement} /> : <OpenItems statement={statement} />,
    },
  ]
  return (
    <section className={styles.currency}>
      {parts.map(({ title, content }) => (
        <Fragment key={title}>
          <h3>{title}</h3>
          {content}
        </Fragment>
      ))}
    </section>
  )
}
