import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Instant } from '../../ui/day'
import { Person } from '../../ui/person'
import { StatusTag } from '../../ui/status-tag'
import styles from './designer.module.css'
import type { FlowDetail } from './flow-types'

interface VersionsPanelProps {
  detail: FlowDetail
  shown: number | undefined
  onShow: (version: number | undefined) => void
}

/** The published versions, newest first, with the cases that still run on each. */
export function VersionsPanel({ detail, shown, onShow }: VersionsPanelProps) {
  const { t } = useTranslation('approvals')
  if (detail.versions.length === 0) return <p className={styles.fieldHint}>{t('version.none')}</p>
  return (
    <ol className={styles.versions}>
      {[...detail.versions]
        .sort((a, b) => b.version - a.version)
        .map(({ version, publishedAt, publishedBy, note, running }) => (
          <li key={version}>
            <p className={styles.versionHead}>
              <button
                type="button"
                className={styles.linkButton}
                aria-pressed={shown === version}
                onClick={() => onShow(shown === version ? undefined : version)}
              >
                {t('version.name', { version })}
              </button>
              {version === detail.version && <StatusTag tone="good">{t('version.inForce')}</StatusTag>}
            </p>
            <p className={styles.fieldHint}>
              <Person username={publishedBy} /> · <Instant value={publishedAt} />
            </p>
            {note !== null && <p>{note}</p>}
            {running > 0 && (
              <Link to={`/approvals/all?subject=${encodeURIComponent(detail.subject)}&status=running`}>
                {t('version.running', { count: running })}
              </Link>
            )}
          </li>
        ))}
    </ol>
  )
}
