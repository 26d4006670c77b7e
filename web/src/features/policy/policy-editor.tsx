import { Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { currencySign } from '../../ui/format-amount'
import { Panel } from '../../ui/panel'
import type { Policy, PolicyRule } from './api'
import { AddRule } from './add-rule'
import { AutomaticEditor } from './automatic-editor'
import { ClassEditor } from './class-editor'
import { CoveragePanel } from './coverage-panel'
import { LossEditor } from './loss-editor'
import { AmountField, CountField, ShareField } from './number-fields'
import styles from './policy.module.css'
import { RuleEditor } from './rule-editor'

interface PolicyEditorProps {
  policy: Policy
  currency: string
  onChange: (policy: Policy) => void
}

function FrameEditor({ policy, currency, onChange }: PolicyEditorProps) {
  const { t } = useTranslation('policy')
  const set = (part: Partial<Policy>) => onChange({ ...policy, ...part })
  const { title } = policy
  const raise = policy.raiseAtMostBasisPoints
  return (
    <Panel title={t('design.frame')}>
      <div className={styles.fields}>
        <div className={styles.field}>
          <span aria-hidden>{t('design.titleZh')}</span>
          <Input
            aria-label={t('design.titleZh')}
            value={title.zh}
            onChange={({ target }) => set({ title: { ...title, zh: target.value } })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.titleEn')}</span>
          <Input
            aria-label={t('design.titleEn')}
            value={title.en}
            onChange={({ target }) => set({ title: { ...title, en: target.value } })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.average')}</span>
          <CountField
            label={t('design.average')}
            value={policy.averageOverMonths}
            min={3}
            max={24}
            unit={t('design.monthUnit')}
            onChange={(averageOverMonths) => set({ averageOverMonths })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.raise')}</span>
          <span className={styles.pair}>
            <Switch
              aria-label={t('design.raise')}
              checked={raise !== null}
              onChange={(bound) => set({ raiseAtMostBasisPoints: bound ? 10_000 : null })}
            />
            {raise !== null && (
              <ShareField
                label={t('design.raiseShare')}
                value={raise}
                onChange={(share) => set({ raiseAtMostBasisPoints: share })}
              />
            )}
          </span>
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.digits')}</span>
          <CountField
            label={t('design.digits')}
            value={policy.significantDigits}
            min={1}
            max={15}
            onChange={(significantDigits) => set({ significantDigits })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('common.minimum')}</span>
          <AmountField
            label={t('common.minimum')}
            sign={currencySign(currency)}
            value={policy.minimum}
            onChange={(minimum) => set({ minimum })}
          />
        </div>
        <div className={styles.field}>
          <span aria-hidden>{t('design.ignored')}</span>
          <ShareField
            label={t('design.ignored')}
            max={10_000}
            value={policy.ignoreChangesBelowBasisPoints}
            onChange={(ignoreChangesBelowBasisPoints) => set({ ignoreChangesBelowBasisPoints })}
          />
        </div>
      </div>
    </Panel>
  )
}

/** The whole policy in fields: the frame, a block per row, and what losses are expected from. */
export function PolicyEditor(props: PolicyEditorProps) {
  const { policy, currency, onChange } = props
  const { t } = useTranslation('policy')
  const replace = (index: number, rule: PolicyRule) =>
    onChange({ ...policy, rules: policy.rules.with(index, rule) })
  return (
    <div className={styles.stack}>
      <FrameEditor {...props} />
      <ClassEditor {...props} />
      <Panel title={t('byGrade')} extra={<AddRule {...props} />}>
        <div className={styles.rules}>
          {policy.rules.map((rule, index) => (
            <RuleEditor
              key={`${rule.grade} ${index}`}
              rule={rule}
              currency={currency}
              classes={policy.classes ?? []}
              onChange={(changed) => replace(index, changed)}
              onRemove={
                rule.segments.length === 0 && (rule.classes ?? []).length === 0
                  ? undefined
                  : () => onChange({ ...policy, rules: policy.rules.toSpliced(index, 1) })
              }
            />
          ))}
        </div>
      </Panel>
      <CoveragePanel policy={policy} />
      <AutomaticEditor {...props} />
      <LossEditor policy={policy} onChange={onChange} />
    </div>
  )
}
