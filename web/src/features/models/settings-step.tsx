import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { startTraining, useModelsChanged, type Dataset, type NewTraining } from './api'
import styles from './models.module.css'
import { FeatureChoices, type Choices } from './feature-choices'
import { Rows, Selection } from './row-fields'
import { Method, Purpose, Target, type Fields } from './setting-fields'
import { guessTarget } from './target'

const usualSelection = { ivMin: 0.02, correlationMax: 0.7, vifMax: 5, pValueMax: 0.05 }

function bodyOf(dataset: Dataset, fields: Fields, choices: Choices): NewTraining {
  const { name, code, badValue, timeColumn, segmentColumn, amountColumn, ...rest } = fields
  const { rejects, worseBy, weightColumn, exclusions = [], selection, ...settings } = rest
  const scorecard = settings.method === 'scorecard'
  const chosen = scorecard ? Object.entries(choices) : []
  return {
    ...{ datasetId: dataset.id, name, code },
    settings: {
      ...settings,
      badValue: badValue ?? null,
      timeColumn: timeColumn ?? null,
      segmentColumn: segmentColumn ?? null,
      amountColumn: amountColumn ?? null,
      weightColumn: weightColumn ?? null,
      exclusions,
      rejects: scorecard ? (rejects ?? null) : null,
      ...(worseBy === undefined ? {} : { worseBy }),
      selection: scorecard ? (selection ?? null) : null,
      trends: Object.fromEntries(
        chosen.filter(([, { trend }]) => trend !== 'auto').map(([feature, { trend }]) => [feature, trend]),
      ),
      manualBins: Object.fromEntries(
        chosen.flatMap(([feature, { bins }]) => (bins === null ? [] : [[feature, bins]])),
      ),
    },
  }
}

/** A sample of the book is best tested on its latest days. */
function ofSeveralDays({ source, columns }: Dataset): boolean {
  return source === 'book' && columns.some(({ name, distinct }) => name === 'observed_on' && distinct > 1)
}

/** Second step: the name of the model, what it is to foretell, and the method. */
export function SettingsStep({ dataset, onBack }: { dataset: Dataset; onBack: () => void }) {
  const { t } = useTranslation('models')
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const [form] = Form.useForm<Fields>()
  const [choices, setChoices] = useState<Choices>({})
  const method = Form.useWatch('method', form)
  const train = useMutation({
    mutationFn: (fields: Fields) => startTraining(bodyOf(dataset, fields, choices)),
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
        selection: usualSelection,
        ...(ofSeveralDays(dataset) ? { timeColumn: 'observed_on' } : {}),
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
        <div className={styles.stack}>
          <Target dataset={dataset} />
          <Rows dataset={dataset} />
        </div>
        <div className={styles.stack}>
          <Purpose />
          <Method />
          <Selection />
        </div>
      </div>
      {method === 'scorecard' && <FeatureChoices dataset={dataset} choices={choices} onChange={setChoices} />}
      <ProblemAlert error={train.error} />
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={train.isPending}>
          {t('action.start')}
        </Button>
      </div>
    </Form>
  )
}
