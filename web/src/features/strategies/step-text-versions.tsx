import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Instant } from '../../ui/day'
import { ErrorState } from '../../ui/error-state'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import type { TextContent } from './step-text-preview'
import { useTextVersions, type Text } from './strategy-api'
import styles from './strategies.module.css'

interface StepTextVersionsProps {
  text: Text
  /** Takes an earlier text over into the form; undefined for who may not write. */
  onTake: ((text: TextContent) => void) | undefined
}

/** How the text was before: who put it in force when, newest first. */
export function StepTextVersions({ text, onTake }: StepTextVersionsProps) {
  const { t } = useTranslation('strategies')
  const versions = useTextVersions(text)
  const content = () => {
    if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
    if (versions.isPending) return <PanelSkeleton rows={2} />
    if (versions.data.items.length === 0) return <p className="xh-quiet">{t('text.neverChanged')}</p>
    return (
      <Flex vertical gap="small">
        {versions.data.items.map((one) => (
          <Flex key={one.version} gap="small" wrap align="center">
            <span>{t('text.version', { version: one.version })}</span>
            <Person username={one.createdBy} />
            {one.createdAt !== null && <Instant value={one.createdAt} />}
            <span>{one.subject}</span>
            {one.version !== text.version && onTake !== undefined && (
              <Button size="small" onClick={() => onTake(one)}>
                {t('text.take')}
              </Button>
            )}
          </Flex>
        ))}
      </Flex>
    )
  }
  return (
    <section aria-label={t('text.versions')} className={styles.versions}>
      <h3>{t('text.versions')}</h3>
      {content()}
    </section>
  )
}
