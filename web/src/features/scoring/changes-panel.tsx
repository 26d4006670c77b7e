import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import styles from './designer.module.css'
import type { Draft } from './draft-api'

interface ChangesTableProps {
  changes: Draft['changes']
  /** Names of the columns. */
  before: string
  after: string
}

/** Differences part by part, in words. */
export function ChangesTable({ changes, before: was, after: is }: ChangesTableProps) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  if (changes.length === 0) return <p className={styles.hint}>{t('changes.none')}</p>
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th scope="col">{t('changes.where')}</th>
          <th scope="col">{was}</th>
          <th scope="col">{is}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ part, field, before, after }) => (
          <tr key={`${part.en}/${field.en}`}>
            <th scope="row">
              {textOf(part)} · {textOf(field)}
            </th>
            <td>{before === null ? '–' : <del>{textOf(before)}</del>}</td>
            <td>{after === null ? '–' : <ins>{textOf(after)}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What differs from the version that is being changed, as it was last saved. */
export function ChangesPanel({ changes, dirty }: { changes: Draft['changes']; dirty: boolean }) {
  const { t } = useTranslation('scoring')
  return (
    <Panel title={t('changes.title')} extra={dirty ? t('changes.unsaved') : ''}>
      {changes.length === 0 ? (
        <p className={styles.hint}>{t('changes.none')}</p>
      ) : (
        <ChangesTable changes={changes} before={t('changes.before')} after={t('changes.after')} />
      )}
    </Panel>
  )
}
