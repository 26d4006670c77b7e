import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { CSSProperties } from 'react'
import { dayFormats } from './days/typed-day'

interface DayInputProps {
  /** 2026-11-21, or nothing. Given by the form where it stands in one. */
  value?: string | null
  onChange?: (day: string) => void
  id?: string
  'aria-label'?: string
  style?: CSSProperties
}

const asStored = 'YYYY-MM-DD'

/** A calendar day as it is stored. The browser's own field would write it the way of the computer, month first or last. */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  return (
    <DatePicker
      style={{ width: '100%' }}
      {...rest}
      format={dayFormats}
      allowClear={false}
      value={value === undefined || value === null || value === '' ? null : dayjs(value)}
      // Enter takes the day that was typed; it does not send the form it stands in.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      onChange={(day) => {
        if (day !== null) onChange?.(day.format(asStored))
      }}
    />
  )
}
