import { DownloadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Flex, Form, Progress, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { DayRangePicker } from '../../ui/days/day-picker'
import { batchHref, makeBatch, useBatches, type StatementBatch } from './api'

interface Fields {
  period: [Dayjs, Dayjs]
  language: 'zh-CN' | 'en'
}

/** Makes the statements of everybody who owes as one file: progress while they are made, then the download. */
export function BatchDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('statements')
  const [form] = Form.useForm<Fields>()
  const queries = useQueryClient()
  const batches = useBatches()
  const making = useMutation({
    mutationFn: ({ period: [from, asOf], language }: Fields) =>
      makeBatch({
        ...{ from: from.format('YYYY-MM-DD'), asOf: asOf.format('YYYY-MM-DD'), language },
        customerCodes: null,
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['statement-batches'] }),
  })
  return (
    <Drawer open title={t('batch.title')} onClose={onClose}>
      <p className="xh-quiet">{t('batch.hint')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          period: [dayjs().subtract(3, 'month'), dayjs()],
          language: i18n.language === 'en' ? 'en' : 'zh-CN',
        }}
        onFinish={(fields) => making.mutate(fields)}
      >
        <Form.Item name="period" label={t('period')} rules={[{ required: true, message: t('needed') }]}>
          <DayRangePicker maxDate={dayjs()} allowClear={false} />
        </Form.Item>
        <Form.Item name="language" label={t('send.language')}>
          <Select
            options={[
              { value: 'zh-CN', label: t('send.chinese') },
              { value: 'en', label: t('send.english') },
            ]}
          />
        </Form.Item>
        <ProblemAlert error={making.error} />
        <Button type="primary" block htmlType="submit" loading={making.isPending}>
          {t('batch.make')}
        </Button>
      </Form>
      <Panel title={t('batch.list')}>
        <Flex vertical gap="middle">
          {batches.data?.length === 0 && <EmptyState title={t('batch.none')} />}
          {batches.data?.map((batch) => (
            <Batch key={batch.id} batch={batch} />
          ))}
        </Flex>
      </Panel>
    </Drawer>
  )
}

function Batch({ batch }: { batch: StatementBatch }) {
  const { t } = useTranslation('statements')
  const { id, from, asOf, customers, made, failed, createdAt, finishedAt } = batch
  const percent = Math.floor(((made + failed.length) * 100) / customers)
  return (
    <div>
      <div>
        {from} – {asOf}{' '}
        <span className="xh-quiet">
          <Instant value={createdAt} />
        </span>
      </div>
      {finishedAt === null ? (
        <Progress percent={percent} aria-label={t('batch.made', { made, customers })} />
      ) : (
        <Button size="small" icon={<DownloadOutlined />} href={batchHref(id)} download>
          {t('batch.download', { count: made })}
        </Button>
      )}
      {finishedAt === null && <span className="xh-quiet">{t('batch.made', { made, customers })}</span>}
      {failed.length > 0 && (
        <Alert type="warning" showIcon title={t('batch.failed', { codes: failed.slice(0, 20).join(', ') })} />
      )}
    </div>
  )
}
