import { Button, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { useOrganisation } from '../../session/organisation'
import { useSegmentOptions } from '../../session/segments'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { currencySign } from '../../ui/format-amount'
import { AmountInput } from '../../ui/amounts/amount-input'
import styles from './designer.module.css'
import { usePeopleChoices } from './directory'
import { Field } from './field'
import { simulateFlow, type SimulationBody } from './flow-api'
import type { Flow, Simulation, Subject, SubjectField } from './flow-types'
import { SimulationResult } from './simulation-result'

type Sample = SimulationBody['sample']
type Value = string | boolean | null

interface SampleFieldProps {
  field: SubjectField
  value: Value
  onChange: (value: Value) => void
}

function SampleField({ field, value, onChange }: SampleFieldProps) {
  const textOf = useText()
  const currency = useOrganisation().data?.baseCurrency ?? 'CNY'
  const label = textOf(field.name)
  return (
    <Field label={label}>
      {(id) => {
        if (field.type === 'flag') return <Switch id={id} checked={value === true} onChange={onChange} />
        if (field.type === 'choice')
          return (
            <Select
              id={id}
              allowClear
              value={typeof value === 'string' ? value : null}
              options={(field.choices ?? []).map((one) => ({ value: one, label: one }))}
              onChange={(next) => onChange(next ?? null)}
            />
          )
        return (
          <Input
            id={id}
            value={typeof value === 'string' ? value : ''}
            inputMode={field.type === 'text' ? 'text' : 'decimal'}
            {...(field.type === 'amount' ? { prefix: currencySign(currency) } : {})}
            onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          />
        )
      }}
    </Field>
  )
}

interface SimulationPanelProps {
  flow: Flow
  subject: Subject | undefined
  incomplete: boolean
  result: Simulation | undefined
  onResult: (result: Simulation | undefined) => void
}

/** Tries the flow with an invented request: which way it goes, who would be asked, by when. */
export function SimulationPanel({ flow, subject, incomplete, result, onResult }: SimulationPanelProps) {
  const { t } = useTranslation('approvals')
  const { username } = useUser()
  const people = usePeopleChoices()
  const segments = useSegmentOptions()
  const currency = useOrganisation().data?.baseCurrency ?? 'CNY'
  const [submitter, setSubmitter] = useState(username)
  const [owner, setOwner] = useState<string>()
  const [segment, setSegment] = useState<string>()
  const [amount, setAmount] = useState('100000.00')
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({})
  const fields = subject?.fields ?? []
  const sample: Sample = {
    submitter,
    ...(owner === undefined ? {} : { owner }),
    ...(subject?.hasAmount === true && amount !== '' ? { amount: { amount, currency } } : {}),
    ...(segment === undefined ? {} : { segment }),
    fields: Object.fromEntries(
      fields.map((field) => [field.key, values[field.key] ?? (field.type === 'flag' ? false : null)]),
    ),
  }
  const run = useMutation({ mutationFn: () => simulateFlow({ content: flow, sample }), onSuccess: onResult })
  return (
    <div className={styles.form}>
      <p className={styles.fieldHint}>{t('simulation.hint')}</p>
      <Field label={t('simulation.submitter')}>
        {(id) => (
          <Select
            id={id}
            value={submitter}
            options={[...people]}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setSubmitter}
          />
        )}
      </Field>
      {subject?.hasOwner === true && (
        <Field label={t('simulation.owner')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={owner ?? null}
              options={[...people]}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(next) => setOwner(next)}
            />
          )}
        </Field>
      )}
      {subject?.hasAmount === true && (
        <Field label={t('simulation.amount')}>
          {(id) => (
            <AmountInput id={id} prefix={currencySign(currency)} value={amount} onChange={setAmount} />
          )}
        </Field>
      )}
      <Field label={t('simulation.segment')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={segment ?? null}
            options={[...segments]}
            onChange={(next) => setSegment(next)}
          />
        )}
      </Field>
      {fields.map((field) => (
        <SampleField
          key={field.key}
          field={field}
          value={values[field.key] ?? null}
          onChange={(value) => setValues({ ...values, [field.key]: value })}
        />
      ))}
      <Button type="primary" disabled={incomplete} loading={run.isPending} onClick={() => run.mutate()}>
        {t('simulation.run')}
      </Button>
      <ProblemAlert error={run.error} />
      {result !== undefined && <SimulationResult result={result} />}
    </div>
  )
}
