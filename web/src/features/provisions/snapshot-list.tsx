import { useTranslation } from 'react-i18next'
import { Day, Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { StackingTable } from '../../ui/stacking-table'
import { useSnapshots } from './api'

/** The snapshots that were kept, newest day first. */
export function SnapshotList() {
  const { t } = useTranslation('provisions')
  const snapshots = useSnapshots().data?.items ?? []
  return (
    <Panel title={t('compare.snapshots')}>
      <p className="xh-quiet">{t('compare.month')}</p>
      <StackingTable
        rows={snapshots}
        rowKey={({ id }) => id}
        pageSize={13}
        columns={[
          { key: 'asOf', title: t('compare.takeDay'), render: (_, { asOf }) => <Day value={asOf} /> },
          {
            key: 'kind',
            title: t('compare.snapshots'),
            render: (_, { kind }) => t(kind === 'monthly' ? 'compare.monthly' : 'compare.onDemand'),
          },
          {
            key: 'total',
            title: t('compare.total'),
            align: 'right',
            stack: 'aside',
            render: (_, { totals }) =>
              totals?.map(({ currency, total }) => (
                <div key={currency}>
                  <Money value={total} currency="sign" />
                </div>
              )),
          },
          {
            key: 'takenBy',
            title: t('compare.takenBy'),
            render: (_, { takenBy }) => <Person username={takenBy} />,
          },
          {
            key: 'takenAt',
            title: t('compare.takenAt'),
            render: (_, { takenAt }) => <Instant value={takenAt} />,
          },
          { key: 'note', title: t('compare.note'), render: (_, { note }) => note },
        ]}
      />
    </Panel>
  )
}
