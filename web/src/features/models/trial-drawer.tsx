import { useQueryClient } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { FileDrop } from '../../ui/file-drop'
import { FormDrawer } from '../../ui/form-drawer'
import { ProblemAlert } from '../../ui/error-state'
import { useJoined } from '../../ui/use-joined'
import { uploadDataset, useDatasets, useModelsChanged, type Dataset, type Model, type Training } from './api'
import { tryModel } from './onnx-api'
import { guessTarget, outcomesOf } from './target'

interface Fields {
  datasetId: string
  target: string
  badValue?: string
  segmentColumn?: string
  amountColumn?: string
}

/** Puts data into the form, with the column that looks most like an outcome. */
function Upload({ onUploaded }: { onUploaded: (dataset: Dataset) => void }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const upload = useMutation({
    mutationFn: uploadDataset,
    onSuccess: async (dataset) => {
      await queries.invalidateQueries({ queryKey: ['model-datasets'] })
      onUploaded(dataset)
    },
  })
  return (
    <>
      <FileDrop
        accept=".csv,.txt,.xlsx"
        busy={upload.isPending}
        reading={t('new.reading')}
        title={t('new.drop')}
        hint={t('trial.dropHint')}
        onFile={upload.mutate}
      />
      <ProblemAlert error={upload.error} />
    </>
  )
}

function Columns({ dataset }: { dataset: Dataset | undefined }) {
  const { t } = useTranslation('models')
  const target = Form.useWatch<string>('target')
  if (dataset === undefined) return null
  const options = dataset.columns.map(({ name, samples }) => ({
    value: name,
    label: `${name}（${samples.join(' · ')}）`,
  }))
  const outcomes = outcomesOf(dataset.columns.find(({ name }) => name === target))
  return (
    <>
      <Form.Item
        name="target"
        label={t('new.field.target')}
        extra={t('new.hint.target')}
        rules={[{ required: true, message: t('new.required') }]}
      >
        <Select showSearch options={options} />
      </Form.Item>
      {outcomes.length > 0 && (
        <Form.Item
          name="badValue"
          label={t('new.field.badValue')}
          rules={[{ required: true, message: t('new.required') }]}
        >
          <Select options={outcomes.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      <Form.Item
        name="segmentColumn"
        label={t('new.field.segmentColumn')}
        extra={t('new.hint.segmentColumn')}
      >
        <Select showSearch allowClear options={options} />
      </Form.Item>
      <Form.Item name="amountColumn" label={t('new.field.amountColumn')} extra={t('new.hint.amountColumn')}>
        <Select showSearch allowClear options={options} />
      </Form.Item>
    </>
  )
}

function DataFields() {
  const { t } = useTranslation('models')
  const form = Form.useFormInstance<Fields>()
  const datasets = useDatasets().data?.items ?? []
  const chosen = Form.useWatch<string>('datasetId')
  const choose = (dataset: Dataset | undefined) => {
    const target = dataset === undefined ? undefined : guessTarget(dataset)
    form.setFieldsValue({
      ...(dataset === undefined ? {} : { datasetId: dataset.id }),
      ...(target === undefined ? {} : { target }),
    })
  }
  return (
    <>
      <Form.Item label={t('new.file')}>
        <Upload onUploaded={choose} />
      </Form.Item>
      <Form.Item
        name="datasetId"
        label={t('new.known')}
        rules={[{ required: true, message: t('new.required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string) => choose(datasets.find((one) => one.id === id))}
        />
      </Form.Item>
      <Columns dataset={datasets.find(({ id }) => id === chosen)} />
    </>
  )
}

/** Tries a model on data with outcomes, in the background: what comes of it is its validation report. */
export function TrialDrawer({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t } = useTranslation('models')
  const joined = useJoined()
  const navigate = useNavigate()
  const changed = useModelsChanged()
  return (
    <FormDrawer<Fields, Training>
      title={t('trial.title')}
      initial={{}}
      send={({ datasetId, target, badValue, segmentColumn, amountColumn }) =>
        tryModel(model.id, {
          ...{ datasetId, target, badValue: badValue ?? null },
          ...{ segmentColumn: segmentColumn ?? null, amountColumn: amountColumn ?? null },
        })
      }
      onSaved={(training) => {
        void changed()
        void navigate(`/models/trainings/${training.id}`)
      }}
      onClose={onClose}
    >
      <p>{t('trial.detail', { features: joined(model.features) })}</p>
      <DataFields />
    </FormDrawer>
  )
}
