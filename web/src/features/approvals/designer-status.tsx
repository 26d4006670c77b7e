import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { StatusTag } from '../../ui/status-tag'
import type { FlowDetail, Subject } from './flow-types'

interface DesignerStatusProps {
  detail: FlowDetail
  subject: Subject | undefined
  dirty: boolean
}

/** What is in force, whether there is a draft, and what still runs on old versions. */
export function DesignerStatus({ detail, subject, dirty }: DesignerStatusProps) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <>
      <span>{subject === undefined ? detail.subject : textOf(subject.name)}</span>
      {detail.version === null ? (
        <StatusTag tone="neutral">{t('version.never')}</StatusTag>
      ) : (
        <StatusTag tone={detail.active ? 'good' : 'neutral'}>
          {detail.active
            ? t('version.nameInForce', { version: detail.version })
            : t('version.nameOff', { version: detail.version })}
        </StatusTag>
      )}
      {(detail.draft !== null || dirty) && <StatusTag tone="info">{t('version.draft')}</StatusTag>}
      {detail.runningOnOld > 0 && (
        <Link to={`/approvals/all?subject=${encodeURIComponent(detail.subject)}&status=running`}>
          {t('version.onOld', { count: detail.runningOnOld })}
        </Link>
      )}
    </>
  )
}
