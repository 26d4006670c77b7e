import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Day, Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import type { Shown } from '../../ui/cases/case-api'

/** A value of a request, formatted by its kind. */
export function ShownValue({ value }: { value: Shown }) {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  switch (value.kind) {
    case 'money':
      return <Money value={value.money} currency="sign" />
    case 'text':
      return <>{textOf(value.text)}</>
    case 'number':
      return (
        <span className="xh-numeric">
          {value.value}
          {value.unit === 'days' ? ` ${t('case.days')}` : (value.unit ?? '')}
        </span>
      )
    case 'day':
      return <Day value={value.day} />
    case 'instant':
      return <Instant value={value.at} />
    case 'none':
      return <span className="xh-quiet">–</span>
  }
}
