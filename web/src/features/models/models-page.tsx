import { DiffOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUser } from '../../session/session'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { Person } from '../../ui/person'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { useModels, type ModelItem } from './api'
import { rate } from './figures'
import { ImportModel } from './import-model'
import { ModelStatus } from './model-status'
import styles from './models.module.css'
import { TrainingsPanel } from './trainings-panel'

function Method({ model }: { model: ModelItem }) {
  const { t } = useTranslation('models')
  return (
    <>
      {t(`method.${model.method}`)}
      {model.source === 'onnx' && <span className="xh-quiet"> {t('fromOnnx')}</span>}
    </>
  )
}

function useColumns(): readonly StackingColumn<ModelItem>[] {
  const { t } = useTranslation('models')
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, model) => (
        <Link to={`/models/${model.id}`}>
          {model.name} {t('version', { version: model.version })}
        </Link>
      ),
    },
    {
      key: 'status',
      title: t('column.status'),
      render: (_, model) => <ModelStatus model={model} />,
    },
    { key: 'method', title: t('column.method'), render: (_, model) => <Method model={model} /> },
    {
      key: 'auc',
      title: t('column.auc'),
      align: 'end',
      render: (_, model) => <span className="xh-numeric">{rate(model.auc)}</span>,
    },
    {
      key: 'features',
      title: t('column.features'),
      align: 'end',
      render: (_, model) => <span className="xh-numeric">{model.features.length}</span>,
    },
    {
      key: 'createdBy',
      title: t('column.createdBy'),
      render: (_, model) => <Person username={model.createdBy} />,
    },
    {
      key: 'createdAt',
      title: t('column.createdAt'),
      render: (_, model) => <Instant value={model.createdAt} />,
    },
  ]
}

function ModelTable() {
  const { t } = useTranslation('models')
  const columns = useColumns()
  const models = useModels()
  if (models.isError) return <ErrorState error={models.error} onRetry={() => void models.refetch()} />
  if (models.isPending) return <PanelSkeleton rows={6} />
  if (models.data.items.length === 0) return <EmptyState title={t('empty')} hint={t('emptyHint')} />
  return <StackingTable flush rows={models.data.items} rowKey={({ id }) => id} columns={columns} />
}

/** The models of the organisation: which decide, which are tried beside them, which are being made. */
export function Component() {
  const { t } = useTranslation('models')
  const user = useUser()
  const writes = user.can('models:write')
  return (
    <>
      <PageHeader
        title={t('title')}
        detail={t('detail')}
        actions={
          <>
            <Link to="/models/compare">
              <Button icon={<DiffOutlined />} tabIndex={-1}>
                {t('action.compare')}
              </Button>
            </Link>
            {writes && <ImportModel />}
            {writes && (
              <Link to="/models/new">
                <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                  {t('action.train')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <div className={styles.stack}>
        <Panel title={t('list')} flush>
          <ModelTable />
        </Panel>
        <TrainingsPanel />
      </div>
    </>
  )
}
