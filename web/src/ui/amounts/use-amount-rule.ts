import { useTranslation } from 'react-i18next'
import { amountFault, decimalsOf } from './typed-amount'

interface AmountRule {
  readonly currency?: string | undefined
  readonly required?: boolean
  /** Nothing is an amount here, too. */
  readonly zero?: boolean
}

/** The rule of a form's field for an amount: it says what is wrong before the server has to. */
export function useAmountRule() {
  const { t } = useTranslation()
  return ({ currency, required = false, zero = false }: AmountRule) => ({
    required,
    validator: (_: unknown, value: unknown) => {
      const text = typeof value === 'string' ? value : ''
      if (text.trim() === '')
        return required ? Promise.reject(new Error(t('amount.needed'))) : Promise.resolve()
      const fault = amountFault(text, { currency, zero })
      return fault === undefined
        ? Promise.resolve()
        : Promise.reject(new Error(t(`amount.${fault}`, { count: decimalsOf(currency) })))
    },
  })
}
