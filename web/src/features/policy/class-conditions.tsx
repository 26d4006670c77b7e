import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { currencySign } from '../../ui/format-amount'
import type { CustomerClass } from './api'
import { Field, OptionalAmountField, OptionalCountField } from './number-fields'

type Conditions = CustomerClass['when']
type Maybe<T> = { [Key in keyof T]?: T[Key] | undefined }

/** What is empty is left out, so that the document holds only what was said. */
function said<T extends object>(value: Maybe<T>): T | undefined {
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as T)
}

interface ClassConditionsProps {
  value: CustomerClass
  currency: string
  onChange: (value: CustomerClass) => void
}

function WordsField({
  label,
  value,
  onChange,
}: {
  label: string
  value: readonly string[] | undefined
  onChange: (words: string[] | undefined) => void
}) {
  return (
    <Select
      mode="tags"
      aria-label={label}
      value={[...(value ?? [])]}
      open={false}
      suffixIcon={null}
      onChange={(words: string[]) => onChange(words.length === 0 ? undefined : words)}
    />
  )
}

/** What a customer must be to belong to a class; empty fields ask for nothing. */
export function ClassConditions({ value, currency, onChange }: ClassConditionsProps) {
  const { t } = useTranslation('policy')
  const { when, code } = value
  const name = (field: string) => `${code} ${field}`
  const set = (part: Maybe<Conditions>) =>
    onChange({ ...value, when: said<Conditions>({ ...when, ...part }) ?? {} })
  const { relationMonths: months, registeredCapital: capital, field } = when
  const sign = currencySign(currency)
  const fieldValues = (values: string[] | undefined, key = field?.key ?? '') =>
    set({ field: values === undefined && key === '' ? undefined : { key, values: values ?? [] } })
  return (
    <>
      <Field label={t('class.monthsFrom')}>
        <OptionalCountField
          label={name(t('class.monthsFrom'))}
          value={months?.from}
          onChange={(from) => set({ relationMonths: said({ ...months, from }) })}
        />
      </Field>
      <Field label={t('class.monthsBelow')}>
        <OptionalCountField
          label={name(t('class.monthsBelow'))}
          value={months?.below}
          onChange={(below) => set({ relationMonths: said({ ...months, below }) })}
        />
      </Field>
      <Field label={t('class.capitalFrom')}>
        <OptionalAmountField
          label={name(t('class.capitalFrom'))}
          sign={sign}
          value={capital?.from}
          onChange={(from) => set({ registeredCapital: said({ ...capital, from }) })}
        />
      </Field>
      <Field label={t('class.capitalBelow')}>
        <OptionalAmountField
          label={name(t('class.capitalBelow'))}
          sign={sign}
          value={capital?.below}
          onChange={(below) => set({ registeredCapital: said({ ...capital, below }) })}
        />
      </Field>
      <Field label={t('class.industries')}>
        <WordsField
          label={name(t('class.industries'))}
          value={when.industries}
          onChange={(industries) => set({ industries })}
        />
      </Field>
      <Field label={t('class.regions')}>
        <WordsField
          label={name(t('class.regions'))}
          value={when.regions}
          onChange={(regions) => set({ regions })}
        />
      </Field>
      <Field label={t('class.field')}>
        <Input
          aria-label={name(t('class.field'))}
          value={field?.key ?? ''}
          onChange={({ target }) => fieldValues(field?.values, target.value)}
        />
      </Field>
      <Field label={t('class.values')}>
        <WordsField
          label={name(t('class.values'))}
          value={field?.values}
          onChange={(values) => fieldValues(values)}
        />
      </Field>
    </>
  )
}
