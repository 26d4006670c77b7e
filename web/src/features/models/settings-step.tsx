import { useMutation } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ProblemAlert } from '../../ui/error-state'
import { startTraining, useModelsChanged, type Dataset, type NewTraining } from './api'
import styles from './models.module.css'
import { Method, Purpose, Target, type Fields } from './setting-fields'
import { guessTarget } from './target'

function bodyOf(dataset: Dataset, fields: Fields): NewTraining {
  const { name, code, badValue, timeColumn, segmentColumn, amountColumn, rejects, ...settings } = fields
  return {
    ...{ datasetId: dataset.id, name, code },
    settings: {
      ...settings,
      badValue: badValue ?? null,
      timeColumn: timeColumn ?? null,
      segmentColumn: segmentColumn ?? null,
      amountColumn: amountColumn ?? null,
      rejects: settings.method === 'scorecard' ? (rejects ?? null) : null,
    },
  }
}

/** Second step: the name of the model, what it is to foretell, and the method. */
export function SettingsStep({ dataset, onBack }: { dataset: Dataset; onBack: () => void }) {
  const { t } = useTranslation('models')
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const [form] = Form.useForm<Fields>()
  const train = useMutation({
    mutationFn: (fields: Fields) => startTraining(bodyOf(dataset, fields)),
    onSuccess: (training) => {
      void changed()
      void navigate(`/models/trainings/${training.id}`)
    },
  })
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      preserve={false}
      initialValues={{
        ...{ method: 'scorecard', calibration: 'platt', seed: 1, excluded: [] },
        target: guessTarget(dataset),
      }}
      onFinish={(fields) => train.mutate(fields)}
    >
      <p className={styles.lead}>
        {t('new.chosen', { name: dataset.name, rows: dataset.rowCount, columns: dataset.columns.length })}{' '}
        <Button type="link" size="small" onClick={onBack}>
          {t('action.otherData')}
        </Button>
      </p>
      <div className={styles.columns}>
        <Target dataset={dataset} />
        <div className={styles.stack}>
          <Purpose />
          <Method />
        </div>
      </div>
      <ProblemAlert error={train.error} />
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={train.isPending}>
          {t('action.start')}
        </Button>
      </div>
    </Form>
  )
}
