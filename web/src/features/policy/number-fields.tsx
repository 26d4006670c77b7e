import { InputNumber } from 'antd'
import type { ReactNode } from 'react'
import styles from './policy.module.css'

/** A field with its name above it; the input carries the name for those who hear the page. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  )
}

/** A whole number that may be left empty. */
export function OptionalCountField({
  value,
  label,
  onChange,
  max = 1_200,
}: FieldProps<number | undefined> & { max?: number }) {
  return (
    <InputNumber<number>
      value={value ?? null}
      aria-label={label}
      min={0}
      max={max}
      precision={0}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

/** A decimal amount of the base currency that may be left empty. */
export function OptionalAmountField({
  value,
  label,
  onChange,
  sign,
}: FieldProps<string | undefined> & { sign: string }) {
  return (
    <InputNumber<string>
      stringMode
      value={value ?? null}
      aria-label={label}
      min="0"
      max="999999999999"
      precision={2}
      prefix={sign}
      onChange={(next) => onChange(next === null ? undefined : String(next))}
    />
  )
}

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
