import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Flex, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { publishSettings, useSettings, type Settings, type SettingsContent } from './api'
import { DaysFields, EventFields, LineFields } from './settings-fields'
import { EffectFields } from './settings-effects'
import { fromForm, toForm, type SettingsForm } from './settings-form'

function Editor({ inForce, newest }: { inForce: Settings; newest: number }) {
  const { t } = useTranslation('rerating')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<SettingsForm & { reason: string }>()
  const publish = useMutation({
    mutationFn: ({ content, reason }: { content: SettingsContent; reason: string }) =>
      publishSettings({ content, reason, baseVersion: newest }),
    onSuccess: async ({ version }) => {
      await queries.invalidateQueries({ queryKey: ['rerating-policies'] })
      void message.success(t('settings.published', { version }))
      form.setFieldValue('reason', '')
    },
  })
  const may = inForce.allowed.includes('edit')
  return (
    <Form<SettingsForm & { reason: string }>
      form={form}
      layout="vertical"
      disabled={!may}
      initialValues={toForm(inForce.content)}
      onFinish={({ reason, ...fields }) =>
        publish.mutate({ content: fromForm(fields, inForce.content), reason })
      }
    >
      <Flex vertical gap="middle">
        <Panel title={t('settings.line')}>
          <LineFields />
        </Panel>
        <Panel title={t('settings.events')}>
          <EventFields />
        </Panel>
        <Panel title={t('settings.schedule')}>
          <DaysFields name="scheduleDays" />
        </Panel>
        <Panel title={t('settings.effects')}>
          <EffectFields />
        </Panel>
        <Panel title={t('settings.reviews')}>
          <DaysFields name="reviewDays" />
        </Panel>
        {may && (
          <Panel title={t('settings.publish')}>
            <Form.Item
              name="reason"
              label={t('settings.reason')}
              rules={[{ required: true, whitespace: true }]}
            >
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
            <ProblemAlert error={publish.error} />
            <Button type="primary" htmlType="submit" loading={publish.isPending}>
              {t('settings.publish')}
            </Button>
          </Panel>
        )}
      </Flex>
    </Form>
  )
}

function Past({ versions }: { versions: readonly Settings[] }) {
  const { t } = useTranslation('rerating')
  return (
    <Panel title={t('settings.versions')}>
      <ul>
        {versions.map(({ version, validFrom, createdBy, reason, inForce }) => (
          <li key={version}>
            {version === 0 ? t('settings.builtIn') : t('settings.version', { version })}
            {inForce && ` · ${t('settings.inForce')}`}
            {version > 0 && (
              <span className="xh-quiet">
                {' '}
                <Instant value={validFrom} /> · {createdBy} · {reason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** When customers are rated again, when a better grade counts, and what a change leads to. */
export function Component() {
  const { t } = useTranslation('rerating')
  const settings = useSettings()
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.isPending) return <PanelSkeleton rows={12} />
  const { items } = settings.data
  const inForce = items.find((one) => one.inForce)
  const newest = items[0]?.version ?? 0
  return (
    <>
      <PageHeader title={t('settings.title')} detail={t('settings.detail')} />
      <Flex vertical gap="middle">
        {inForce !== undefined && <Editor key={inForce.version} inForce={inForce} newest={newest} />}
        <Past versions={items} />
      </Flex>
    </>
  )
}
