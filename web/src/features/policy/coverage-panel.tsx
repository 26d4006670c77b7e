import { Alert, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { GradeTag } from '../../ui/grade-tag'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { ErrorState } from '../../ui/error-state'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { usePolicyCoverage, type CoverageCell, type Policy, type PolicyRule } from './api'

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const

interface Line {
  grade: string
}

interface MatrixProps {
  policy: Policy
  cells: readonly CoverageCell[]
}

function Matrix({ policy, cells }: MatrixProps) {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const placeOf = (rule: PolicyRule | undefined) => {
    if (rule === undefined) return t('coverage.none')
    const segments = rule.segments.length === 0 ? t('segments.all') : rule.segments.join(', ')
    const classes = (rule.classes ?? []).length === 0 ? t('segments.all') : (rule.classes ?? []).join(', ')
    return `${segments} · ${classes}`
  }
  const cellOf = (grade: string, customerClass: string | null) => {
    const row = cells.find((cell) => cell.grade === grade && cell.customerClass === customerClass)?.row
    return placeOf(row === null || row === undefined ? undefined : policy.rules[row])
  }
  const columns: StackingColumn<Line>[] = [
    { key: 'grade', title: t('column.grade'), render: (_, { grade }) => <GradeTag grade={grade} /> },
    ...(policy.classes ?? []).map(({ code, name }) => ({
      key: `class ${code}`,
      title: textOf(name),
      render: (_: unknown, { grade }: Line) => cellOf(grade, code),
    })),
    { key: 'others', title: t('coverage.others'), render: (_, { grade }) => cellOf(grade, null) },
  ]
  return (
    <StackingTable<Line>
      rowKey={({ grade }) => grade}
      rows={grades.map((grade) => ({ grade }))}
      columns={columns}
    />
  )
}

/** Which row decides for each grade and class in a segment, and what keeps the policy from being published. */
export function CoveragePanel({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const coverage = usePolicyCoverage(policy)
  const [chosen, setChosen] = useState<string>()
  const content = () => {
    if (coverage.isError) return <ErrorState error={coverage.error} onRetry={() => void coverage.refetch()} />
    if (coverage.data === undefined) return <PanelSkeleton rows={5} />
    const { faults, items } = coverage.data
    const segments = [...new Set(items.map(({ segment }) => segment))]
    const segment = chosen ?? segments[0]
    return (
      <>
        {faults.map((fault) => (
          <Alert key={fault.en} type="error" showIcon title={textOf(fault)} />
        ))}
        {faults.length === 0 && <p className="xh-quiet">{t('coverage.sound')}</p>}
        {segments.length > 1 && (
          <Select
            aria-label={t('column.segments')}
            value={segment ?? null}
            options={segments.map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
        )}
        <Matrix policy={policy} cells={items.filter((cell) => cell.segment === segment)} />
      </>
    )
  }
  return <Panel title={t('coverage.title')}>{content()}</Panel>
}
