import { Spin, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './designer.module.css'
import type { Preview } from './draft-api'
import { EffectTables } from './effect-tables'

interface PreviewProps {
  preview: Preview | undefined
  error: Error | null
  waiting: boolean
}

function Movers({ movers }: { movers: Preview['moversUp'] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  if (movers.length === 0) return <p className={styles.hint}>{t('preview.nobody')}</p>
  return (
    <ul className={styles.movers}>
      {movers.map((mover) => (
        <li key={mover.customerCode}>
          <p>
            <Link to={`/customers/${encodeURIComponent(mover.customerCode)}/rating`}>
              {mover.customerName}
            </Link>
            <span className={styles.move}>
              <GradeTag grade={mover.gradeNow} /> {mover.scoreNow.toFixed(2)} →{' '}
              <GradeTag grade={mover.gradeAfter} /> {mover.scoreAfter.toFixed(2)}
            </span>
          </p>
          <ul className={styles.reasons}>
            {mover.reasons.slice(0, 3).map((reason) => (
              <li key={reason.en}>{textOf(reason)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** What the scorecard as it stands would do to the whole book. */
export function PreviewPanel({ preview, error, waiting }: PreviewProps) {
  const { t } = useTranslation('scoring')
  return (
    <div>
      <Panel
        title={t('preview.title')}
        extra={waiting ? <Spin size="small" aria-label={t('preview.wait')} /> : ''}
      >
        <ProblemAlert error={error} />
        {preview === undefined ? (
          error === null && <PanelSkeleton rows={8} />
        ) : (
          <div aria-busy={waiting} data-testid="preview">
            <EffectTables effect={preview} against={preview.against} badDefinition={preview.badDefinition} />
            <Tabs
              size="small"
              items={[
                {
                  key: 'down',
                  label: t('preview.down', { count: preview.down }),
                  children: <Movers movers={preview.moversDown} />,
                },
                {
                  key: 'up',
                  label: t('preview.up', { count: preview.up }),
                  children: <Movers movers={preview.moversUp} />,
                },
              ]}
            />
          </div>
        )}
      </Panel>
    </div>
  )
}
