import { CameraOutlined, DownloadOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { oneOf } from '../../api/one-of'
import { useUser } from '../../session/session'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { FormDrawer } from '../../ui/form-drawer'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { DayField, DayItem } from '../../ui/days/day-field'
import {
  comparisonHref,
  comparisonSubjects,
  takeSnapshot,
  useComparison,
  useProvisionsChanged,
  useSnapshots,
  type ComparisonQuestion,
} from './api'
import { ComparisonTable } from './comparison-table'
import styles from './provisions.module.css'
import { SnapshotList } from './snapshot-list'

function useQuestion(
  usual: string,
): [ComparisonQuestion, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams()
  const get = (name: string) => params.get(name) ?? undefined
  const page = Number(get('page') ?? '1')
  const question: ComparisonQuestion = {
    before: get('before') ?? usual,
    after: get('after'),
    by: oneOf(get('by'), comparisonSubjects) ?? 'customer',
    search: get('search') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.delete('page')
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined || value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [question, change]
}

/** Snapshots and month ends that a side may be. */
function useSideOptions() {
  const { t } = useTranslation('provisions')
  const snapshots = useSnapshots().data?.items ?? []
  const ends = Array.from({ length: 6 }, (_, index) =>
    dayjs().startOf('month').subtract(index, 'month').subtract(1, 'day').format('YYYY-MM-DD'),
  )
  return [
    ...snapshots.map(({ id, asOf }) => ({ value: id, label: t('compare.snapshot', { day: asOf }) })),
    ...ends.map((day) => ({ value: day, label: t('compare.live', { day }) })),
  ]
}

function TakeSnapshot({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('provisions')
  const { message } = App.useApp()
  const changed = useProvisionsChanged()
  return (
    <FormDrawer<{ day: dayjs.Dayjs; note?: string }, { asOf: string }>
      title={t('compare.take')}
      initial={{ day: dayjs() }}
      send={({ day, note }) => takeSnapshot({ asOf: day.format('YYYY-MM-DD'), ...(note ? { note } : {}) })}
      onSaved={({ asOf }) => {
        void changed()
        void message.success(t('compare.taken', { day: asOf }))
        onClose()
      }}
      onClose={onClose}
    >
      <DayItem name="day" label={t('compare.takeDay')} rules={[{ required: true }]}>
        <DayField maxDate={dayjs()} allowClear={false} />
      </DayItem>
      <Form.Item name="note" label={t('compare.note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  )
}

/** The aging of two days or snapshots side by side, and the snapshots that were kept. */
export function Component() {
  const { t, i18n } = useTranslation('provisions')
  const { can } = useUser()
  const options = useSideOptions()
  const lastMonth = dayjs().startOf('month').subtract(1, 'day').format('YYYY-MM-DD')
  const [question, change] = useQuestion(lastMonth)
  const [taking, setTaking] = useState(false)
  const comparison = useComparison(question)
  const content = () => {
    if (comparison.isError)
      return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />
    if (comparison.isPending) return <PanelSkeleton rows={10} />
    if (comparison.data.items.length === 0)
      return <EmptyState title={t('compare.empty')} hint={t('compare.emptyHint')} />
    return <ComparisonTable {...{ comparison: comparison.data, question, change }} />
  }
  const side = (name: 'before' | 'after') => (
    <Select<string>
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      aria-label={t(`compare.${name}`)}
      prefix={t(`compare.${name}`)}
      value={question[name] ?? ''}
      options={[...(name === 'after' ? [{ value: '', label: t('compare.today') }] : []), ...options]}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <>
      <PageHeader
        title={t('compare.title')}
        detail={t('compare.detail')}
        actions={
          <>
            <Button icon={<DownloadOutlined />} href={comparisonHref(question, i18n.language)} download>
              {t('compare.export')}
            </Button>
            {can('provisions:write') && (
              <Button type="primary" icon={<CameraOutlined />} onClick={() => setTaking(true)}>
                {t('compare.take')}
              </Button>
            )}
          </>
        }
      />
      <div className={styles.stack}>
        <Panel>
          <div className={styles.filters} role="search">
            {side('before')}
            {side('after')}
            <Select
              value={question.by}
              aria-label={t('compare.subject')}
              popupMatchSelectWidth={false}
              options={comparisonSubjects.map((value) => ({ value, label: t(`by.${value}`) }))}
              onChange={(by) => change({ by })}
            />
            <Input.Search
              allowClear
              style={{ maxWidth: 280 }}
              defaultValue={question.search}
              placeholder={t('compare.search')}
              aria-label={t('compare.search')}
              onSearch={(search) => change({ search })}
            />
          </div>
          {content()}
        </Panel>
        <SnapshotList />
      </div>
      {taking && <TakeSnapshot onClose={() => setTaking(false)} />}
    </>
  )
}
