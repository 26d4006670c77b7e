import { LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Instant } from '../day'
import type { AuditEntry } from './audit-api'
import { useAuditWords } from './audit-words'
import styles from './audit.module.css'
import { ChangeList } from './change-list'

function Rows({ rows, open }: { rows: readonly AuditEntry[]; open: boolean }) {
  const { t } = useTranslation('audit')
  const { done } = useAuditWords()
  if (rows.length === 0) return null
  return (
    <details className={styles.rows} open={open}>
      <summary>{t('rowsChanged', { count: rows.length })}</summary>
      {rows.map((row) => (
        <section key={row.id}>
          <h4>{done(row)}</h4>
          <ChangeList before={row.before} after={row.after} />
        </section>
      ))}
    </details>
  )
}

/** What happened in one transaction: what the program says it did, and which rows the database saw change. */
export function EventCard({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit')
  const { done, actor } = useAuditWords()
  const said = entries.filter((entry) => entry.kind === 'action' || entry.kind === 'access')
  const rows = entries.filter((entry) => entry.kind === 'row' || entry.kind === 'rows')
  const [head] = said.length > 0 ? said : rows
  if (head === undefined) return null
  return (
    <li className={styles.event}>
      <p className={styles.when}>
        <Instant value={head.at} />
        <span>{actor(head)}</span>
        {head.sealedIn !== null && (
          <span className="xh-quiet" title={t('sealedIn', { batch: head.sealedIn })}>
            <LockOutlined aria-hidden /> {t('sealed')}
          </span>
        )}
      </p>
      {said.map((entry) => (
        <section key={entry.id}>
          <h3>
            {done(entry)} <span className={styles.object}>{entry.objectId}</span>
          </h3>
          {entry.reason !== null && <p className={styles.reason}>{t('because', { reason: entry.reason })}</p>}
          <ChangeList before={entry.before} after={entry.after} />
        </section>
      ))}
      <Rows rows={rows} open={said.length === 0} />
    </li>
  )
}
