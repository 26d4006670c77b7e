import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import type { Dossier } from '../../ui/cases/case-api'
import styles from './case.module.css'

type Revision = Dossier['revision']

function byPart(revision: Revision): [string, Revision][] {
  const parts = new Map<string, Revision>()
  for (const change of revision) {
    parts.set(change.part.zh, [...(parts.get(change.part.zh) ?? []), change])
  }
  return [...parts]
}

/** What a document to be published changes in the one in force, part by part. */
export function RevisionPanel({ revision }: { revision: Revision }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <Panel
      title={t('case.revision')}
      extra={<span>{t('case.revisionCount', { count: revision.length })}</span>}
    >
      <table className={styles.compare}>
        <thead>
          <tr>
            <th scope="col">{t('case.figure')}</th>
            <th scope="col">{t('case.before')}</th>
            <th scope="col">{t('case.after')}</th>
          </tr>
        </thead>
        {byPart(revision).map(([key, changes]) => (
          <tbody key={key}>
            <tr>
              <th colSpan={3} scope="rowgroup" className={styles.comparePart}>
                {textOf(changes[0]?.part ?? { zh: key, en: key })}
              </th>
            </tr>
            {changes.map(({ field, before, after }) => (
              <tr key={field.en}>
                <th scope="row">{textOf(field)}</th>
                <td>{before === null ? '—' : <del>{textOf(before)}</del>}</td>
                <td>{after === null ? '—' : <ins>{textOf(after)}</ins>}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Panel>
  )
}
