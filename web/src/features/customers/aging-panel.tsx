import { Segmented } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Money as MoneyValue } from '../../api/money'
import { cx } from '../../ui/cx'
import { ErrorState } from '../../ui/error-state'
import { isZero, percentOf, toPlotValue } from '../../ui/format-amount'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { formatPercent } from '../../ui/percent'
import styles from './aging-panel.module.css'
import { useAging, type AgingBound, type AgingFigures } from './receivables-api'

/** The name of an aging bucket in words, from its bounds. */
export function bucketName({ daysMin, daysMax }: AgingBound, t: TFunction<'customers'>): string {
  if (daysMin === null) return t('aging.notDue')
  if (daysMax === null) return t('aging.over', { days: daysMin - 1 })
  return t('aging.between', { min: daysMin, max: daysMax })
}

interface Step {
  key: string
  name: string
  amount: MoneyValue
  share: string | undefined
  /** 0 for not due, then darker with age. */
  depth: number
}

function stepsOf(
  bounds: readonly AgingBound[],
  figures: AgingFigures,
  t: TFunction<'customers'>,
): readonly Step[] {
  return bounds.flatMap((bound, index) => {
    const amount = figures.buckets[bound.key]
    if (amount === undefined) return []
    const share = percentOf(amount.amount, figures.total.amount)
    return [{ key: bound.key, name: bucketName(bound, t), amount, share, depth: Math.min(index, 5) }]
  })
}

interface AgingBarProps {
  bounds: readonly AgingBound[]
  figures: AgingFigures
  base: string
}

function AgingBar({ bounds, figures, base }: AgingBarProps) {
  const { t } = useTranslation('customers')
  const steps = stepsOf(bounds, figures, t)
  const total = toPlotValue(figures.total.amount)
  return (
    <>
      <div className={styles.bar} aria-hidden>
        {steps
          .filter((step) => !isZero(step.amount.amount))
          .map((step) => (
            <div
              key={step.key}
              className={styles.piece}
              data-depth={step.depth}
              title={step.name}
              style={{ width: `${(toPlotValue(step.amount.amount) / total) * 100}%` }}
            />
          ))}
      </div>
      <ul className={styles.steps}>
        {steps.map((step) => (
          <li key={step.key}>
            <Link
              className={cx(styles.step, isZero(step.amount.amount) && styles.none)}
              to={`${base}/documents?bucket=${encodeURIComponent(step.key)}`}
            >
              <span className={styles.dot} data-depth={step.depth} aria-hidden />
              <span>{step.name}</span>
              <span className={styles.share}>
                {step.share === undefined || isZero(step.amount.amount) ? null : formatPercent(step.share)}
              </span>
              <Money value={step.amount} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Receivables by how late they are, in one currency at a time; each part opens its documents. */
export function AgingPanel({ code }: { code: string }) {
  const { t } = useTranslation('customers')
  const aging = useAging(code)
  const [currency, setCurrency] = useState<string>()
  const open = (aging.data?.totals ?? []).filter((figures) => !isZero(figures.total.amount))
  const shown = open.find((figures) => figures.currency === currency) ?? open[0]
  const content = () => {
    if (aging.isError) return <ErrorState error={aging.error} onRetry={() => void aging.refetch()} />
    if (aging.isPending) return <PanelSkeleton rows={5} />
    if (shown === undefined) return <p className="xh-quiet">{t('aging.empty')}</p>
    return (
      <AgingBar bounds={aging.data.bounds} figures={shown} base={`/customers/${encodeURIComponent(code)}`} />
    )
  }
  return (
    <Panel
      title={t('aging.title')}
      extra={
        <>
          {open.length > 1 && (
            <Segmented
              size="small"
              value={shown?.currency ?? ''}
              options={open.map((figures) => figures.currency)}
              onChange={setCurrency}
            />
          )}
          {aging.data !== undefined && t('aging.asOf', { day: aging.data.asOf })}
          {shown !== undefined && <Money value={shown.total} currency="sign" strong />}
        </>
      }
    >
      {content()}
    </Panel>
  )
}
