import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PolicyRule } from './api'
import { CountField, Field, OptionalCountField, ShareField } from './number-fields'

const termsKinds = ['net', 'month-end', 'instalments', 'cash-on-delivery'] as const
const securityChoices = [
  'none',
  'guarantee',
  'deposit',
  'pledge',
  'mortgage',
  'letter-of-credit',
  'credit-insurance',
  'other',
] as const

interface RowOutputsProps {
  rule: PolicyRule
  onChange: (rule: PolicyRule) => void
}

function Terms({ rule, onChange }: RowOutputsProps) {
  const { t } = useTranslation('policy')
  const kind = rule.terms?.kind ?? 'net'
  const name = (field: string) => `${rule.grade} ${field}`
  const choose = (next: (typeof termsKinds)[number]) =>
    onChange({
      ...rule,
      terms: { kind: next, ...(next === 'instalments' ? { instalments: 3 } : {}) },
      ...(next === 'cash-on-delivery' ? { netDays: 0 } : {}),
    })
  return (
    <>
      <Field label={t('row.terms')}>
        <Select
          aria-label={name(t('row.terms'))}
          value={kind}
          popupMatchSelectWidth={false}
          options={termsKinds.map((value) => ({ value, label: t(`row.termsKind.${value}`) }))}
          onChange={choose}
        />
      </Field>
      {kind === 'instalments' && (
        <Field label={t('row.instalments')}>
          <CountField
            label={name(t('row.instalments'))}
            value={rule.terms?.instalments ?? 3}
            min={2}
            max={60}
            onChange={(instalments) => onChange({ ...rule, terms: { kind, instalments } })}
          />
        </Field>
      )}
      <Field label={t('row.prepayment')}>
        <ShareField
          label={name(t('row.prepayment'))}
          max={10_000}
          value={rule.prepaymentBasisPoints ?? 0}
          onChange={(prepaymentBasisPoints) => onChange({ ...rule, prepaymentBasisPoints })}
        />
      </Field>
    </>
  )
}

function Security({ rule, onChange }: RowOutputsProps) {
  const { t } = useTranslation('policy')
  const { security, ...rest } = rule
  const name = (field: string) => `${rule.grade} ${field}`
  return (
    <>
      <Field label={t('row.security')}>
        <Select<(typeof securityChoices)[number]>
          aria-label={name(t('row.security'))}
          value={security?.kind ?? 'none'}
          popupMatchSelectWidth={false}
          options={securityChoices.map((value) => ({
            value,
            label: t(`row.securityKind.${value}`),
          }))}
          onChange={(kind) =>
            onChange(
              kind === 'none'
                ? rest
                : { ...rest, security: { kind, shareBasisPoints: security?.shareBasisPoints ?? 10_000 } },
            )
          }
        />
      </Field>
      {security !== undefined && (
        <Field label={t('row.securityShare')}>
          <ShareField
            label={name(t('row.securityShare'))}
            max={10_000}
            value={security.shareBasisPoints}
            onChange={(shareBasisPoints) =>
              onChange({ ...rule, security: { ...security, shareBasisPoints } })
            }
          />
        </Field>
      )}
    </>
  )
}

/** What a row gives beside limit and days: terms, price, security, review, approval. */
export function RowOutputs({ rule, onChange }: RowOutputsProps) {
  const { t } = useTranslation('policy')
  const name = (field: string) => `${rule.grade} ${field}`
  /** An empty text is left out of the document. */
  const word = (key: 'priceTier' | 'approvalPath', value: string) => {
    const { [key]: _, ...rest } = rule
    onChange(value === '' ? rest : { ...rest, [key]: value })
  }
  const interval = (days: number | undefined) => {
    const { reviewIntervalDays: _, ...rest } = rule
    onChange(days === undefined || days === 0 ? rest : { ...rest, reviewIntervalDays: days })
  }
  return (
    <>
      <Terms rule={rule} onChange={onChange} />
      <Field label={t('row.priceTier')}>
        <Input
          aria-label={name(t('row.priceTier'))}
          maxLength={40}
          value={rule.priceTier ?? ''}
          onChange={({ target }) => word('priceTier', target.value)}
        />
      </Field>
      <Field label={t('row.discount')}>
        <ShareField
          label={name(t('row.discount'))}
          max={10_000}
          value={rule.discountBasisPoints ?? 0}
          onChange={(discountBasisPoints) => onChange({ ...rule, discountBasisPoints })}
        />
      </Field>
      <Security rule={rule} onChange={onChange} />
      <Field label={t('row.reviewDays')}>
        <OptionalCountField
          label={name(t('row.reviewDays'))}
          max={3650}
          value={rule.reviewIntervalDays}
          onChange={interval}
        />
      </Field>
      <Field label={t('row.approvalPath')}>
        <Input
          aria-label={name(t('row.approvalPath'))}
          maxLength={60}
          value={rule.approvalPath ?? ''}
          onChange={({ target }) => word('approvalPath', target.value.trim())}
        />
      </Field>
    </>
  )
}
