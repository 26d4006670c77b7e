import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUser } from '../../session/session'
import { useJoined } from '../../ui/use-joined'
import { AccessTable } from './access-table'
import { labelOf, useChart, usePersonChoices, type Chart, type Department } from './api'
import { DepartmentDrawer } from './department-drawer'
import { DeputyPanel } from './deputy-panel'
import { PositionPanel } from './position-panel'

/** How deep a department lies in the tree. */
function depthOf(departments: readonly Department[], { parentCode }: Department): number {
  const parent = departments.find(({ code }) => code === parentCode)
  return parent === undefined ? 0 : 1 + depthOf(departments, parent)
}

/** Legal entities and departments with their managers and people; positions; who acts for whom. */
export function ChartTab() {
  const { t } = useTranslation('access')
  const joined = useJoined()
  const mayWrite = useUser().can('users:write')
  const chart = useChart()
  const people = usePersonChoices()
  const [edited, setEdited] = useState<Department | 'new'>()
  const { departments = [], holders = [] } = chart.data ?? {}
  const membersOf = (code: string) => [
    ...new Set(holders.filter((one) => one.departmentCode === code).map((one) => one.displayName)),
  ]
  return (
    <>
      <AccessTable<Chart, Department>
        title={t('tab.chart')}
        extra={
          mayWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
              {t('chart.add')}
            </Button>
          )
        }
        result={chart}
        rowsOf={(data) => data.departments}
        rowKey={(row) => row.code}
        empty={{ title: t('chart.emptyTitle'), hint: t('chart.emptyHint') }}
        columns={[
          {
            key: 'name',
            title: t('chart.name'),
            render: (_, row) => (
              <span style={{ paddingInlineStart: depthOf(departments, row) * 20 }}>{row.name}</span>
            ),
          },
          { key: 'code', title: t('chart.code'), render: (_, row) => <code>{row.code}</code> },
          { key: 'kind', title: t('chart.kind'), render: (_, row) => t(`chart.${row.kind}`) },
          {
            key: 'manager',
            title: t('chart.manager'),
            render: (_, row) => labelOf(people, row.managerUsername),
          },
          {
            key: 'people',
            title: t('chart.people'),
            render: (_, row) => joined(membersOf(row.code)) || '–',
          },
          {
            key: 'action',
            title: t('action'),
            render: (_, row) =>
              mayWrite && (
                <Button size="small" type="link" onClick={() => setEdited(row)}>
                  {t('edit')}
                </Button>
              ),
          },
        ]}
      />
      <PositionPanel chart={chart} mayWrite={mayWrite} />
      <DeputyPanel />
      {edited !== undefined && (
        <DepartmentDrawer
          department={edited === 'new' ? undefined : edited}
          departments={departments}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}
