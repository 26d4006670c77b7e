import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import type { Dataset } from './api'
import { BinEditor, type FeatureChoice } from './bin-editor'
import { trendChoices, type Trend } from './bins-api'
import type { Fields } from './setting-fields'

export type Choices = Readonly<Record<string, FeatureChoice>>

type Column = Dataset['columns'][number]

const usual: FeatureChoice = { trend: 'auto', bins: null }

interface FeatureChoicesProps {
  dataset: Dataset
  choices: Choices
  onChange: (choices: Choices) => void
}

/** Per column how its bad rate must run and which bins it has; what is not touched the program decides. */
export function FeatureChoices({ dataset, choices, onChange }: FeatureChoicesProps) {
  const { t } = useTranslation('models')
  const fields = Form.useWatch<Partial<Fields> | undefined>([])
  const [open, setOpen] = useState<string>()
  const { target, badValue, timeColumn, weightColumn, excluded = [], exclusions, seed } = fields ?? {}
  if (target === undefined) return null
  const roles = [target, timeColumn, weightColumn, ...excluded]
  const choose = (feature: string, choice: FeatureChoice) => onChange({ ...choices, [feature]: choice })
  const columns: readonly StackingColumn<Column>[] = [
    { key: 'name', title: t('column.feature'), render: (_, one) => one.name },
    { key: 'distinct', title: t('features.distinct'), align: 'end', render: (_, one) => one.distinct },
    { key: 'blank', title: t('features.blank'), align: 'end', render: (_, one) => one.blank },
    {
      key: 'trend',
      title: t('bin.trend'),
      render: (_, one) => (
        <Select<Trend>
          size="small"
          style={{ minWidth: 150 }}
          aria-label={t('features.trendOf', { feature: one.name })}
          value={(choices[one.name] ?? usual).trend}
          options={trendChoices.map((value) => ({ value, label: t(`trend.${value}`) }))}
          onChange={(trend) => choose(one.name, { trend, bins: null })}
        />
      ),
    },
    {
      key: 'bins',
      title: t('features.bins'),
      render: (_, one) =>
        choices[one.name]?.bins == null ? (
          <span className="xh-quiet">{t('features.automatic')}</span>
        ) : (
          <StatusTag tone="info">{t('features.byHand')}</StatusTag>
        ),
    },
    {
      key: 'action',
      title: t('column.action'),
      render: (_, one) => (
        <Button size="small" onClick={() => setOpen(one.name)}>
          {t('features.edit')}
        </Button>
      ),
    },
  ]
  const rows = dataset.columns.filter(({ name, distinct }) => !roles.includes(name) && distinct > 1)
  return (
    <Panel title={t('features.title')} extra={t('features.hint')} flush>
      <StackingTable flush rows={rows} rowKey={({ name }) => name} columns={columns} pageSize={12} />
      {open !== undefined && (
        <BinEditor
          datasetId={dataset.id}
          feature={open}
          sample={{
            ...{ target, badValue: badValue ?? null, seed: seed ?? 1 },
            ...{ timeColumn: timeColumn ?? null, weightColumn: weightColumn ?? null },
            exclusions: (exclusions ?? []).filter((one) => one?.column !== undefined),
          }}
          choice={choices[open] ?? usual}
          onChange={(choice) => choose(open, choice)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  )
}
