import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { PickListPanel } from '../../ui/pick-list/pick-list-panel'
import { putSettings, useArrangementSettings, type Settings } from './settings-api'
import styles from './worklist.module.css'

/** The fields with their bounds, as the server holds them. */
const fields = [
  ['promiseGraceDays', 0, 60],
  ['promiseDaysMax', 1, 730],
  ['brokenPromiseMonths', 1, 60],
  ['planGraceDays', 0, 60],
  ['disputeDays', 1, 365],
] as const satisfies readonly (readonly [keyof Settings, number, number])[]

function SettingsForm({ settings, may }: { settings: Settings; may: boolean }) {
  const { t } = useTranslation(['worklist', 'common'])
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: putSettings,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['arrangement-settings'] })
      void message.success(t('worklist:settings.saved'))
    },
  })
  return (
    <Form<Settings>
      layout="vertical"
      requiredMark={false}
      disabled={!may}
      initialValues={settings}
      onFinish={(values) => save.mutate(values)}
    >
      {fields.map(([name, min, max]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`worklist:settings.${name}`)}
          extra={t(`worklist:settings.${name}Hint`)}
          rules={[{ required: true, message: t('worklist:log.needed') }]}
        >
          <InputNumber min={min} max={max} precision={0} />
        </Form.Item>
      ))}
      <ProblemAlert error={save.error} />
      {may && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:action.save')}
        </Button>
      )}
    </Form>
  )
}

/** Days of grace, how long broken promises count, deadlines and reasons of disputes. */
export function Component() {
  const { t } = useTranslation('worklist')
  const may = useUser().can('settings:write')
  const settings = useArrangementSettings()
  return (
    <>
      <PageHeader title={t('settings.title')} detail={<Link to="/worklist">{t('title')}</Link>} />
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      <div className={styles.settings}>
        <Panel title={t('settings.arrangements')}>
          {settings.data === undefined ? (
            <PanelSkeleton rows={6} />
          ) : (
            <SettingsForm settings={settings.data} may={may} />
          )}
        </Panel>
        <PickListPanel title={t('settings.reasons')} path="/api/v1/dispute-reasons" />
      </div>
    </>
  )
}
