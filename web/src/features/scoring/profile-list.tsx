import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import type { Scorecard } from './api'
import styles from './scoring.module.css'

/** For whom other weights count. */
export function ProfileList({ content }: { content: Scorecard['content'] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const profiles = content.profiles ?? []
  if (profiles.length === 0) return null
  return (
    <Panel title={t('profile.title')}>
      <ol className={styles.lines}>
        {profiles.map(({ code, label, indicators }) => (
          <li key={code}>
            <span>{textOf(label)}</span>
            <span className={styles.note}>{t('profile.weights', { count: indicators.length })}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
