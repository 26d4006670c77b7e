import { DatePicker, Form, type FormItemProps } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { dayFormats, isSelectableDay } from './typed-day'

/** Text that is no day, as the form's value: the rule of `DayItem` names it. */
const noDay = dayjs(Number.NaN)

interface DayFieldProps {
  /** Given by the form. */
  value?: Dayjs | null
  onChange?: (day: Dayjs | null) => void
  id?: string
  minDate?: Dayjs
  maxDate?: Dayjs
  allowClear?: boolean
  disabled?: boolean
  className?: string
  style?: CSSProperties
  placeholder?: string
}

/** A calendar day of a form, inside a `DayItem`. What was typed stays when it is no day, and is said to be none. */
export function DayField({ value, onChange, minDate, maxDate, allowClear = true, ...rest }: DayFieldProps) {
  const given = value?.isValid() === false ? undefined : (value ?? null)
  const [kept, setKept] = useState(given ?? null)
  // While the text is no day the picker keeps the day before: another value would wipe out what was typed.
  if (given !== undefined && given?.valueOf() !== kept?.valueOf()) setKept(given)
  const leave = (text: string) => {
    if (text === '' && allowClear) onChange?.(null)
    else if (!isSelectableDay(text, { minDate, maxDate })) {
      // The picker takes back a day that is not offered: the one before must not stand there as if it was meant.
      if (isSelectableDay(text)) setKept(null)
      onChange?.(noDay)
    }
  }
  return (
    <DatePicker
      {...rest}
      {...(minDate === undefined ? {} : { minDate })}
      {...(maxDate === undefined ? {} : { maxDate })}
      allowClear={allowClear}
      format={dayFormats}
      preserveInvalidOnBlur={given === undefined}
      value={given === undefined ? kept : given}
      onChange={(day: Dayjs | null) => onChange?.(day)}
      // Enter takes the day that was typed; it does not send the form.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      onBlur={(event) => {
        if (event.target instanceof HTMLInputElement) leave(event.target.value.trim())
      }}
    />
  )
}

/** A form's item around a `DayField`: besides its own rules, the day has to be one. */
export function DayItem({ rules = [], ...rest }: FormItemProps) {
  const { t } = useTranslation()
  const isDay = {
    validator: (_: unknown, value: unknown) =>
      dayjs.isDayjs(value) && !value.isValid() ? Promise.reject(new Error(t('day.none'))) : Promise.resolve(),
  }
  return <Form.Item {...rest} rules={[...rules, isDay]} />
}
