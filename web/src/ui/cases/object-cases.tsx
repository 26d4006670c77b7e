import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCasesOf } from './case-api'
import { CaseStatus } from './case-status'
import styles from './object-cases.module.css'

/** The approvals of one object (a held order, a request), with a way to each; nothing when there is none. */
export function ObjectCases({ objectId }: { objectId: string }) {
  const { t } = useTranslation('approvals')
  const cases = useCasesOf(objectId).data?.items ?? []
  if (cases.length === 0) return null
  return (
    <ul className={styles.cases} aria-label={t('case.ofObject')}>
      {cases.map((item) => (
        <li key={item.id}>
          <Link to={`/approval-cases/${item.id}`}>{t('case.linked', { number: item.number })}</Link>
          <CaseStatus status={item.status} />
          {item.status === 'running' && item.waitingFor.length > 0 && (
            <span className="xh-quiet">
              {t('overdue.waits', {
                people: item.waitingFor.map(({ displayName }) => displayName).join(t('separator')),
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
