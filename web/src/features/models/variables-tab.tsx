import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/panel'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Model, Report, Variable } from './api'
import { BinsPanel } from './bins-panel'
import { Dropped } from './dropped'
import { useFeatureName } from './feature-name'
import { plain, pValue, share } from './figures'
import styles from './models.module.css'

const tones: Readonly<Record<'stable' | 'watch' | 'shifted', Tone>> = {
  stable: 'good',
  watch: 'warn',
  shifted: 'danger',
}

function Stability({ stability }: Pick<Variable, 'stability'>) {
  const { t } = useTranslation('models')
  if (stability === null) return <span className="xh-quiet">–</span>
  return (
    <StatusTag tone={tones[stability.verdict]}>
      {stability.psi.toFixed(3)} {t(`stability.${stability.verdict}`)}
    </StatusTag>
  )
}

function useColumns(model: Model, report: Report, choose: (feature: string) => void) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(model)
  const shares = new Map(report.use.overall.map((one) => [one.feature, one.share]))
  const number = (text: string) => <span className="xh-numeric">{text}</span>
  const own: readonly StackingColumn<Variable>[] = [
    {
      key: 'feature',
      title: t('column.feature'),
      render: (_, one) => (
        <button type="button" className={styles.link} onClick={() => choose(one.feature)}>
          {nameOf(one.feature)}
        </button>
      ),
    },
    {
      key: 'share',
      title: t('column.weight'),
      align: 'end',
      render: (_, one) => number(share(shares.get(one.feature) ?? 0)),
    },
    { key: 'psi', title: 'PSI', render: (_, one) => <Stability stability={one.stability} /> },
  ]
  if (model.method === 'gbm') return own
  return [
    ...own,
    { key: 'iv', title: 'IV', align: 'end', render: (_, one) => number(plain(one.iv, 3)) },
    {
      key: 'coefficient',
      title: t('column.coefficient'),
      align: 'end',
      render: (_, one) => number(`${plain(one.coefficient)} ± ${plain(one.standardError)}`),
    },
    { key: 'p', title: t('column.pValue'), align: 'end', render: (_, one) => number(pValue(one.pValue)) },
  ] satisfies readonly StackingColumn<Variable>[]
}

/** What the model reads, how each of it works, and what was left out and why. */
export function VariablesTab({ model, report }: { model: Model; report: Report }) {
  const { t } = useTranslation('models')
  const [chosen, setChosen] = useState<string>()
  const order = report.use.overall.map(({ feature }) => feature)
  const variables = [...report.variables].sort((a, b) => order.indexOf(a.feature) - order.indexOf(b.feature))
  const columns = useColumns(model, report, setChosen)
  const shown = variables.find(({ feature }) => feature === chosen) ?? variables[0]
  return (
    <>
      <Panel title={t('variables.title')} flush>
        <StackingTable
          flush
          rows={variables}
          rowKey={({ feature }) => feature}
          columns={columns}
          pageSize={15}
        />
      </Panel>
      {shown !== undefined && <BinsPanel model={model} variable={shown} />}
      <Dropped model={model} report={report} />
    </>
  )
}
