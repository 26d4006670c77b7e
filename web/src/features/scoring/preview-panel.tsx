import { Spin, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { Preview } from './draft-api'
import { EffectTables } from './effect-tables'
import { Movers } from './movers'

interface PreviewProps {
  preview: Preview | undefined
  error: Error | null
  waiting: boolean
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
