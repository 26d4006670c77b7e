import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import { StatusTag } from '../../ui/status-tag'
import type { RefitResult } from './refit-api'
import styles from './scoring.module.css'

type Gate = RefitResult['gates'][number]
type Weight = RefitResult['weights'][number]

const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(1)}%`
const figure = (value: number | null | undefined) =>
  value == null ? '–' : String(Math.round(value * 10_000) / 10_000).replace('-', '\u2212')

function Gates({ gates }: { gates: readonly Gate[] }) {
  const { t } = useTranslation('scoring')
  const columns: readonly StackingColumn<Gate>[] = [
    { key: 'gate', title: t('refit.gates'), render: (_, { code }) => t(`refit.gate.${code}`) },
    {
      key: 'passed',
      title: t('refit.result'),
      render: (_, { passed }) => (
        <StatusTag tone={passed ? 'good' : 'danger'}>
          {t(passed ? 'refit.passed' : 'refit.notPassed')}
        </StatusTag>
      ),
    },
    { key: 'value', title: t('refit.value'), align: 'end', render: (_, { value }) => figure(value) },
    { key: 'limit', title: t('refit.limit'), align: 'end', render: (_, { limit }) => figure(limit) },
  ]
  return <StackingTable rows={gates} rowKey={({ code }) => code} columns={columns} />
}

function Parts({ result }: { result: RefitResult }) {
  const { t } = useTranslation('scoring')
  const rows = (['fit', 'later'] as const).map((key) => ({ key, part: result[key] }))
  type Row = (typeof rows)[number]
  const columns: readonly StackingColumn<Row>[] = [
    {
      key: 'part',
      title: t('refit.part'),
      render: (_, { key, part }) => `${t(`refit.${key}`)} ${part.from} – ${part.to}`,
    },
    {
      key: 'cases',
      title: t('refit.cases'),
      align: 'end',
      render: (_, { part }) => `${part.cases} / ${part.bads}`,
    },
    {
      key: 'before',
      title: t('refit.before'),
      align: 'end',
      render: (_, { part }) => figure(part.test?.aucA),
    },
    { key: 'after', title: t('refit.after'), align: 'end', render: (_, { part }) => figure(part.test?.aucB) },
    { key: 'p', title: t('refit.pValue'), align: 'end', render: (_, { part }) => figure(part.test?.pValue) },
  ]
  return <StackingTable rows={rows} rowKey={({ key }) => key} columns={columns} />
}

function Weights({ weights }: { weights: readonly Weight[] }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const change = ({ beforeBp, afterBp }: Weight) => {
    const moved = afterBp - beforeBp
    return `${moved > 0 ? '+' : ''}${percent(moved)}`.replace('-', '\u2212')
  }
  const columns: readonly StackingColumn<Weight>[] = [
    { key: 'indicator', title: t('refit.indicator'), render: (_, { label }) => textOf(label) },
    { key: 'old', title: t('refit.old'), align: 'end', render: (_, one) => percent(one.beforeBp) },
    { key: 'new', title: t('refit.new'), align: 'end', render: (_, one) => percent(one.afterBp) },
    { key: 'change', title: t('refit.change'), align: 'end', render: (_, one) => change(one) },
    {
      key: 'bound',
      title: t('refit.bound'),
      render: (_, { boundBy }) => (boundBy === null ? '–' : t(`refit.bounds.${boundBy}`)),
    },
  ]
  return <StackingTable rows={weights} rowKey={({ indicator }) => indicator} columns={columns} />
}

/** What a re-fit found: gates, ranking, old and new weights, and the draft that came out. */
export function RefitReport({ result }: { result: RefitResult }) {
  const { t } = useTranslation('scoring')
  const { draftId, effect } = result
  return (
    <div className={styles.stack}>
      <p>
        <StatusTag tone={draftId === null ? 'neutral' : 'good'}>
          {t(draftId === null ? 'refit.nothing' : 'refit.proposed')}
        </StatusTag>{' '}
        {draftId !== null && <Link to={`/scorecard/drafts/${draftId}`}>{t('refit.openDraft')}</Link>}{' '}
        {effect !== null && t('refit.effect', effect)}
      </p>
      <Gates gates={result.gates} />
      <Parts result={result} />
      {result.weights.length > 0 && <Weights weights={result.weights} />}
    </div>
  )
}
