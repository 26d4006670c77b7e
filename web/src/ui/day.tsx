import { useTranslation } from 'react-i18next'

/** A business day, written as it is stored: 2026-11-21. */
export function Day({ value }: { value: string | null | undefined }) {
  if (value == null || value === '') return <span className="xh-quiet">–</span>
  return (
    <time className="xh-numeric" dateTime={value}>
      {value}
    </time>
  )
}

const stamp = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** An instant (RFC 3339) in the reader's time zone: 2026-11-21 14:03; the exact instant is in the tooltip. */
export function Instant({ value }: { value: string | null | undefined }) {
  if (value == null || value === '') return <span className="xh-quiet">–</span>
  return (
    <time className="xh-numeric" dateTime={value} title={value}>
      {stamp.format(new Date(value))}
    </time>
  )
}

/** How old a piece of information is, in whole days, beside its absolute day. */
export function AgeOfFact({ days }: { days: number }) {
  const { t } = useTranslation()
  return <span className="xh-quiet">{days <= 0 ? t('age.today') : t('age.daysAgo', { count: days })}</span>
}
