import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { useOpenHolds } from './api'
import styles from './home.module.css'
import { Worklist } from './worklist'

/** Orders that wait for a decision, with the reason. */
export function HoldsWorklist() {
  const { t } = useTranslation('home')
  const textOf = useText()
  const holds = useOpenHolds(true)
  return (
    <Worklist
      title={t('holds.title')}
      all="/holds"
      result={holds}
      rowKey={(hold) => hold.id}
      rowHref={(hold) => `/holds/${hold.id}`}
      empty={{ title: t('holds.emptyTitle'), hint: t('holds.emptyHint') }}
      render={(hold) => (
        <>
          <span className={styles.rowTitle}>
            <span className={styles.rowName}>{hold.customerName}</span>
            {hold.ready && <StatusTag tone="good">{t('holds.ready')}</StatusTag>}
          </span>
          <span className={styles.rowFigure}>
            <Money value={hold.amount} currency="sign" strong />
          </span>
          <span className={styles.rowNote}>
            {hold.document.number}
            {hold.reasons[0] !== undefined && ` · ${textOf(hold.reasons[0].message)}`}
          </span>
        </>
      )}
    />
  )
}
