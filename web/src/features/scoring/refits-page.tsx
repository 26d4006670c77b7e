import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import {
  isWorking,
  useRefit,
  useRefits,
  useRefitSettings,
  useStartRefit,
  type RefitHead,
  type RefitSettings,
} from './refit-api'
import { RefitReport } from './refit-report'
import { RefitSettingsDrawer } from './refit-settings-drawer'
import { ScorecardTabs } from './scorecard-tabs'
import styles from './scoring.module.css'

const percent = (basisPoints: number) => `${basisPoints / 100}%`

function SettingsPanel({ settings }: { settings: RefitSettings }) {
  const { t } = useTranslation('scoring')
  const user = useUser()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const { guardrails: rails, active, cadence } = settings
  return (
    <Panel
      title={t('refit.settings.title')}
      extra={
        user.can('policy:write') && (
          <Button onClick={() => setEditing(true)}>{t('refit.settings.edit')}</Button>
        )
      }
    >
      <p>
        {active
          ? t('refit.settings.on', { cadence: t(`refit.settings.cadences.${cadence}`) })
          : t('refit.settings.off')}
      </p>
      <p className="xh-quiet">
        {t('refit.settings.summary', {
          ...{
            change: percent(rails.maxChangeBp),
            min: percent(rails.minWeightBp),
            max: percent(rails.maxWeightBp),
          },
          ...{ bads: rails.minBads, goods: rails.minGoods, psi: rails.psiMax, auc: rails.aucMargin },
        })}
      </p>
      {editing && (
        <RefitSettingsDrawer
          settings={settings}
          onSaved={() => {
            setEditing(false)
            void queries.invalidateQueries({ queryKey: ['scorecard-refit-settings'] })
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </Panel>
  )
}

function Chosen({ head }: { head: RefitHead }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const refit = useRefit(head)
  if (isWorking(head)) return <p className="xh-quiet">{t('refit.busy')}</p>
  if (head.status === 'cancelled') return <p className="xh-quiet">{t('refit.cancelled')}</p>
  if (head.failure !== null) {
    return <Alert type="error" showIcon title={t('refit.failed')} description={textOf(head.failure)} />
  }
  if (refit.isError) return <ErrorState error={refit.error} onRetry={() => void refit.refetch()} />
  if (refit.data?.result == null) return <PanelSkeleton rows={8} />
  return <RefitReport result={refit.data.result} />
}

function Runs() {
  const { t } = useTranslation('scoring')
  const user = useUser()
  const refits = useRefits()
  const start = useStartRefit()
  const [chosen, setChosen] = useState<string>()
  const items = refits.data?.items ?? []
  const head = items.find(({ id }) => id === chosen) ?? items[0]
  return (
    <Panel
      title={t('refit.runs')}
      extra={
        <>
          {head !== undefined && (
            <Select
              value={head.id}
              aria-label={t('refit.runs')}
              popupMatchSelectWidth={false}
              options={items.map((one) => ({
                value: one.id,
                label: (
                  <>
                    <Instant value={one.requestedAt} /> · <Person username={one.requestedBy} />
                  </>
                ),
              }))}
              onChange={setChosen}
            />
          )}
          {user.can('models:write') && (
            <Button
              type="primary"
              loading={start.isPending || isWorking(head)}
              onClick={() => start.mutate()}
            >
              {t('refit.run')}
            </Button>
          )}
        </>
      }
    >
      <ProblemAlert error={start.error ?? refits.error} />
      {head === undefined ? (
        <EmptyState title={t('refit.none')} hint={t('refit.noneHint')} />
      ) : (
        <Chosen key={head.id} head={head} />
      )}
    </Panel>
  )
}

/** Weights of the scorecard estimated anew within guardrails; what comes out is a draft. */
export function Component() {
  const { t } = useTranslation('scoring')
  const settings = useRefitSettings()
  return (
    <>
      <PageHeader title={t('refit.title')} detail={t('refit.detail')} />
      <ScorecardTabs />
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      <div className={styles.stack}>
        {settings.data !== undefined && <SettingsPanel settings={settings.data} />}
        <Runs />
      </div>
    </>
  )
}
