import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Dossier } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { CaseStatus } from '../../ui/cases/case-status'

/** Earlier decisions about this customer. */
export function DecisionsPanel({ decisions }: Pick<Dossier, 'decisions'>) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <Panel title={t('case.decisions')}>
      {decisions.length === 0 ? (
        <p className="xh-quiet">{t('case.noDecisions')}</p>
      ) : (
        <ul className={styles.rows}>
          {decisions.map((one) => (
            <li key={one.caseId}>
              <p className={styles.rowHead}>
                <Link to={`/approval-cases/${one.caseId}`}>{textOf(one.title)}</Link>
                <CaseStatus status={one.status} />
              </p>
              <p className="xh-quiet">
                {one.decidedBy?.displayName} <Instant value={one.closedAt} />
                {one.comment !== null && ` · ${one.comment}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const becameTones: Readonly<Record<Dossier['releases'][number]['became'], Tone>> = {
  open: 'info',
  paid: 'good',
  'paid-late': 'warn',
  overdue: 'danger',
  loss: 'danger',
  'not-billed': 'neutral',
}

/** Who released which order before, and what became of it. */
export function ReleasesPanel({ releases }: Pick<Dossier, 'releases'>) {
  const { t } = useTranslation('approvals')
  return (
    <Panel title={t('case.releases')}>
      {releases.length === 0 ? (
        <p className="xh-quiet">{t('case.noReleases')}</p>
      ) : (
        <ul className={styles.rows}>
          {releases.map((one) => (
            <li key={one.holdId}>
              <p className={styles.rowHead}>
                <Link to={`/holds/${one.holdId}`}>{one.documentNumber}</Link>
                <Money value={one.amount} currency="sign" />
                <StatusTag tone={becameTones[one.became]}>
                  {t(`became.${one.became}`)}
                  {one.daysLate !== null && one.daysLate > 0 && ` ${t('case.late', { count: one.daysLate })}`}
                </StatusTag>
              </p>
              <p className="xh-quiet">
                {t('case.releasedBy', { name: one.releasedBy.displayName })}{' '}
                <Instant value={one.releasedAt} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
