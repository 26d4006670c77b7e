import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Publication, Rule } from './api'
import { PublishDialog } from './publish-dialog'
import { ruleChanges } from './rule-changes'
import styles from './rules.module.css'

interface PublishBarProps {
  rules: readonly Rule[]
  inForce: readonly Rule[]
  /** The version that the rules change. */
  baseVersion: number
  onPublished: (answer: Publication) => void
  onDiscard: () => void
}

/** Once rules differ from those in force: how many, publishing them as a new version, and dropping the changes. */
export function PublishBar({ rules, inForce, baseVersion, onPublished, onDiscard }: PublishBarProps) {
  const { t } = useTranslation('rules')
  const [open, setOpen] = useState(false)
  const changes = ruleChanges(inForce, rules)
  if (changes.length === 0) return null
  return (
    <div className={styles.publish}>
      <span>{t('publish.changes', { count: changes.length })}</span>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('publish.publish')}
      </Button>
      <Button onClick={onDiscard}>{t('publish.discard')}</Button>
      {open && (
        <PublishDialog
          {...{ rules, changes, baseVersion }}
          onDone={onPublished}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}
