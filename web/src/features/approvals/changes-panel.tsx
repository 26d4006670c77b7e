import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Instant } from '../../ui/day'
import { Panel } from '../../ui/panel'
import type { Dossier } from '../../ui/cases/case-api'
import styles from './case.module.css'
import { ShownValue } from './shown-value'

type Figures = Dossier['figures']

/** Figures on submission and now, one row each; those that differ stand out. */
function FigureTable({ figures, changed }: { figures: Figures; changed: ReadonlySet<string> }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  return (
    <table className={styles.compare}>
      <thead>
        <tr>
          <th scope="col">{t('case.figure')}</th>
          <th scope="col">{t('case.onSubmission')}</th>
          <th scope="col">{t('case.atPresent')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ key, label, before, now }) => (
          <tr key={key} data-changed={changed.has(key) || undefined}>
            <th scope="row">{textOf(label)}</th>
            <td>
              <ShownValue value={before} />
            </td>
            <td>
              <ShownValue value={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What differs now from when it was submitted, said also when nothing does; all figures on demand. */
export function ChangesPanel({ dossier, closed }: { dossier: Dossier; closed: boolean }) {
  const { t } = useTranslation('approvals')
  const [all, setAll] = useState(false)
  const { changes, figures } = dossier
  const changed = new Set(changes.map(({ key }) => key))
  const shown = all ? figures : changes
  return (
    <Panel
      title={closed ? t('case.changesUntilEnd') : t('case.changes')}
      extra={
        figures.length > 0 && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('case.onlyChanges') : t('case.allFigures', { count: figures.length })}
          </Button>
        )
      }
    >
      {changes.length === 0 && <p className="xh-quiet">{t('case.noChanges')}</p>}
      {shown.length > 0 && <FigureTable figures={shown} changed={changed} />}
      {closed && (
        <p className="xh-quiet">
          {t('case.asOf')} <Instant value={dossier.asOf} />
        </p>
      )}
    </Panel>
  )
}
