import { AutoComplete, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useText } from '../../i18n/use-text'
import { FormDrawer } from '../../ui/form-drawer'
import { useJoined } from '../../ui/use-joined'
import { useModelsChanged, type ModelItem } from './api'
import styles from './models.module.css'
import { importOnnx, useFeatureCatalogue, type OnnxSummary } from './onnx-api'

interface Mapped {
  feature: string
  level?: string
  factor?: number | null
  missing?: number | null
}

interface Fields {
  name: string
  code: string
  badClass?: string
  columns: Mapped[]
}

/** What an ONNX file is: the file itself, and what the server has read in it. */
export interface OnnxFile {
  readonly file: string
  readonly name: string
  readonly summary: OnnxSummary
}

/** Names given as a list, one for each column in its order. */
function Paste({ count }: { count: number }) {
  const { t } = useTranslation('models')
  const form = Form.useFormInstance<Fields>()
  const [text, setText] = useState('')
  const names = text.split(/[\s,，;；]+/).filter((name) => name !== '')
  return (
    <Form.Item label={t('onnx.paste')} extra={t('onnx.pasteHint')} htmlFor="onnx-paste">
      <Input.TextArea
        id="onnx-paste"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        size="small"
        disabled={names.length !== count}
        onClick={() => {
          const columns = form.getFieldValue('columns') as Mapped[]
          form.setFieldsValue({
            columns: columns.map((one, at) => ({ ...one, feature: names[at] ?? one.feature })),
          })
        }}
      >
        {t('onnx.take', { given: names.length, count })}
      </Button>
    </Form.Item>
  )
}

function ColumnFields({ summary }: { summary: OnnxSummary }) {
  const { t } = useTranslation('models')
  const textOf = useText()
  const catalogue = useFeatureCatalogue().data?.items ?? []
  const options = catalogue.map(({ code, label }) => ({ value: code, label: `${textOf(label)}（${code}）` }))
  return summary.columns.map((column, at) => (
    <fieldset key={column.name} className={styles.mapped}>
      <legend>{column.name}</legend>
      <Form.Item
        name={['columns', at, 'feature']}
        label={t('onnx.feature')}
        rules={[{ required: true, message: t('new.required') }]}
        className={styles.wide ?? ''}
      >
        <AutoComplete
          showSearch={{
            filterOption: (typed, option) =>
              (option?.label ?? '').toLowerCase().includes(typed.toLowerCase()),
          }}
          options={options}
          maxLength={200}
        />
      </Form.Item>
      {!column.text && (
        <>
          <Form.Item name={['columns', at, 'factor']} label={t('onnx.factor')}>
            <InputNumber placeholder="1" />
          </Form.Item>
          <Form.Item name={['columns', at, 'level']} label={t('onnx.level')}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
      {summary.kind === 'linear' && (
        <Form.Item name={['columns', at, 'missing']} label={t('onnx.missing')}>
          <InputNumber />
        </Form.Item>
      )}
    </fieldset>
  ))
}

const sentColumn = ({ feature, level, factor, missing }: Mapped) => ({
  feature,
  ...(level === undefined || level === '' ? {} : { level }),
  ...(factor == null ? {} : { factor }),
  ...(missing == null ? {} : { missing }),
})

/** Takes a model from an ONNX file: its name, and which feature stands in each of its columns. */
export function OnnxDrawer({ from, onClose }: { from: OnnxFile; onClose: () => void }) {
  const { t } = useTranslation('models')
  const joined = useJoined()
  const navigate = useNavigate()
  const changed = useModelsChanged()
  const { summary, file } = from
  const required = [{ required: true, message: t('new.required') }]
  return (
    <FormDrawer<Fields, ModelItem>
      title={t('onnx.title', { name: from.name })}
      size="large"
      initial={{
        columns: summary.columns.map(({ name }) => ({ feature: /\[\d+\]$/.test(name) ? '' : name })),
        ...(summary.classes.includes('1') ? { badClass: '1' } : {}),
      }}
      send={({ name, code, badClass, columns }) =>
        importOnnx({
          ...{ name, code, file, columns: columns.map(sentColumn) },
          ...(badClass === undefined ? {} : { badClass }),
        })
      }
      onSaved={(model) => {
        void changed()
        void navigate(`/models/${model.id}`)
      }}
      onClose={onClose}
    >
      <p>
        {summary.kind === 'trees' ? t('onnx.trees', { count: summary.trees }) : t('onnx.linear')}{' '}
        {t('onnx.from', { producer: summary.producer, operators: joined(summary.operators) })}
      </p>
      <Form.Item name="name" label={t('new.field.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="code" label={t('new.field.code')} extra={t('new.hint.code')} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      {summary.classes.length === 2 && (
        <Form.Item name="badClass" label={t('onnx.badClass')} rules={required}>
          <Select options={summary.classes.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      {summary.columns.length > 1 && <Paste count={summary.columns.length} />}
      <p className="xh-quiet">{t('onnx.columnsHint')}</p>
      <ColumnFields summary={summary} />
    </FormDrawer>
  )
}
