import { useTranslation } from 'react-i18next'
import styles from './settings.module.css'

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const shownMax = 6

/** The fields that differ, before and after; the rest is counted. */
export function AuditChange({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useTranslation('settings')
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  const changed = names.filter((name) => textOf(old[name]) !== textOf(now[name]))
  if (changed.length === 0) return <span className="xh-quiet">–</span>
  return (
    <ul className={styles.changes}>
      {changed.slice(0, shownMax).map((name) => (
        <li key={name}>
          <code>{name}</code>
          <span>
            {name in old && <s>{textOf(old[name]).slice(0, 80)}</s>}{' '}
            {name in now && textOf(now[name]).slice(0, 80)}
          </span>
        </li>
      ))}
      {changed.length > shownMax && (
        <li className="xh-quiet">{t('audit.moreFields', { count: changed.length - shownMax })}</li>
      )}
    </ul>
  )
}
