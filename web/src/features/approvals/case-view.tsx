import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { CaseActions } from './case-actions'
import { useCase } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { CasePath } from './case-path'
import { CaseRequest } from './case-request'
import { CaseTalk } from './case-talk'
import { ChangesPanel } from './changes-panel'
import { CreditPanel, RatingPanel } from './dossier-panels'
import { RevisionPanel } from './revision-panel'
import { DecisionsPanel, ReleasesPanel } from './history-panels'

/** The case beside the list, or on a phone: everything below each other, the buttons always in sight. */
export function CaseView({ id }: { id: string }) {
  const { t } = useTranslation('approvals')
  const found = useCase(id)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending)
    return (
      <Panel>
        <PanelSkeleton rows={12} />
      </Panel>
    )
  const { dossier } = found.data
  return (
    <>
      <CaseActions found={found.data} atTop />
      <div className={styles.stack}>
        <CaseRequest found={found.data} />
        <CreditPanel dossier={dossier} />
        {dossier.rating !== null && <RatingPanel rating={dossier.rating} />}
        {dossier.revision.length > 0 && <RevisionPanel revision={dossier.revision} />}
        <ChangesPanel dossier={dossier} closed={found.data.closedAt !== null} />
        <CasePath found={found.data} />
        {dossier.customer !== null && (
          <>
            <DecisionsPanel decisions={dossier.decisions} />
            <ReleasesPanel releases={dossier.releases} />
          </>
        )}
        <CaseTalk found={found.data} />
        <HistoryPanel objectType="approval-case" objectId={id} />
        <p>
          <Link to={`/approval-cases/${id}`}>{t('case.fullPage')}</Link>
        </p>
      </div>
    </>
  )
}
