import { App, Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useOrganisation, type Organisation } from '../../session/organisation'
import { useUser } from '../../session/session'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { putOrganisation, useSettingsChanged } from './api'
import styles from './settings.module.css'

interface Fields {
  name: string
  timeZone: string
  baseCurrency: string
  agingBounds: string
  sensitiveFields: string[]
}

const separators = /[\s,，、]+/

/** "30, 60, 90" as numbers; undefined unless they are whole, positive and rising. */
function readBounds(text: string): number[] | undefined {
  const bounds = text
    .split(separators)
    .filter((part) => part !== '')
    .map(Number)
  const rising = bounds.every((bound, index) => Number.isInteger(bound) && bound > (bounds[index - 1] ?? 0))
  return bounds.length > 0 && bounds.length <= 10 && rising ? bounds : undefined
}

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation(['settings', 'common'])
  const { message } = App.useApp()
  const user = useUser()
  const changed = useSettingsChanged()
  const save = useMutation({
    mutationFn: ({ agingBounds, ...fields }: Fields) =>
      putOrganisation({ ...fields, agingBounds: readBounds(agingBounds) ?? [] }),
    onSuccess: () => void message.success(t('saved')),
    onSettled: changed,
  })
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  const needed = { required: true, whitespace: true, message: t('needed') }
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      disabled={!user.can('settings:write')}
      className={styles.form ?? ''}
      initialValues={{ ...organisation, agingBounds: organisation.agingBounds.join(', ') }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.Item name="name" label={t('organisation.name')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="timeZone"
        label={t('organisation.timeZone')}
        extra={t('organisation.timeZoneHint')}
        rules={[needed]}
      >
        <Select showSearch options={zones} />
      </Form.Item>
      <Form.Item
        name="baseCurrency"
        label={t('organisation.baseCurrency')}
        rules={[{ ...needed, pattern: /^[A-Z]{3}$/, message: t('currencyShape') }]}
      >
        <Input maxLength={3} />
      </Form.Item>
      <Form.Item
        name="agingBounds"
        label={t('organisation.agingBounds')}
        extra={t('organisation.agingBoundsHint')}
        rules={[
          {
            validator: (_, value) =>
              readBounds(String(value)) === undefined
                ? Promise.reject(new Error(t('organisation.agingBoundsShape')))
                : Promise.resolve(),
          },
        ]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        name="sensitiveFields"
        label={t('organisation.sensitiveFields')}
        extra={t('organisation.sensitiveFieldsHint')}
      >
        <Select mode="tags" tokenSeparators={[',', '，']} maxCount={100} open={false} suffixIcon={null} />
      </Form.Item>
      <ProblemAlert error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('common:action.save')}
      </Button>
    </Form>
  )
}

/** Name, time zone, base currency and aging buckets. */
export function OrganisationTab() {
  const { t } = useTranslation('settings')
  const organisation = useOrganisation()
  const content = () => {
    if (organisation.isError)
      return <ErrorState error={organisation.error} onRetry={() => void organisation.refetch()} />
    if (organisation.isPending) return <PanelSkeleton rows={6} />
    return <OrganisationForm organisation={organisation.data} />
  }
  return <Panel title={t('tab.organisation')}>{content()}</Panel>
}
