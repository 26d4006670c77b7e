import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { ProblemAlert } from '../../ui/error-state'
import { FileDrop } from '../../ui/file-drop'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { BookSample } from './book-sample'
import { uploadDataset, useDatasets, type Dataset } from './api'
import styles from './models.module.css'

function Known({ onChosen }: { onChosen: (dataset: Dataset) => void }) {
  const { t } = useTranslation('models')
  const datasets = useDatasets().data?.items ?? []
  if (datasets.length === 0) return null
  const columns: readonly StackingColumn<Dataset>[] = [
    { key: 'name', title: t('column.dataset'), render: (_, one) => one.name },
    {
      key: 'rows',
      title: t('column.rows'),
      align: 'end',
      render: (_, one) => <span className="xh-numeric">{one.rowCount.toLocaleString('en-US')}</span>,
    },
    { key: 'by', title: t('column.createdBy'), render: (_, one) => <Person username={one.createdBy} /> },
    { key: 'at', title: t('column.createdAt'), render: (_, one) => <Instant value={one.createdAt} /> },
    {
      key: 'action',
      title: t('column.action'),
      render: (_, one) => (
        <Button size="small" onClick={() => onChosen(one)}>
          {t('action.useData')}
        </Button>
      ),
    },
  ]
  return (
    <Panel title={t('new.known')} flush>
      <StackingTable flush rows={datasets} rowKey={({ id }) => id} columns={columns} pageSize={10} />
    </Panel>
  )
}

/** First step: a file with one case a row and its outcome, a sample of the book, or data that is here already. */
export function DataStep({ onChosen }: { onChosen: (dataset: Dataset) => void }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const upload = useMutation({
    mutationFn: uploadDataset,
    onSuccess: (dataset) => {
      void queries.invalidateQueries({ queryKey: ['model-datasets'] })
      onChosen(dataset)
    },
  })
  return (
    <div className={styles.stack}>
      <Panel title={t('new.file')}>
        <FileDrop
          accept=".csv,.txt,.xlsx"
          busy={upload.isPending}
          reading={t('new.reading')}
          title={t('new.drop')}
          hint={t('new.dropHint')}
          onFile={upload.mutate}
        />
        <ProblemAlert error={upload.error} />
      </Panel>
      <BookSample onDrawn={onChosen} />
      <Known onChosen={onChosen} />
    </div>
  )
}
