import { Alert, Button, Flex, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useUser } from '../../session/session'
import { HistoryPanel } from '../../ui/audit/history-panel'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import { useRunMode, useStrategies, type StrategiesVersion } from './strategy-api'
import { StrategyCard } from './strategy-card'

const modes = ['off', 'dry', 'live'] as const

/** Whether strategies run by themselves; a new installation sends nothing. */
function ModeBar() {
  const { t } = useTranslation('strategies')
  const { can } = useUser()
  const { settings, change } = useRunMode()
  const mode = settings.data?.mode
  if (mode === undefined) return null
  return (
    <Flex vertical gap="small">
      <Flex gap="middle" align="center" wrap>
        <Segmented
          aria-label={t('mode.title')}
          value={mode}
          disabled={!can('strategies:write') || change.isPending}
          options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          onChange={(value) => change.mutate(value)}
        />
        <span className="xh-quiet">{t(`mode.${mode}Hint`)}</span>
      </Flex>
      <ProblemAlert error={change.error} />
    </Flex>
  )
}

function Version({ shown }: { shown: StrategiesVersion }) {
  const { t } = useTranslation('strategies')
  const { hours, quietDays, onePerDay, strategies } = shown.content
  return (
    <Flex vertical gap="middle">
      <p className="xh-quiet">
        {t('version.since')} <Instant value={shown.validFrom} /> · <Person username={shown.createdBy} /> ·{' '}
        {t('common.hoursText', { from: hours.from, until: hours.until })} · {t(`common.${onePerDay}PerDay`)}
        {quietDays.length > 0 && ` · ${t('common.quietCount', { count: quietDays.length })}`}
      </p>
      {strategies.map((strategy) => (
        <StrategyCard key={strategy.code} strategy={strategy} />
      ))}
      <HistoryPanel key={shown.version} objectType="collection-strategies" objectId={String(shown.version)} />
    </Flex>
  )
}

/** The strategies in force, whether they run, and the way to their designer. */
export function Component() {
  const { t } = useTranslation('strategies')
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<number>()
  const versions = useStrategies()
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  if (versions.isPending) return <PanelSkeleton rows={12} />
  const { items } = versions.data
  const shown = items.find(({ version }) => version === chosen) ?? items.find(({ inForce }) => inForce)
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            {items.some(({ allowed }) => allowed.includes('edit')) && (
              <Button onClick={() => void navigate('/strategies/design')}>{t('design.open')}</Button>
            )}
            <Select
              value={shown?.version ?? null}
              aria-label={t('version.choose')}
              popupMatchSelectWidth={false}
              options={items.map(({ version, inForce }) => ({
                value: version,
                label: t(inForce ? 'version.nameInForce' : 'version.name', { version }),
              }))}
              onChange={setChosen}
            />
          </>
        }
      />
      <Flex vertical gap="middle">
        <ModeBar />
        {shown === undefined ? <Alert type="info" title={t('empty')} /> : <Version shown={shown} />}
      </Flex>
    </>
  )
}
