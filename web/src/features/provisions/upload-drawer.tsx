import { UploadOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select, Upload } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../ui/form-drawer'
import { DayField, DayItem } from '../../ui/days/day-field'
import { uploadReconciliation, type Reconciliation } from './api'

interface Fields {
  source: string
  day: Dayjs
  covers: 'balance' | 'receivables'
  note?: string
  file: { originFileObj?: Blob; name: string }[]
}

function formOf({ source, day, covers, note, file }: Fields): FormData {
  const form = new FormData()
  form.set('source', source)
  form.set('asOf', day.format('YYYY-MM-DD'))
  form.set('covers', covers)
  if (note) form.set('note', note)
  const [first] = file
  if (first?.originFileObj) form.set('file', first.originFileObj, first.name)
  return form
}

interface UploadDrawerProps {
  onClose: () => void
  onMade: (made: Reconciliation) => void
}

/** Sends another system's list of what is open. */
export function UploadDrawer({ onClose, onMade }: UploadDrawerProps) {
  const { t } = useTranslation('provisions')
  return (
    <FormDrawer<Fields, Reconciliation>
      title={t('rec.upload')}
      initial={{ source: 'erp', day: dayjs().startOf('month').subtract(1, 'day'), covers: 'balance' }}
      send={(fields) => uploadReconciliation(formOf(fields))}
      onSaved={onMade}
      onClose={onClose}
    >
      <Form.Item name="source" label={t('rec.source')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={64} />
      </Form.Item>
      <DayItem name="day" label={t('rec.asOf')} rules={[{ required: true }]}>
        <DayField maxDate={dayjs()} allowClear={false} />
      </DayItem>
      <Form.Item name="covers" label={t('rec.covers.title')}>
        <Select
          options={(['balance', 'receivables'] as const).map((value) => ({
            value,
            label: t(`rec.covers.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="file"
        label={t('rec.file')}
        extra={t('rec.fileHint')}
        valuePropName="fileList"
        getValueFromEvent={(event: { fileList: Fields['file'] }) => event.fileList.slice(-1)}
        rules={[{ required: true, message: t('rec.fileMissing') }]}
      >
        <Upload accept=".csv,.xlsx,.txt" maxCount={1} beforeUpload={() => false}>
          <Button icon={<UploadOutlined />}>{t('rec.choose')}</Button>
        </Upload>
      </Form.Item>
      <Form.Item name="note" label={t('rec.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}
