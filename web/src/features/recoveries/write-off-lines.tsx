import { useTranslation } from 'react-i18next'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import { undoRecovery, type WriteOff } from './api'
import styles from './recoveries.module.css'
import { WithReason } from './with-reason'

/** What is written off, with the conditions of a tax deduction that it fails. */
export function WriteOffItems({ one }: { one: WriteOff }) {
  const { t } = useTranslation('recoveries')
  return (
    <Panel title={t('items')}>
      <ul className={styles.lines}>
        {one.items.map(({ number, itemNo, dueDate, amount, open, faults }) => (
          <li key={`${number} ${itemNo}`}>
            {number} / {itemNo} <Day value={dueDate} /> <Money value={amount} currency="sign" />
            <span className="xh-quiet">
              {t('open')} <Money value={open} />
            </span>
            {faults.map((fault) => (
              <StatusTag key={fault} tone="warn">
                {t(`fault.${fault}`)}
              </StatusTag>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What came in after the write-off. */
export function RecoveryLines({ one }: { one: WriteOff }) {
  const { t } = useTranslation('recoveries')
  if (one.recoveries.length === 0) return null
  return (
    <Panel title={t('recovery.title')}>
      <ul className={styles.lines}>
        {one.recoveries.map(({ id, on, receipt, number, amount, note, recordedBy, undoneOn, undoReason }) => (
          <li key={id}>
            <Day value={on} /> <Money value={amount} currency="sign" /> {receipt.number} → {number}
            <span className="xh-quiet">{[recordedBy, note].filter(Boolean).join(' · ')}</span>
            {undoneOn !== null && (
              <StatusTag tone="neutral">{`${t('recovery.undone')} ${undoneOn} ${undoReason ?? ''}`}</StatusTag>
            )}
            {undoneOn === null && one.allowed.includes('recover') && (
              <WithReason
                label={t('recovery.undo')}
                consequence={t('recovery.undoThen')}
                act={(reason) => undoRecovery(id, reason)}
                button={{ size: 'small' }}
              />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
