import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import tables from '../../ui/figure-table.module.css'
import { useComparison, useModels, type Comparison } from './api'
import { MoneyPanel } from './money-panel'
import { CutOffs } from './cut-offs'
import { useFeatureName } from './feature-name'
import { plain, pValue, rate, share } from './figures'
import { ModelStatus } from './model-status'
import styles from './models.module.css'

type Side = Comparison['a']

function SideBySide({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('models')
  const nameOf = useFeatureName(comparison)
  const sides = [comparison.a, comparison.b]
  const top = ({ features }: Side) =>
    features
      .slice(0, 5)
      .map((one) => `${nameOf(one.feature)} ${share(one.share)}`)
      .join('；')
  const lines: readonly [string, (side: Side) => ReactNode][] = [
    [t('column.status'), ({ model }) => <ModelStatus model={model} />],
    [t('column.method'), ({ model }) => t(`method.${model.method}`)],
    [t('figure.auc'), ({ metrics }) => rate(metrics?.test.auc)],
    [t('metric.ks'), ({ metrics }) => rate(metrics?.test.ks)],
    [t('metric.brier'), ({ metrics }) => plain(metrics?.test.brier, 4)],
    [t('metric.slope'), ({ metrics }) => plain(metrics?.test.calibration?.slope)],
    [t('metric.hosmerLemeshow'), ({ metrics }) => pValue(metrics?.test.hosmerLemeshow?.pValue)],
    [t('column.features'), ({ model }) => model.features.length],
    [t('use.overall'), top],
  ]
  return (
    <Panel title={t('compare.sideBySide')} flush>
      <div className={tables.scroll} tabIndex={0} role="group" aria-label={t('compare.sideBySide')}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t('column.figure')}</th>
              {sides.map(({ model }, at) => (
                <th key={at} scope="col">
                  <Link to={`/models/${model.id}`}>
                    {model.name} {t('version', { version: model.version })}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([label, of]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {sides.map((side, at) => (
                  <td key={at}>{of(side)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Result({ a, b }: { a: string | undefined; b: string | undefined }) {
  const { t } = useTranslation('models')
  const comparison = useComparison(a, b)
  if (a === undefined || b === undefined) return <EmptyState title={t('compare.choose')} />
  if (comparison.isError) {
    return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />
  }
  if (comparison.isPending) return <PanelSkeleton rows={10} />
  const { data } = comparison
  const nameOf = ({ model }: Side) => `${model.name} ${t('version', { version: model.version })}`
  return (
    <>
      <SideBySide comparison={data} />
      {data.paired === null ? (
        <p className="xh-quiet">{t('compare.noCommon')}</p>
      ) : (
        <>
          <p className="xh-quiet">{t('compare.common', { count: data.paired.cases })}</p>
          <CutOffs
            cutOffs={data.paired.cutOffs}
            own={nameOf(data.a)}
            against={nameOf(data.b)}
            versus={data.paired.test}
          />
        </>
      )}
    </>
  )
}

/** Two models side by side, and on the same cases where they have such. */
export function Component() {
  const { t } = useTranslation('models')
  const [params, setParams] = useSearchParams()
  const models = useModels().data?.items ?? []
  const options = models.map(({ id, name, version, status }) => ({
    value: id,
    label: `${name} ${t('version', { version })} · ${t(`status.${status}`)}`,
  }))
  const chosen = { a: params.get('a') ?? undefined, b: params.get('b') ?? undefined }
  const choose = (side: 'a' | 'b') => (id: string) =>
    setParams((current) => {
      const next = new URLSearchParams(current)
      next.set(side, id)
      return next
    })
  return (
    <>
      <PageHeader title={t('compare.title')} detail={t('compare.detail')} />
      <div className={styles.stack}>
        <div className={styles.pick}>
          {(['a', 'b'] as const).map((side) => (
            <Select
              key={side}
              showSearch
              className={styles.wide ?? ''}
              value={chosen[side] ?? null}
              placeholder={t(`compare.${side}`)}
              aria-label={t(`compare.${side}`)}
              options={options}
              onChange={choose(side)}
            />
          ))}
        </div>
        <Result {...chosen} />
        {chosen.a !== undefined && chosen.b !== undefined && chosen.a !== chosen.b && (
          <MoneyPanel key={`${chosen.a} ${chosen.b}`} champion={chosen.a} challenger={chosen.b} />
        )}
      </div>
    </>
  )
}
