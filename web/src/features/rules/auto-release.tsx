import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Rule } from './api'

/** Whether a hold by the rule goes by itself once its reason is gone; undefined: as the segment says. */
export type AutoRelease = Rule['autoRelease']

const choices = ['segment', 'auto', 'person'] as const
type Choice = (typeof choices)[number]

/** The choice by its name in the texts. */
export function autoReleaseOf(value: AutoRelease): Choice {
  return value === undefined ? 'segment' : value ? 'auto' : 'person'
}

interface AutoReleaseFieldProps {
  rule: Rule
  /** The name of the rule in words. */
  name: string
  /** Left out: it is only shown. */
  onChange?: (value: AutoRelease) => void
}

/** Shows and changes whether orders that the rule holds go by themselves. */
export function AutoReleaseField({ rule, name, onChange }: AutoReleaseFieldProps) {
  const { t } = useTranslation('rules')
  const chosen = autoReleaseOf(rule.autoRelease)
  if (onChange === undefined) return <>{t(`autoRelease.${chosen}`)}</>
  return (
    <Select<Choice>
      size="small"
      value={chosen}
      popupMatchSelectWidth={false}
      aria-label={t('autoRelease.of', { name })}
      options={choices.map((value) => ({ value, label: t(`autoRelease.${value}`) }))}
      onChange={(choice) => onChange(choice === 'segment' ? undefined : choice === 'auto')}
    />
  )
}

/** What a person stopped, or what is stopped for good, only a person lets go: nothing to choose there. */
export function hasAutoRelease({ effect, conditions }: Rule): boolean {
  if (effect.kind !== 'blocking' || effect.strength !== 'hold') return false
  return !conditions.some(({ dimension }) => dimension === 'forced_hold')
}
