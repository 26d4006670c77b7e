import { Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Case } from '../../ui/cases/case-api'
import { Day } from '../../ui/day'
import { AmountInput } from '../../ui/amounts/amount-input'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { DayField, DayItem } from '../../ui/days/day-field'
import type { ActFields } from './act-body'
import { securityKinds } from './act-body'

interface AmountFieldProps {
  name: keyof ActFields
  label: string
  currency: string
  hint?: string
}

function AmountField({ name, label, currency, hint }: AmountFieldProps) {
  const amountRule = useAmountRule()
  return (
    <Form.Item
      name={name}
      label={label}
      {...(hint === undefined ? {} : { extra: hint })}
      rules={[amountRule({ currency })]}
    >
      <AmountInput />
    </Form.Item>
  )
}

/** What secures the approval, and by when; it takes effect once somebody has confirmed it. */
function SecurityFields({ currency }: { currency: string }) {
  const { t } = useTranslation('approvals')
  const kind = Form.useWatch<ActFields['securityKind']>('securityKind')
  return (
    <>
      <Form.Item name="securityKind" label={t('act.security')} extra={t('act.securityHint')}>
        <Select
          allowClear
          placeholder={t('act.securityNone')}
          options={securityKinds.map((value) => ({ value, label: t(`security.kind.${value}`) }))}
        />
      </Form.Item>
      {kind !== undefined && (
        <>
          <AmountField
            name="securityAmount"
            label={t('act.securityAmount', { currency })}
            currency={currency}
          />
          <DayItem
            name="securityDueOn"
            label={t('act.securityDueOn')}
            extra={t('act.securityDueHint')}
            rules={[{ required: true, message: t('act.securityDueNeeded') }]}
          >
            <DayField minDate={dayjs()} />
          </DayItem>
          <Form.Item name="securityNote" label={t('act.securityNote')}>
            <Input.TextArea rows={2} maxLength={1000} placeholder={t('act.securityNoteHint')} />
          </Form.Item>
        </>
      )}
    </>
  )
}

/** Less than was asked, for less long, or against security: what this request can be made. */
export function ConditionFields({ found }: { found: Case }) {
  const { t } = useTranslation('approvals')
  const { conditions } = found.mine
  return (
    <>
      {conditions.amount && found.amount !== null && (
        <AmountField
          name="amount"
          label={t('act.amount', { currency: found.amount.currency })}
          currency={found.amount.currency}
          hint={t('act.amountHint')}
        />
      )}
      {conditions.validity && (
        <DayItem name="validUntil" label={t('act.validUntil')}>
          <DayField minDate={dayjs()} />
        </DayItem>
      )}
      {conditions.security && <SecurityFields currency={found.amount?.currency ?? 'CNY'} />}
    </>
  )
}

/** Which security is in place, and the document that proves it. */
export function ConfirmFields({ found }: { found: Case }) {
  const { t } = useTranslation('approvals')
  const awaited = (found.conditions?.securities ?? []).filter(({ status }) => status === 'awaited')
  return (
    <>
      <Form.Item
        name="securityStep"
        label={t('act.whichSecurity')}
        rules={[{ required: true, message: t('act.whichSecurity') }]}
      >
        <Select
          options={awaited.map(({ stepId, kind, note, askedBy, dueOn }) => ({
            value: stepId,
            label: (
              <>
                {t(`security.kind.${kind}`)} {note} · {askedBy.displayName} · <Day value={dueOn} />
              </>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reference"
        label={t('act.reference')}
        extra={t('act.referenceHint')}
        rules={[{ required: true, whitespace: true, message: t('act.referenceNeeded') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
