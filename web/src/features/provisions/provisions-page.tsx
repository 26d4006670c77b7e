import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { oneOf } from '../../api/one-of'
import { PageHeader } from '../../ui/page-header'
import { AssessmentsPanel } from './assessments-panel'
import { MatrixPanel } from './matrix-panel'
import { RollRatesPanel } from './roll-rates-panel'
import { RunsPanel } from './runs-panel'

const tabs = ['runs', 'matrix', 'assessments', 'rolls'] as const

/** Expected credit losses: runs, the matrix, who is assessed individually, and roll rates. */
export function Component() {
  const { t } = useTranslation('provisions')
  const [params, setParams] = useSearchParams()
  const panels = {
    runs: <RunsPanel />,
    matrix: <MatrixPanel />,
    assessments: <AssessmentsPanel />,
    rolls: <RollRatesPanel />,
  }
  return (
    <>
      <PageHeader title={t('provisions.title')} detail={t('provisions.detail')} />
      <Tabs
        activeKey={oneOf(params.get('tab') ?? undefined, tabs) ?? 'runs'}
        destroyOnHidden
        onChange={(tab) => setParams({ tab }, { replace: true })}
        items={tabs.map((key) => ({ key, label: t(`provisions.tab.${key}`), children: panels[key] }))}
      />
    </>
  )
}
