import { InputNumber } from 'antd'

interface FieldProps<T> {
  value: T
  label: string
  onChange: (value: T) => void
}

/** A whole number between bounds; an empty field keeps what it was. */
export function CountField({ value, label, onChange, min, max, unit }: FieldProps<number> & CountBounds) {
  return (
    <InputNumber
      value={value}
      aria-label={label}
      min={min}
      max={max}
      precision={0}
      suffix={unit}
      onChange={(next) => next !== null && onChange(next)}
    />
  )
}

interface CountBounds {
  min: number
  max: number
  unit?: string
}

/** Basis points, written as a percentage. */
export function ShareField({
  value,
  label,
  onChange,
  max = 1_000_000,
}: FieldProps<number> & { max?: number }) {
  return (
    <InputNumber
      value={value / 100}
      aria-label={label}
      min={0}
      max={max / 100}
      precision={2}
      suffix="%"
      onChange={(next) => next !== null && onChange(Math.round(next * 100))}
    />
  )
}

/** A decimal amount of the base currency, never a binary fraction. */
export function AmountField({ value, label, onChange, sign }: FieldProps<string> & { sign: string }) {
  return (
    <InputNumber<string>
      stringMode
      value={value}
      aria-label={label}
      min="0"
      max="999999999999"
      precision={2}
      prefix={sign}
      formatter={(text) => String(text ?? '').replace(/\B(?=(\d{3})+(?=\.|$))/g, ',')}
      parser={(text) => (text ?? '').replaceAll(',', '')}
      onChange={(next) => next !== null && onChange(String(next))}
    />
  )
}
