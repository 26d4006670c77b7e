import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../form-drawer'
import { savePlan, type MonitoringPlan, type SentPlan } from './monitoring-api'
import styles from './monitoring.module.css'

const kinds = ['psi', 'aucFall', 'calibration', 'missing', 'overrides'] as const
type Fields = Omit<SentPlan, 'ownerUsername'> & { ownerUsername?: string | null }

interface PlanDrawerProps {
  id: string
  plan: MonitoringPlan
  onSaved: () => void
  onClose: () => void
}

/** How often something is watched, who is told, and from which figures on. */
export function PlanDrawer({ id, plan, onSaved, onClose }: PlanDrawerProps) {
  const { t } = useTranslation('monitoring')
  const { updatedBy: _, updatedAt: __, ...initial } = plan
  return (
    <FormDrawer<Fields, MonitoringPlan>
      title={t('plan.title')}
      initial={initial}
      send={({ ownerUsername, ...fields }) =>
        savePlan(id, {
          ...fields,
          ownerUsername: ownerUsername == null || ownerUsername === '' ? null : ownerUsername,
        })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="active" label={t('plan.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="cadence" label={t('plan.cadence')}>
        <Select
          options={(['monthly', 'weekly'] as const).map((value) => ({
            value,
            label: t(`plan.cadences.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="ownerUsername" label={t('plan.owner')} extra={t('plan.ownerHint')}>
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="overdueDays" label={t('plan.overdueDays')}>
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
      <Form.Item name="horizonMonths" label={t('plan.horizonMonths')}>
        <InputNumber min={1} max={36} precision={0} />
      </Form.Item>
      {kinds.map((kind) => (
        <fieldset key={kind} className={styles.pair}>
          <legend>{t(`threshold.${kind}`)}</legend>
          {(['amber', 'red'] as const).map((level) => (
            <Form.Item key={level} name={['thresholds', kind, level]} label={t(`status.${level}`)}>
              <InputNumber min={0} max={100} step={0.01} />
            </Form.Item>
          ))}
        </fieldset>
      ))}
    </FormDrawer>
  )
}
