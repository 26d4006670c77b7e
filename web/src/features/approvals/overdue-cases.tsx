import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './statistics.module.css'
import { useOverdueCases } from './statistics-api'

/** What is past its time limit now, for those who can do something about it. */
export function OverdueCases({ subject }: { subject: string | undefined }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const found = useOverdueCases(subject)
  const body = () => {
    if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    if (found.isPending) return <PanelSkeleton rows={4} />
    if (found.data.items.length === 0) return <p className="xh-quiet">{t('overdue.none')}</p>
    return (
      <ul className={styles.overdue}>
        {found.data.items.map((item) => (
          <li key={item.id}>
            <Link to={`/approvals/all/${item.id}?overdue=true`}>{textOf(item.title)}</Link>
            <Money value={item.amount} currency="sign" />
            <span>
              {item.waitingFor.length === 0
                ? t('path.unassigned')
                : t('overdue.waits', {
                    people: item.waitingFor.map(({ displayName }) => displayName).join(t('separator')),
                  })}
            </span>
            <span className="xh-quiet">
              {t('case.dueBy')} <Instant value={item.dueAt} />
            </span>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Panel
      title={t('overdue.title')}
      extra={<Link to="/approvals/all?overdue=true&status=running">{t('overdue.all')}</Link>}
    >
      {body()}
    </Panel>
  )
}
