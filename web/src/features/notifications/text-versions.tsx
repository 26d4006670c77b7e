import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useTemplateVersions, type Template, type Text } from './channel-api'
import styles from './notifications.module.css'

interface TextVersionsProps {
  template: Template
  /** Takes an earlier text over into the form. */
  onTake: (text: Text) => void
}

/** How the text was before: who changed it when, newest first. */
export function TextVersions({ template, onTake }: TextVersionsProps) {
  const { t } = useTranslation('notifications')
  const versions = useTemplateVersions(template)
  const content = () => {
    if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
    if (versions.isPending) return <PanelSkeleton rows={2} />
    if (versions.data.items.length === 0) return <p className="xh-quiet">{t('text.neverChanged')}</p>
    return (
      <ol className={styles.versions}>
        {versions.data.items.map(({ version, title, body, createdBy, createdAt }) => {
          const text = title === null || body === null ? template.standard : { title, body }
          return (
            <li key={version}>
              <span>
                {t('text.version', { version, by: createdBy })} <Instant value={createdAt} />
              </span>
              <span>{title === null ? t('text.standard') : title}</span>
              {version !== template.version && (
                <Button size="small" onClick={() => onTake(text)}>
                  {t('text.take')}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    )
  }
  return (
    <section aria-label={t('text.versions')}>
      <h3>{t('text.versions')}</h3>
      {content()}
    </section>
  )
}
