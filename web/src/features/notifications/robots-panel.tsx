import { PlusOutlined } from '@ant-design/icons'
import { Button, type TableColumnType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import { useKinds, useRobots, type Robot } from './channel-api'
import { RobotActions } from './robot-actions'
import { RobotDrawer } from './robot-drawer'

const kindsShown = 3

function useColumns(edit: (robot: Robot) => void): readonly TableColumnType<Robot>[] {
  const { t } = useTranslation('notifications')
  const text = useText()
  const names = new Map((useKinds().data?.items ?? []).map(({ kind, name }) => [kind, text(name)]))
  const posted = (kinds: Robot['kinds']) => {
    const first = kinds.slice(0, kindsShown).map((kind) => names.get(kind) ?? kind)
    const rest = kinds.length - first.length
    return [...first, ...(rest > 0 ? [t('robot.more', { count: rest })] : [])].join(t('comma'))
  }
  return [
    { key: 'name', title: t('robot.name'), dataIndex: 'name' },
    { key: 'provider', title: t('robot.provider'), render: (_, row) => t(`provider.${row.provider}`) },
    { key: 'kinds', title: t('robot.kinds'), render: (_, row) => posted(row.kinds) },
    {
      key: 'host',
      title: t('robot.address'),
      render: (_, row) => `${row.host} · ${t(row.signed ? 'robot.signed' : 'robot.unsigned')}`,
    },
    {
      key: 'active',
      title: t('state'),
      render: (_, row) => (
        <StatusTag tone={row.active ? 'good' : 'neutral'}>{t(row.active ? 'on' : 'off')}</StatusTag>
      ),
    },
    {
      key: 'actions',
      title: t('actions'),
      render: (_, row) => <RobotActions robot={row} onEdit={() => edit(row)} />,
    },
  ]
}

/** Robots that post to group chats of WeCom, DingTalk and Feishu. */
export function RobotsPanel() {
  const { t } = useTranslation('notifications')
  const robots = useRobots()
  const [edited, setEdited] = useState<Robot | 'new'>()
  const columns = useColumns(setEdited)
  const content = () => {
    if (robots.isError) return <ErrorState error={robots.error} onRetry={() => void robots.refetch()} />
    if (robots.isPending) return <PanelSkeleton rows={3} />
    if (robots.data.items.length === 0)
      return <EmptyState title={t('robot.emptyTitle')} hint={t('robot.emptyHint')} />
    return <StackingTable<Robot> rows={robots.data.items} rowKey={({ id }) => id} columns={columns} />
  }
  return (
    <Panel
      title={t('robot.title')}
      extra={
        <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('robot.add')}
        </Button>
      }
    >
      {content()}
      {edited !== undefined && (
        <RobotDrawer robot={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </Panel>
  )
}
