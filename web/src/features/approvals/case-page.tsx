import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useText } from '../../i18n/use-text'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { usePhone } from '../../ui/use-phone'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { CaseActions } from './case-actions'
import { useCase } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { CasePath } from './case-path'
import { CaseRequest } from './case-request'
import { CaseTalk } from './case-talk'
import { CaseView } from './case-view'
import { ChangesPanel } from './changes-panel'
import { CreditPanel, RatingPanel } from './dossier-panels'
import { DecisionsPanel, ReleasesPanel } from './history-panels'
import { RevisionPanel } from './revision-panel'

/** A case on a page of its own: request, evidence, path and buttons on one screen. */
export function Component() {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const phone = usePhone()
  const { id = '' } = useParams()
  const found = useCase(id)
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <PanelSkeleton rows={14} />
  const { dossier } = found.data
  return (
    <>
      <PageHeader
        title={textOf(found.data.title)}
        detail={found.data.number}
        actions={<Link to="/approvals/todo">{t('case.back')}</Link>}
      />
      {phone ? (
        <CaseView id={id} />
      ) : (
        <>
          <div className={styles.page}>
            <div className={styles.column}>
              <CaseRequest found={found.data} title={t('case.request')} />
              {dossier.revision.length > 0 && <RevisionPanel revision={dossier.revision} />}
              <ChangesPanel dossier={dossier} closed={found.data.closedAt !== null} />
            </div>
            <div className={styles.column}>
              <CreditPanel dossier={dossier} />
              {dossier.rating !== null && <RatingPanel rating={dossier.rating} />}
              {dossier.customer !== null && <ReleasesPanel releases={dossier.releases} />}
            </div>
            <div className={styles.column}>
              <CasePath found={found.data} />
              {dossier.customer !== null && <DecisionsPanel decisions={dossier.decisions} />}
              <CaseTalk found={found.data} />
              <HistoryPanel objectType="approval-case" objectId={id} />
            </div>
          </div>
          <CaseActions found={found.data} />
        </>
      )}
    </>
  )
}
