import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import type { Exception, WorkingYear } from './calendar-api'
import styles from './calendar.module.css'
import { monthDays, type MonthDay } from './month-days'

interface CalendarMonthProps {
  year: number
  month: number
  national: ReadonlyMap<string, WorkingYear['national'][number]>
  exceptions: ReadonlyMap<string, Exception>
  canEdit: boolean
  onToggle: (day: MonthDay, working: boolean) => void
}

/** One month of the working calendar: a press makes a working day free, and the other way round. */
export function CalendarMonth({ year, month, national, exceptions, canEdit, onToggle }: CalendarMonthProps) {
  const { t, i18n } = useTranslation('approvals')
  const textOf = useText()
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(year, month - 1, 1)),
  )
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'narrow', timeZone: 'UTC' })
  return (
    <section className={styles.month} aria-label={name}>
      <h3>{name}</h3>
      <div className={styles.days}>
        {[5, 6, 7, 8, 9, 10, 11].map((monday) => (
          <span key={monday} className={styles.weekday} aria-hidden>
            {weekday.format(new Date(Date.UTC(2026, 0, monday)))}
          </span>
        ))}
        {monthDays(year, month).map((day) => {
          const own = exceptions.get(day.day)
          const special = national.get(day.day)
          const working = own?.working ?? special?.working ?? !day.weekend
          const why = own?.name ?? (special === undefined ? '' : textOf(special.name))
          const label = [day.day, t(working ? 'calendar.working' : 'calendar.free'), why]
            .filter(Boolean)
            .join(' ')
          return (
            <button
              key={day.day}
              type="button"
              className={styles.day}
              data-working={working || undefined}
              data-special={special !== undefined || undefined}
              data-own={own !== undefined || undefined}
              style={day.number === 1 ? { gridColumnStart: day.column + 1 } : {}}
              title={label}
              aria-label={label}
              aria-pressed={!working}
              disabled={!canEdit}
              onClick={() => onToggle(day, working)}
            >
              {day.number}
            </button>
          )
        })}
      </div>
    </section>
  )
}
