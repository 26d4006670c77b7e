import { DatePicker } from 'antd'
import type { Dayjs } from 'dayjs'
import type { ComponentProps, CSSProperties } from 'react'
import { dayFormats } from './typed-day'

interface DayPickerProps {
  value: Dayjs | null
  onChange: (day: Dayjs | null) => void
  minDate?: Dayjs
  maxDate?: Dayjs
  allowClear?: boolean
  placeholder?: string
  'aria-label'?: string
  size?: 'small'
  style?: CSSProperties
}

/** A calendar day outside of a form, typed in any of the usual ways. */
export function DayPicker(props: DayPickerProps) {
  return <DatePicker {...props} format={dayFormats} />
}

/** Two calendar days, typed in any of the usual ways. */
export function DayRangePicker(props: Omit<ComponentProps<typeof DatePicker.RangePicker>, 'format'>) {
  return <DatePicker.RangePicker {...props} format={dayFormats} />
}
