import { App, Button, Form, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import styles from './access.module.css'
import { send, useAccessChanged, useAccessData, type SignInRules } from './api'

/** Bounds of each number; the server has the same. */
const numbers = [
  ['passwordMin', 8, 64],
  ['reuseAfter', 0, 24],
  ['idleMinutes', 5, 10_080],
  ['sessionHours', 1, 720],
  ['attemptsMax', 3, 20],
  ['failuresMax', 3, 100],
  ['resetMinutes', 5, 1440],
] as const

/** What passwords, sessions and repeated attempts must keep to. */
export function SignInRulesPanel() {
  const { t } = useTranslation('access')
  const rules = useAccessData<SignInRules>('/api/v1/sign-in-rules')
  const body = () => {
    if (rules.error !== null) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
    if (rules.data === undefined) return <PanelSkeleton rows={4} />
    return <RulesForm rules={rules.data} />
  }
  return <Panel title={t('rules.title')}>{body()}</Panel>
}

function RulesForm({ rules }: { rules: SignInRules }) {
  const { t } = useTranslation(['access', 'common'])
  const { message } = App.useApp()
  const changed = useAccessChanged()
  const save = useMutation({
    mutationFn: (fields: SignInRules) => send('PUT', 'sign-in-rules', fields),
    onSuccess: () => {
      void changed()
      void message.success(t('saved'))
    },
  })
  return (
    <Form<SignInRules>
      layout="vertical"
      requiredMark={false}
      className={styles.narrow}
      initialValues={rules}
      onFinish={(fields) => save.mutate(fields)}
    >
      {numbers.map(([name, min, max]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`rules.${name}`)}
          rules={[{ required: true, message: t('needed') }]}
        >
          <InputNumber min={min} max={max} precision={0} />
        </Form.Item>
      ))}
      <Form.Item name="refuseCommon" label={t('rules.refuseCommon')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <ProblemAlert error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('common:action.save')}
      </Button>
    </Form>
  )
}
