import { useQuery } from '@tanstack/react-query'
import { Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import { useText } from '../../i18n/use-text'
import { ErrorState } from '../../ui/error-state'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import { useScorecards } from './api'
import { ChangesTable } from './changes-panel'
import styles from './designer.module.css'
import { useDrafts } from './draft-api'
import { EffectTables } from './effect-tables'
import { Movers } from './movers'

type Comparison = Answer<'/api/v1/scorecards/compare'>

/** Every version and every open draft, as one may be chosen. */
function useSides() {
  const { t } = useTranslation('scoring')
  const versions = useScorecards().data?.items ?? []
  const drafts = useDrafts().data?.items ?? []
  return [
    ...drafts.map(({ id, name }) => ({ value: id, label: t('compare.draft', { name }) })),
    ...versions.map(({ version, inForce }) => ({
      value: String(version),
      label: t(inForce ? 'versionInForce' : 'version', { version }),
    })),
  ]
}

function useComparison(left: string, right: string) {
  return useQuery({
    queryKey: ['scorecard-comparison', left, right],
    queryFn: ({ signal }) =>
      request<Comparison>('GET', '/api/v1/scorecards/compare', { query: { left, right }, signal }),
    enabled: left !== '' && right !== '',
  })
}

function Sides({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('scoring')
  const textOf = useText()
  const { left, right, changes, up, down, moversUp, moversDown, badDefinition } = comparison
  return (
    <div className={styles.columns}>
      <Panel title={t('compare.words', { count: changes.length })}>
        <div
          className={styles.wide}
          tabIndex={0}
          role="group"
          aria-label={t('compare.words', { count: changes.length })}
        >
          <ChangesTable changes={changes} before={textOf(left.name)} after={textOf(right.name)} />
        </div>
      </Panel>
      <div className={styles.stack}>
        <Panel title={t('compare.book')}>
          <EffectTables
            effect={comparison}
            names={{ now: textOf(left.name), after: textOf(right.name) }}
            badDefinition={badDefinition}
          />
        </Panel>
        <Panel title={t('compare.movers')}>
          <Tabs
            size="small"
            items={[
              {
                key: 'down',
                label: t('preview.down', { count: down }),
                children: <Movers movers={moversDown} />,
              },
              { key: 'up', label: t('preview.up', { count: up }), children: <Movers movers={moversUp} /> },
            ]}
          />
        </Panel>
      </div>
    </div>
  )
}

/** Two versions or drafts side by side: in words, on the book, and who moves between them. */
export function Component() {
  const { t } = useTranslation('scoring')
  const [params, setParams] = useSearchParams()
  const sides = useSides()
  const versions = sides.filter(({ value }) => /^\d+$/.test(value))
  const left = params.get('left') ?? versions[0]?.value ?? ''
  const right = params.get('right') ?? sides[0]?.value ?? ''
  const comparison = useComparison(left, right)
  const choose = (side: 'left' | 'right') => (value: string) =>
    setParams({ left, right, [side]: value }, { replace: true })
  return (
    <>
      <PageHeader
        title={t('compare.title')}
        detail={t('compare.detail')}
        actions={(['left', 'right'] as const).map((side) => (
          <Select
            key={side}
            value={side === 'left' ? left : right}
            aria-label={t(`compare.${side}`)}
            popupMatchSelectWidth={false}
            options={sides}
            onChange={choose(side)}
          />
        ))}
      />
      {comparison.isError ? (
        <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />
      ) : comparison.data === undefined ? (
        <PanelSkeleton rows={14} />
      ) : (
        <Sides comparison={comparison.data} />
      )}
    </>
  )
}
