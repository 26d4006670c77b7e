import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useContactLog, type Contact } from './api'
import styles from './worklist.module.css'

function Entry({ contact }: { contact: Contact }) {
  const { t } = useTranslation('worklist')
  const { at, by, channel, direction, outcome, contactPerson, recipient, subject, body, proofGrade } = contact
  const who = contactPerson ?? recipient
  return (
    <li>
      <p className={styles.entryHead}>
        <Instant value={at} />
        <strong>{t(`channel.${channel}`)}</strong>
        {direction === 'in' && <span>{t('log.incoming')}</span>}
        {outcome !== null && <span>{t(`outcome.${outcome}`)}</span>}
        <span className="xh-quiet">
          {by}
          {who === null ? '' : ` → ${who}`}
        </span>
        <span className="xh-quiet">{t(`proof.${proofGrade}`)}</span>
      </p>
      {subject !== null && <p>{subject}</p>}
      {body !== null && <p className={styles.said}>{body}</p>}
      {contact.evidence.map(({ id, name }) => (
        <a key={id} href={`/api/v1/evidence-files/${id}`} download>
          {name}
        </a>
      ))}
    </li>
  )
}

/** Who said what when, and how well it is proved; the newest first. */
export function ContactHistory({ code }: { code: string }) {
  const { t } = useTranslation('worklist')
  const log = useContactLog(code)
  return (
    <Panel title={t('cockpit.contacts')}>
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <PanelSkeleton rows={3} />}
      {log.data?.items.length === 0 && <EmptyState title={t('log.none')} />}
      <ol className={styles.log}>
        {log.data?.items.map((contact) => (
          <Entry key={contact.id} contact={contact} />
        ))}
      </ol>
    </Panel>
  )
}
