import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changesOf } from './audit-fields'
import { useAuditWords } from './audit-words'
import styles from './audit.module.css'
import { ShownValue } from './shown-value'

interface ChangeListProps {
  before: unknown
  after: unknown
  /** Fields shown before the rest is behind a button. */
  max?: number
}

/** The fields that an entry changed, what they were and what they became. */
export function ChangeList({ before, after, max = 6 }: ChangeListProps) {
  const { t } = useTranslation('audit')
  const { field } = useAuditWords()
  const [all, setAll] = useState(false)
  const changes = changesOf(before, after)
  if (changes.length === 0) return <span className="xh-quiet">–</span>
  const shown = all ? changes : changes.slice(0, max)
  const hasBefore = before !== null
  return (
    <dl className={styles.changes}>
      {shown.map(({ name, before: old, after: now, currency }) => (
        <div key={name}>
          <dt>{field(name)}</dt>
          <dd>
            {hasBefore && (
              <>
                <del>
                  <ShownValue {...{ name, currency }} value={old} />
                </del>
                {after !== null && <span aria-hidden> → </span>}
              </>
            )}
            {after !== null && (
              <ins>
                <ShownValue {...{ name, currency }} value={now} />
              </ins>
            )}
          </dd>
        </div>
      ))}
      {changes.length > shown.length && (
        <Button type="link" size="small" className={styles.more ?? ''} onClick={() => setAll(true)}>
          {t('moreFields', { count: changes.length - shown.length })}
        </Button>
      )}
    </dl>
  )
}
