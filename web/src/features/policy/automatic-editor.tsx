import { Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { currencySign } from '../../ui/format-amount'
import { Panel } from '../../ui/panel'
import type { Policy } from './api'
import { AmountField, CountField, Field, ShareField } from './number-fields'
import styles from './policy.module.css'

type Automatic = NonNullable<Policy['automatic']>
type Raise = NonNullable<Automatic['raise']>

interface AutomaticEditorProps {
  policy: Policy
  currency: string
  onChange: (policy: Policy) => void
}

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
const careful: Raise = {
  ...{ atMostBasisPoints: 2_000, atMostAmount: '200000', goodMonths: 6, toleratedLateDays: 5 },
}
const begin: Automatic = { grades: ['AAA', 'AA', 'A'], periodDays: 90, raise: careful }

interface PartProps {
  value: Automatic
  onChange: (value: Automatic) => void
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Field label={label}>
      <span>
        <Switch aria-label={label} checked={on} onChange={onChange} />
      </span>
    </Field>
  )
}

function RaiseFields({
  raise,
  sign,
  onChange,
}: {
  raise: Raise
  sign: string
  onChange: (raise: Raise) => void
}) {
  const { t } = useTranslation('policy')
  return (
    <>
      <Field label={t('automatic.raiseShare')}>
        <ShareField
          label={t('automatic.raiseShare')}
          value={raise.atMostBasisPoints}
          onChange={(atMostBasisPoints) => onChange({ ...raise, atMostBasisPoints })}
        />
      </Field>
      <Field label={t('automatic.raiseAmount')}>
        <AmountField
          label={t('automatic.raiseAmount')}
          sign={sign}
          value={raise.atMostAmount}
          onChange={(atMostAmount) => onChange({ ...raise, atMostAmount })}
        />
      </Field>
      <Field label={t('automatic.goodMonths')}>
        <CountField
          label={t('automatic.goodMonths')}
          min={0}
          max={120}
          value={raise.goodMonths}
          onChange={(goodMonths) => onChange({ ...raise, goodMonths })}
        />
      </Field>
      <Field label={t('automatic.lateDays')}>
        <CountField
          label={t('automatic.lateDays')}
          min={0}
          max={365}
          value={raise.toleratedLateDays}
          onChange={(toleratedLateDays) => onChange({ ...raise, toleratedLateDays })}
        />
      </Field>
    </>
  )
}

function Bounds({ value, sign, onChange }: PartProps & { sign: string }) {
  const { t } = useTranslation('policy')
  const { raise, cut, ...rest } = value
  return (
    <>
      <Toggle
        label={t('automatic.raise')}
        on={raise !== undefined}
        onChange={(on) => onChange({ ...rest, ...(cut && { cut }), ...(on && { raise: careful }) })}
      />
      {raise !== undefined && (
        <RaiseFields raise={raise} sign={sign} onChange={(next) => onChange({ ...value, raise: next })} />
      )}
      <Toggle
        label={t('automatic.cut')}
        on={cut !== undefined}
        onChange={(on) =>
          onChange({ ...rest, ...(raise && { raise }), ...(on && { cut: { atMostBasisPoints: 2_000 } }) })
        }
      />
      {cut !== undefined && (
        <Field label={t('automatic.cutShare')}>
          <ShareField
            label={t('automatic.cutShare')}
            max={10_000}
            value={cut.atMostBasisPoints}
            onChange={(atMostBasisPoints) => onChange({ ...value, cut: { atMostBasisPoints } })}
          />
        </Field>
      )}
    </>
  )
}

/** Within which bounds the policy puts its own proposals in force. */
export function AutomaticEditor({ policy, currency, onChange }: AutomaticEditorProps) {
  const { t } = useTranslation('policy')
  const { automatic, ...rest } = policy
  const set = (next: Automatic) => onChange({ ...policy, automatic: next })
  return (
    <Panel title={t('automatic.title')}>
      <p className={styles.lead}>{t('automatic.hint')}</p>
      <div className={styles.fields}>
        <Toggle
          label={t('automatic.on')}
          on={automatic !== undefined}
          onChange={(on) => onChange(on ? { ...rest, automatic: begin } : rest)}
        />
        {automatic !== undefined && (
          <>
            <Field label={t('automatic.grades')}>
              <Select
                mode="multiple"
                aria-label={t('automatic.grades')}
                value={automatic.grades}
                options={grades.map((value) => ({ value, label: value }))}
                onChange={(chosen) => set({ ...automatic, grades: chosen })}
              />
            </Field>
            <Field label={t('automatic.period')}>
              <CountField
                label={t('automatic.period')}
                min={1}
                max={3650}
                unit={t('design.days')}
                value={automatic.periodDays}
                onChange={(periodDays) => set({ ...automatic, periodDays })}
              />
            </Field>
            <Bounds value={automatic} sign={currencySign(currency)} onChange={set} />
          </>
        )}
      </div>
    </Panel>
  )
}
