import { useTranslation } from 'react-i18next'
import { Age } from '../../ui/age'
import { Day } from '../../ui/day'
import { Money } from '../../ui/money'
import { StackingTable } from '../../ui/stacking-table'
import type { OpenItem } from './api'

/** The day on which the money is expected, and the days between which four of five such payments come. */
function Expected({ forecast }: Pick<OpenItem, 'forecast'>) {
  const { t } = useTranslation('worklist')
  if (forecast === null) return <span className="xh-quiet">–</span>
  const { expectedOn, earliestOn, latestOn } = forecast
  if (expectedOn === null) return <span className="xh-quiet">{t('item.notInAYear')}</span>
  return (
    <>
      <Day value={expectedOn} />
      <div className="xh-quiet">
        {t('item.band', { from: earliestOn ?? '', to: latestOn ?? t('item.later') })}
      </div>
    </>
  )
}

/** What is owed, when it is expected, and what of it nobody is asked for today. */
export function OpenItems({ items }: { items: readonly OpenItem[] }) {
  const { t } = useTranslation('worklist')
  const held = ({ disputed, planned, promised }: OpenItem) =>
    (['disputed', 'planned', 'promised'] as const).flatMap((kind) => {
      const money = { disputed, planned, promised }[kind]
      return Number(money.amount) === 0 ? [] : [{ kind, money }]
    })
  return (
    <StackingTable<OpenItem>
      flush
      pageSize={10}
      rows={items}
      rowKey={({ source, number, itemNo }) => `${source}/${number}/${itemNo}`}
      columns={[
        {
          key: 'number',
          title: t('item.number'),
          render: (_, { number, itemNo }) => `${number} / ${itemNo}`,
        },
        {
          key: 'due',
          title: t('item.due'),
          render: (_, { dueDate, daysOverdue }) => (
            <>
              <Day value={dueDate} />
              {daysOverdue > 0 && (
                <div>
                  <Age days={daysOverdue} />
                </div>
              )}
            </>
          ),
        },
        {
          key: 'open',
          title: t('item.open'),
          align: 'right',
          stack: 'aside',
          render: (_, { open }) => <Money value={open} currency="sign" />,
        },
        {
          key: 'expected',
          title: t('item.expected'),
          render: (_, { forecast }) => <Expected forecast={forecast} />,
        },
        {
          key: 'held',
          title: t('item.held'),
          render: (_, item) =>
            held(item).map(({ kind, money }) => (
              <div key={kind}>
                {t(`item.${kind}`)} <Money value={money} />
              </div>
            )),
        },
      ]}
    />
  )
}
