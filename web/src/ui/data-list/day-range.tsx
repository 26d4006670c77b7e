import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { DayRangePicker } from '../days/day-picker'

const dayFormat = 'YYYY-MM-DD'
const usualDays = [7, 30, 90] as const

/** The days of a list, kept in the URL as `from` and `to` beside the list's own filters. */
export function DayRange() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const day = (key: 'from' | 'to') => {
    const value = params.get(key)
    return value === null ? null : dayjs(value)
  }
  const set = (days: Readonly<Record<'from' | 'to', string | undefined>>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const key of ['cursor', 'page', 'from', 'to']) next.delete(key)
        for (const [key, value] of Object.entries(days)) if (value !== undefined) next.set(key, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <DayRangePicker
      allowEmpty={[true, true]}
      aria-label={t('list.days')}
      placeholder={[t('list.from'), t('list.to')]}
      maxDate={dayjs()}
      presets={[
        { label: t('list.today'), value: [dayjs(), dayjs()] },
        ...usualDays.map((count) => ({
          label: t('list.lastDays', { count }),
          value: [dayjs().subtract(count - 1, 'day'), dayjs()] as [dayjs.Dayjs, dayjs.Dayjs],
        })),
      ]}
      value={[day('from'), day('to')]}
      onChange={(range) => set({ from: range?.[0]?.format(dayFormat), to: range?.[1]?.format(dayFormat) })}
    />
  )
}
