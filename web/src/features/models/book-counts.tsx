import { Alert, Collapse } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Day } from '../../ui/day'
import type { StackingColumn } from '../../ui/stacked-rows'
import { StackingTable } from '../../ui/stacking-table'
import type { SampleCount } from './book-api'
import { share } from './figures'
import styles from './models.module.css'

type DayCount = SampleCount['days'][number]

const classes = ['good', 'bad', 'doubtful', 'alreadyLate', 'nothingDue', 'tooNew', 'turnedAway'] as const
const notDrawn = ['doubtful', 'alreadyLate', 'nothingDue', 'tooNew'] as const
/** Fewer than this say little about who turns bad. */
const FEW_BAD = 30

/** What the sample would hold, day by day, and what may not be in it. */
export function BookCounts({ counted }: { counted: SampleCount }) {
  const { t } = useTranslation('models')
  const textOf = useText()
  const total = (of: (typeof classes)[number]) => counted.days.reduce((sum, day) => sum + day[of], 0)
  const [good, bad] = [total('good'), total('bad')]
  const columns: readonly StackingColumn<DayCount>[] = [
    { key: 'day', title: t('book.day'), render: (_, one) => <Day value={one.day} /> },
    ...classes.map((name): StackingColumn<DayCount> => ({
      key: name,
      title: t(`book.class.${name}`),
      align: 'end',
      render: (_, one) => <span className="xh-numeric">{one[name].toLocaleString('en-US')}</span>,
    })),
    {
      key: 'rate',
      title: t('axis.badRate'),
      align: 'end',
      render: (_, one) => share(one.bad + one.good === 0 ? null : one.bad / (one.bad + one.good)),
    },
  ]
  const refused = counted.features.filter((one) => one.refused !== null)
  return (
    <div className={styles.stack}>
      <p className={styles.lead}>
        {t('book.total', { good, bad, left: notDrawn.reduce((sum, name) => sum + total(name), 0) })}
      </p>
      {bad < FEW_BAD && <Alert type="warning" showIcon title={t('book.fewBad', { count: bad })} />}
      <StackingTable rows={counted.days} rowKey={({ day }) => day} columns={columns} />
      <Collapse
        size="small"
        items={[
          {
            key: 'refused',
            label: t('book.refused', { count: refused.length, all: counted.features.length }),
            children: (
              <ul className={styles.plainList}>
                {refused.map(({ code, label, refused: why }) => (
                  <li key={code}>
                    {textOf(label)} <span className="xh-quiet">{why === null ? '' : textOf(why)}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </div>
  )
}
