import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import { StatusTag } from '../../ui/status-tag'
import type { Signal } from './api'
import styles from './recoveries.module.css'

/** What was on record before a loss, the earliest first: what told of danger, and what was decided all the same. */
export function SignalList({ signals }: { signals: readonly Signal[] }) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  if (signals.length === 0) return <p className="xh-quiet">{t('signal.none')}</p>
  return (
    <ul className={styles.lines}>
      {signals.map(({ kind, on, who, text: words, danger }, index) => (
        <li key={`${on} ${kind} ${index}`}>
          <Day value={on} />
          <StatusTag tone={danger ? 'danger' : 'warn'}>{t(`signal.kind.${kind}`)}</StatusTag>
          <span>{text(words)}</span>
          {who !== null && <span className="xh-quiet">{who}</span>}
        </li>
      ))}
    </ul>
  )
}
