import { Input, type InputProps } from 'antd'
import { typedAmount } from './typed-amount'

interface AmountInputProps extends Omit<InputProps, 'value' | 'onChange'> {
  /** A decimal string. Given by the form where it stands in one. */
  value?: string | undefined
  onChange?: (amount: string) => void
}

/** An amount as it is typed or pasted; once it is left, or sent by Enter, it is what is understood by it. */
export function AmountInput({ value, onChange, onBlur, onKeyDown, ...rest }: AmountInputProps) {
  const settle = () => {
    const amount = typedAmount(value ?? '')
    if (amount !== (value ?? '')) onChange?.(amount)
  }
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value)}
      onBlur={(event) => {
        settle()
        onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
        onKeyDown?.(event)
      }}
    />
  )
}
