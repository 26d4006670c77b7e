import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useSegmentOptions } from '../../session/segments'
import { currencySign } from '../../ui/format-amount'
import { GradeTag } from '../../ui/grade-tag'
import type { Policy, PolicyRule } from './api'
import { AmountField, CountField, Field, ShareField } from './number-fields'
import styles from './policy.module.css'
import { RowOutputs } from './row-outputs'

interface RuleEditorProps {
  rule: PolicyRule
  currency: string
  classes: NonNullable<Policy['classes']>
  onChange: (rule: PolicyRule) => void
  /** Absent for the rule of all segments and customers, which every grade must have. */
  onRemove: (() => void) | undefined
}

/** What one grade gets, in fields. */
export function RuleEditor({ rule, currency, classes, onChange, onRemove }: RuleEditorProps) {
  const { t } = useTranslation('policy')
  const textOf = useText()
  const segments = useSegmentOptions()
  const set = (part: Partial<PolicyRule>) => onChange({ ...rule, ...part })
  const name = (field: string) => `${rule.grade} ${field}`
  const sign = currencySign(currency)
  return (
    <fieldset className={styles.rule}>
      <legend>
        <GradeTag grade={rule.grade} />{' '}
        {rule.segments.length === 0 ? (
          t('segments.all')
        ) : (
          <Select
            mode="multiple"
            size="small"
            aria-label={name(t('column.segments'))}
            value={rule.segments}
            options={[...segments]}
            onChange={(chosen) => chosen.length > 0 && set({ segments: chosen })}
          />
        )}
        {(rule.classes ?? []).length > 0 && (
          <Select
            mode="multiple"
            size="small"
            aria-label={name(t('column.classes'))}
            value={rule.classes ?? []}
            options={classes.map((one) => ({ value: one.code, label: textOf(one.name) }))}
            onChange={(chosen) => chosen.length > 0 && set({ classes: chosen })}
          />
        )}
        {onRemove !== undefined && (
          <Button size="small" type="text" danger onClick={onRemove}>
            {t('design.removeRule')}
          </Button>
        )}
      </legend>
      <Field label={t('design.months')}>
        <CountField
          label={name(t('design.months'))}
          value={rule.months}
          min={0}
          max={36}
          onChange={(months) => set({ months })}
        />
      </Field>
      <Field label={t('design.factor')}>
        <ShareField
          label={name(t('design.factor'))}
          value={rule.factorBasisPoints}
          onChange={(factorBasisPoints) => set({ factorBasisPoints })}
        />
      </Field>
      <Field label={t('column.netAssets')}>
        <ShareField
          label={name(t('column.netAssets'))}
          value={rule.netAssetsShareBasisPoints}
          onChange={(netAssetsShareBasisPoints) => set({ netAssetsShareBasisPoints })}
        />
      </Field>
      <Field label={t('column.unknownAssets')}>
        <AmountField
          label={name(t('column.unknownAssets'))}
          sign={sign}
          value={rule.capWithoutNetAssets}
          onChange={(capWithoutNetAssets) => set({ capWithoutNetAssets })}
        />
      </Field>
      <Field label={t('column.cap')}>
        <AmountField
          label={name(t('column.cap'))}
          sign={sign}
          value={rule.cap}
          onChange={(cap) => set({ cap })}
        />
      </Field>
      <Field label={t('column.starting')}>
        <AmountField
          label={name(t('column.starting'))}
          sign={sign}
          value={rule.startingLimit}
          onChange={(startingLimit) => set({ startingLimit })}
        />
      </Field>
      <Field label={t('column.terms')}>
        <CountField
          label={name(t('column.terms'))}
          value={rule.netDays}
          min={0}
          max={3650}
          unit={t('design.days')}
          onChange={(netDays) => set({ netDays })}
        />
      </Field>
      <Field label={t('column.review')}>
        <CountField
          label={name(t('column.review'))}
          value={rule.reviewMonths}
          min={1}
          max={120}
          unit={t('design.monthUnit')}
          onChange={(reviewMonths) => set({ reviewMonths })}
        />
      </Field>
      <RowOutputs rule={rule} onChange={onChange} />
    </fieldset>
  )
}
