import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Item } from '../api/answer'
import type { DataColumn } from './data-list/list-types'
import { Day } from './day'
import { formatPercent } from './percent'

type Forecast = Item<'/api/v1/receivables'>['forecast']
type Days = Pick<NonNullable<Forecast>, 'expectedOn' | 'earliestOn' | 'latestOn'>

/** When an open item is expected to be paid, with the days between which four of five such payments come. */
export function ExpectedOn({ forecast }: { forecast: Days | null }) {
  const { t } = useTranslation()
  if (forecast === null) return <span className="xh-quiet">–</span>
  const { expectedOn, earliestOn, latestOn } = forecast
  if (expectedOn === null) return <>{t('expected.never')}</>
  const range = t('expected.range', { from: earliestOn ?? '–', to: latestOn ?? t('expected.later') })
  return (
    <span title={range}>
      <Day value={expectedOn} />
    </span>
  )
}

/** How probable it is that an open item is paid after its due day. */
function LateChance({ forecast }: { forecast: Forecast }) {
  if (forecast === null) return <span className="xh-quiet">–</span>
  return <span className="xh-numeric">{formatPercent(100 * forecast.pLate)}</span>
}

/** The two columns of a list of open items that say what is expected of them. */
export function forecastColumns<Row extends { readonly forecast: Forecast }>(
  t: TFunction<'common'>,
): DataColumn<Row>[] {
  return [
    {
      key: 'expected',
      title: t('expected.on'),
      hint: t('expected.onHint'),
      sort: 'expected',
      render: (row) => <ExpectedOn forecast={row.forecast} />,
    },
    {
      key: 'late',
      title: t('expected.late'),
      hint: t('expected.lateHint'),
      align: 'right',
      sort: 'late',
      render: (row) => <LateChance forecast={row.forecast} />,
    },
  ]
}
